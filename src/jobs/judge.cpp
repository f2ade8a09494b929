// Judges the end of a process: its answer counts only if the exit code agrees.

#include "jobs/judge.h"

#include <fmt/format.h>

#include <cstring>
#include <string_view>

#include "base/error.h"
#include "base/exit_code.h"

namespace ggms::jobs {

namespace {

constexpr std::string_view kComplaint = "ggms: ";  // the beginning of lines on stderr

/// The last line of a process's output, without the program's name.
std::string last_words(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  text.remove_prefix(text.rfind('\n') + 1);
  if (text.starts_with(kComplaint)) text.remove_prefix(kComplaint.size());
  return std::string(text);
}

/// How a process ended that gave no answer.
std::string failure(const ProcessEnd& end) {
  const std::string how = end.exit_code < 0
                              ? fmt::format("ended by signal {} ({})", end.signal, ::strsignal(end.signal))
                              : fmt::format("exit code {} without an answer", end.exit_code);
  const std::string words = last_words(end.err);
  return words.empty() ? how : how + ": " + words;
}

base::ExitCode exit_code_of(const std::string& verdict) {
  if (verdict == "found") return base::ExitCode::kYes;
  return verdict == "infeasible" ? base::ExitCode::kNo : base::ExitCode::kUnknown;
}

bool ended_with(const ProcessEnd& end, base::ExitCode code) {
  return end.exit_code == static_cast<int>(code);
}

}  // namespace

Judged judge(const Plan& plan, const ProcessEnd& end) {
  const bool complained = ended_with(end, base::ExitCode::kUsage);
  Judged judged;
  Result& result = judged.result;
  result.plan = plan;
  result.seconds = end.seconds;
  const bool answered =
      read_synth_answer(end.out, result) && (complained || ended_with(end, exit_code_of(result.verdict)));
  if (complained) {
    judged.complaint = plan.name() + ": " + last_words(end.err);
    if (!answered) throw base::Error(judged.complaint);
  }
  if (answered) return judged;
  const bool gave_up = ended_with(end, base::ExitCode::kUnknown);
  result.verdict = gave_up ? "unknown" : "failed";  // giving up in an emergency, such as lack of memory
  result.reason = failure(end);
  return judged;
}

}  // namespace ggms::jobs
