// Finds how many more faults a protocol tolerates. All numbers of fault words are limits ("up to"), so a
// larger number only adds executions: if a number breaks a protocol, every larger one does. The search for
// the smallest such number doubles its steps until one breaks the protocol, and then halves the range in
// between.

#include "verify/margin.h"

#include <algorithm>

#include "base/error.h"

namespace ggms::verify {

namespace {

/// The search for one word's line.
class Search {
 public:
  Search(const model::Problem& problem, std::size_t word, const CheckIn& check, base::Stop& stop,
         const std::function<void(const model::FaultLimits&)>& on_check)
      : problem_(problem), check_(check), stop_(stop), on_check_(on_check) {
    const model::Setting& setting = problem.setting();
    line_.word = word;
    line_.own = line_.holds = setting.faults.numbers[word];
    line_.most = std::max(line_.own, model::largest_number(word, setting.processes, setting.rounds));
  }

  MarginLine run() {
    for (int step = 1; !line_.breaks && line_.holds < line_.most; step *= 2) {
      if (!look_at(std::min(line_.most, line_.holds + step))) return line_;
    }
    while (line_.breaks && *line_.breaks - line_.holds > 1) {
      if (!look_at(line_.holds + (*line_.breaks - line_.holds) / 2)) return line_;
    }
    return line_;
  }

 private:
  /// Checks the protocol under this number. False if that can't be decided.
  bool look_at(int number) {
    model::Setting more = problem_.setting();
    more.faults.numbers[line_.word] = number;
    on_check_(more.faults);
    try {
      const model::Problem problem = problem_.with(more);
      const Check result = check_(problem, stop_);
      if (result.verdict == Verdict::kVerified) line_.holds = number;
      if (result.verdict == Verdict::kViolated) {
        line_.breaks = number;
        line_.property = name_of(problem, result.violations.at(0));
      }
      if (result.verdict == Verdict::kUnknown) line_.why_unknown = to_string(stop_.reason());
      return result.verdict != Verdict::kUnknown;
    } catch (const base::Error& error) {  // the setting is too large
      line_.why_unknown = error.what();
      return false;
    }
  }

  const model::Problem& problem_;
  const CheckIn& check_;
  base::Stop& stop_;
  const std::function<void(const model::FaultLimits&)>& on_check_;
  MarginLine line_;
};

}  // namespace

std::vector<MarginLine> margin(const model::Problem& problem, const CheckIn& check, const base::Stop& limits,
                               const std::function<void(const model::FaultLimits&)>& on_check) {
  std::vector<MarginLine> lines;
  for (std::size_t word = 0; word < model::kFaultWords; ++word) {
    base::Stop stop = limits;
    stop.limit_seconds(limits.seconds_left() / static_cast<double>(model::kFaultWords - word));
    lines.push_back(Search(problem, word, check, stop, on_check).run());
  }
  return lines;
}

}  // namespace ggms::verify
