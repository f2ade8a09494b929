// Finds what a clause of a refutation denies, and judges whether an ended run breaks a property in every case
// that the clause leaves open. Also reads the parts of lines that several files of a certificate share.

#include "audit/clauses.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "audit/text.h"
#include "base/check.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr std::uint64_t kMostCases = 1 << 20;  // the most cases that one clause may leave open in all

Values all_of(std::size_t values) {
  CHECK(values <= kMostValues);
  return (Values{1} << values) - 1;
}

bool is_one(Values values) {
  return values != 0 && (values & (values - 1)) == 0;
}

int first_of(Values values) {
  return __builtin_ctzll(values);
}

}  // namespace

Values Denied::left(std::size_t entry, std::size_t values) const {
  const auto found = takes.find(entry);
  return found == takes.end() ? all_of(values) : found->second;
}

void Vocabulary::define(const TextReader& reader, std::int64_t variable, const Meaning& meaning) {
  Meaning& known = meanings[static_cast<std::size_t>(variable)];
  if (known.kind != Meaning::Kind::kNothing)
    reader.fail(fmt::format("variable {} has a meaning already", variable));
  known = meaning;
}

Denied Vocabulary::denied(const Clause& clause) const {
  Denied denied;
  for (const int literal : clause) {
    const Meaning& meaning = meanings[static_cast<std::size_t>(std::abs(literal))];
    switch (meaning.kind) {
      case Meaning::Kind::kNothing:
        throw base::Error(fmt::format("variable {} has no meaning", std::abs(literal)));
      case Meaning::Kind::kReached:
        (literal < 0 ? denied.reached : denied.unreached).push_back(meaning.index);
        break;
      case Meaning::Kind::kBecomes:
        (literal < 0 ? denied.become : denied.unbecome).push_back(meaning.index);
        break;
      case Meaning::Kind::kUsed:
        (literal < 0 ? denied.used : denied.unused).push_back(meaning.index);
        break;
      case Meaning::Kind::kTakes: {
        const Values all = all_of(values[meaning.index]);
        // No entry takes a value past the last.
        const Values said = static_cast<std::size_t>(meaning.value) < values[meaning.index]
                                ? Values{1} << meaning.value
                                : Values{0};
        const auto known = denied.takes.try_emplace(meaning.index, all).first;
        known->second &= literal < 0 ? said : all & ~said;
        break;
      }
    }
  }
  return denied;
}

bool Vocabulary::is_about_one_entry(const Denied& denied) const {
  return std::any_of(denied.takes.begin(), denied.takes.end(),
                     [](const auto& entry) { return entry.second == 0; });
}

/// Most clauses need neither the initial values nor the other processes' decisions, so the judge tries these
/// one by one only if the rest does not decide the answer.
bool Judge::breaks(std::size_t property, const Ended& ended, const Denied& denied,
                   const std::vector<std::vector<int>>& starts) {
  cases_ = 0;
  KnownRun run = known(ended, denied);
  if (properties_.evaluate(property, run) == Truth::kNo) return true;
  for (const std::vector<int>& start : starts) {
    for (std::size_t p = 0; p < start.size(); ++p) run.processes[p].initial = start[p];
    if (!breaks(property, ended, denied, run)) return false;
  }
  return true;
}

bool Judge::breaks(std::size_t property, const Ended& ended, const Denied& denied, KnownRun& run) {
  if (++cases_ > kMostCases) throw base::Error("leaves too much open to be judged");
  const Truth holds = properties_.evaluate(property, run);
  if (holds != Truth::kOpen) return holds == Truth::kNo;
  for (std::size_t p = 0; p < run.processes.size(); ++p) {
    if (run.processes[p].decision != KnownProcess::kOpen) continue;
    const Values left = ended.entry[p] ? denied.left(*ended.entry[p], protocol_.decisions.size())
                                       : all_of(protocol_.decisions.size());
    // Processes that decide by the same entry decide the same.
    std::vector<std::size_t> alike;
    for (std::size_t q = p; q < run.processes.size(); ++q) {
      if (q == p || (ended.moves[q] && ended.entry[p] && ended.entry[q] == ended.entry[p]))
        alike.push_back(q);
    }
    bool all = true;
    for (Values rest = left; rest != 0 && all; rest &= rest - 1) {
      for (const std::size_t q : alike) run.processes[q].decision = first_of(rest);
      all = breaks(property, ended, denied, run);
    }
    for (const std::size_t q : alike) run.processes[q].decision = KnownProcess::kOpen;
    return all;
  }
  return breaks_anyway(property, ended, denied, run);
}

/// The property may still contain facts that configurations don't carry, in places where they make no
/// difference.
bool Judge::breaks_anyway(std::size_t property, const Ended& ended, const Denied& denied, KnownRun& run) {
  const auto both = [&](Truth& fact) {
    bool all = true;
    for (const Truth value : {Truth::kNo, Truth::kYes}) {
      fact = value;
      all = all && breaks(property, ended, denied, run);
    }
    fact = Truth::kOpen;
    return all;
  };
  if (run.lost == Truth::kOpen) return both(run.lost);
  for (KnownProcess& process : run.processes) {
    if (process.connected == Truth::kOpen) return both(process.connected);
    if (process.decision == KnownProcess::kNone || process.decided_in != KnownProcess::kOpen) continue;
    bool all = true;
    for (process.decided_in = 1; all && process.decided_in < protocol_.rounds; ++process.decided_in)
      all = breaks(property, ended, denied, run);
    process.decided_in = KnownProcess::kOpen;
    return all;
  }
  return false;
}

KnownRun Judge::known(const Ended& ended, const Denied& denied) const {
  KnownRun run;
  for (std::size_t p = 0; p < ended.moment.processes.size(); ++p) {
    const ProcessThen& process = ended.moment.processes[p];
    KnownProcess seen;
    seen.decision = process.decision;
    seen.decided_in = carried_.decided_by ? process.decided_in : KnownProcess::kOpen;
    if (ended.moves[p]) {
      const Values left = ended.entry[p] ? denied.left(*ended.entry[p], protocol_.decisions.size())
                                         : all_of(protocol_.decisions.size());
      seen.decision = is_one(left) ? first_of(left) : KnownProcess::kOpen;
      if (!ended.decides.empty() && ended.decides[p]) seen.decision = *ended.decides[p];
      seen.decided_in = protocol_.rounds;
    }
    seen.correct = !process.is_gone() && process.role == Role::kHonest;
    seen.connected = !carried_.connected ? Truth::kOpen : process.connected ? Truth::kYes : Truth::kNo;
    run.crashed = run.crashed || process.is_gone();
    run.failures += seen.correct ? 0 : 1;
    run.processes.push_back(seen);
  }
  run.lost = !carried_.lost ? Truth::kOpen : ended.moment.lost ? Truth::kYes : Truth::kNo;
  return run;
}

std::vector<int> read_vector(const TextReader& reader, std::string_view word, const Protocol& protocol) {
  std::vector<int> values;
  const auto most = static_cast<std::int64_t>(protocol.initial.size()) - 1;
  for (std::size_t at = 0; at <= word.size();) {
    const std::size_t end = std::min(word.find('.', at), word.size());
    values.push_back(static_cast<int>(reader.number(word.substr(at, end - at), 0, most)));
    at = end + 1;
  }
  if (values.size() != static_cast<std::size_t>(protocol.processes))
    reader.fail(fmt::format("{} are not {} initial values", in_quotes(word), protocol.processes));
  return values;
}

std::optional<Role> role_of(char letter) {
  switch (letter) {
    case 'h':
      return Role::kHonest;
    case 'o':
      return Role::kOmission;
    case 'g':
      return Role::kGeneralOmission;
    case 'z':
      return Role::kByzantine;
    default:
      return std::nullopt;
  }
}

Moment first_moment(const Protocol& protocol, const std::vector<int>& initial,
                    const std::vector<Role>& picked) {
  const Faults& faults = protocol.faults;
  for (const auto& [role, most] : {std::pair{Role::kOmission, faults.omission},
                                   std::pair{Role::kGeneralOmission, faults.general_omission},
                                   std::pair{Role::kByzantine, faults.byzantine}}) {
    if (std::count(picked.begin(), picked.end(), role) > most)
      throw base::Error("too many processes are picked");
  }
  Moment moment;
  for (std::size_t p = 0; p < initial.size(); ++p) {
    ProcessThen process;
    process.role = picked[p];
    process.state = process.is_byzantine() ? kNoState : static_cast<State>(initial[p]);
    process.connected = !process.is_byzantine();
    moment.processes.push_back(process);
  }
  return moment;
}

Deeds read_deeds(const TextReader& reader, const std::vector<std::string_view>& words, std::size_t first,
                 std::size_t last, int processes, std::size_t first_claim, std::size_t claims) {
  Deeds deeds;
  const auto process = [&](std::string_view word) {
    return static_cast<int>(reader.number(word, 1, processes)) - 1;
  };
  for (std::size_t i = first; i < last; ++i) {
    const std::string_view word = words[i];
    const std::size_t from = word.find('<');
    if (from == std::string_view::npos) {
      const char what = word.front();
      if (what != 'x' && what != 'l' && what != 'f')
        reader.fail(in_quotes(word) + " is nothing that an adversary does");
      (what == 'x'   ? deeds.crashing
       : what == 'l' ? deeds.leaving
                     : deeds.far)
          .push_back(process(word.substr(1)));
      continue;
    }
    const std::size_t says = std::min(word.find('='), word.size());
    Deeds::Message message;
    message.receiver = process(word.substr(0, from));
    message.sender = process(word.substr(from + 1, says - from - 1));
    if (says < word.size()) {
      const auto low = static_cast<std::int64_t>(first_claim);
      const std::int64_t claim =
          reader.number(word.substr(says + 1), low, low + static_cast<std::int64_t>(claims) - 1);
      message.says = static_cast<State>(claim - low);
    }
    deeds.messages.push_back(message);
  }
  return deeds;
}

}  // namespace ggms::audit
