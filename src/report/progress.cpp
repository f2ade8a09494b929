// The one place that writes while a computation runs.

#include "report/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "report/words.h"

namespace ggms::report {

namespace {

constexpr double kRedrawSeconds = 0.1;  // between redraws on a terminal
constexpr double kLineSeconds = 10;     // between lines elsewhere
constexpr const char* kErase = "\r\x1b[K";

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Progress::Progress(std::FILE* stream, bool quiet, std::function<double()> now)
    : stream_(stream),
      silent_(quiet),
      redraws_(isatty(fileno(stream)) == 1),
      style_(detect_style(stream)),
      now_(now ? std::move(now) : steady_seconds),
      last_shown_(now_()) {}

void Progress::update(const std::string& text) {
  if (silent_) return;
  const double now = now_();
  if (now - last_shown_ < (redraws_ ? kRedrawSeconds : kLineSeconds)) return;
  last_shown_ = now;
  if (redraws_) {
    // One column less than there are: a full line makes some terminals scroll.
    fmt::print(stream_, "{}{}", kErase, cut(style_, text, style_.width - 1));
    has_line_ = true;
  } else {
    fmt::print(stream_, "{}\n", text);
  }
  std::fflush(stream_);
}

void Progress::finish() {
  if (!has_line_) return;
  fmt::print(stream_, "{}", kErase);
  std::fflush(stream_);
  has_line_ = false;
}

std::string progress_text(const synth::Progress& progress) {
  const synth::Statistics& statistics = progress.statistics;
  std::string text =
      fmt::format("{}, {}: {}", counted(static_cast<std::uint64_t>(progress.setting.rounds), "round"),
                  counted(static_cast<std::uint64_t>(progress.setting.states), "internal state"),
                  counted(statistics.candidates, "candidate"));
  if (progress.seconds > 0) {
    text += fmt::format(" ({:.3g} a second)", static_cast<double>(statistics.candidates) / progress.seconds);
  }
  return text +
         fmt::format(", {}, {}", counted(statistics.entries, "table entry"), duration(progress.seconds));
}

}  // namespace ggms::report
