// Shows the progress of a computation while it runs.

#include "report/progress.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
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

/// Writes text if the reader takes it now. Otherwise drops it, because progress is not part of the answer.
void put(std::FILE* stream, const std::string& text) {
  pollfd room{fileno(stream), POLLOUT, 0};
  if (::poll(&room, 1, 0) != 1) return;
  std::fputs(text.c_str(), stream);
  std::fflush(stream);
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
    // One column less than the width, because a full line makes some terminals scroll.
    put(stream_, kErase + cut(style_, text, style_.width - 1));
    has_line_ = true;
  } else {
    put(stream_, text + "\n");
  }
}

void Progress::keep(const std::string& text) {
  if (silent_) return;
  finish();
  put(stream_, text + "\n");
}

void Progress::finish() {
  if (!has_line_) return;
  put(stream_, kErase);
  has_line_ = false;
}

namespace {

/// How often something happens in a second: "2,480", "0.4".
std::string rate(std::uint64_t times, double seconds) {
  constexpr double kWhole = 100;  // from here on, digits after the point tell nothing
  const double a_second = static_cast<double>(times) / seconds;
  if (a_second < kWhole) return fmt::format("{:.1f}", a_second);
  return number(static_cast<std::uint64_t>(std::llround(a_second)));
}

/// "episode 12, phase 2 of 4, 30 counterexamples, 14 + 3 frozen, 2 unfreezings, loss 0.21, 120,000
/// simulations a second"
std::string learning_text(const synth::Progress& progress) {
  const synth::Learning& learning = progress.statistics.learning;
  std::string text = fmt::format(
      "episode {}, phase {} of {}, {}, {} frozen ({} proved)", learning.episodes, learning.phase + 1,
      learning.phases, counted(learning.failed, "counterexample"),
      learning.moves.frozen + learning.moves.first_path + learning.moves.proved, learning.moves.proved);
  if (learning.unfreezes > 0) text += fmt::format(", {}", counted(learning.unfreezes, "unfreezing"));
  text += fmt::format(", loss {:.3f}", learning.loss);
  const double searching = progress.statistics.time.seconds(synth::phase::kSearching);
  if (searching > 0) {
    text += fmt::format(", {} simulations a second", rate(learning.simulations, searching));
  }
  return text + ", " + duration(progress.seconds);
}

}  // namespace

std::string progress_json(const synth::Progress& progress) {
  const synth::Statistics& statistics = progress.statistics;
  const synth::Learning& learning = statistics.learning;
  nlohmann::ordered_json line = {
      {"rounds", progress.setting.rounds},
      {"states", progress.setting.states},
      {"seconds", progress.seconds},
      {"episode", learning.episodes},
      {"phase", learning.phase},
      {"phases", learning.phases},
      {"counterexamples", learning.failed},
      {"first_path", learning.moves.first_path},
      {"frozen", learning.moves.frozen},
      {"proved", learning.moves.proved},
      {"probable", learning.moves.probable},
      {"freezes", learning.freezes},
      {"unfreezes", learning.unfreezes},
      {"loss", learning.loss},
      {"simulations", learning.simulations},
      {"candidates", statistics.candidates},
      {"entry_variables", statistics.entries},
      {"clauses", statistics.clauses},
      {"search_seconds", statistics.time.seconds(synth::phase::kSearching)},
      {"training_seconds", statistics.time.seconds(synth::phase::kTraining)},
      {"solving_seconds", statistics.time.seconds(synth::phase::kSolving)},
      {"checking_seconds", statistics.time.seconds(synth::phase::kChecking)},
  };
  if (learning.failing) {
    line["scenarios"] = learning.failing->scenarios;
    line["failing_scenarios"] = learning.failing->failing;
  }
  return line.dump() + "\n";
}

std::string progress_text(const synth::Progress& progress) {
  const synth::Statistics& statistics = progress.statistics;
  if (progress.runs)
    return fmt::format("{}, any number of states: full information, {}, {}",
                       counted(static_cast<std::uint64_t>(progress.setting.rounds), "round"),
                       counted(*progress.runs, "run") + " begun", duration(progress.seconds));
  if (statistics.learning.episodes > 0) return learning_text(progress);
  std::string text =
      fmt::format("{}, {}: {}", counted(static_cast<std::uint64_t>(progress.setting.rounds), "round"),
                  counted(static_cast<std::uint64_t>(progress.setting.states), "internal state"),
                  counted(statistics.candidates, "candidate"));
  if (progress.seconds > 0) {
    text += fmt::format(" ({} a second)", rate(statistics.candidates, progress.seconds));
  }
  if (statistics.protocols > 0) text += ", " + counted(statistics.protocols, "protocol");
  return text +
         fmt::format(", {}, {}", counted(statistics.entries, "table entry"), duration(progress.seconds));
}

}  // namespace ggms::report
