// Compares the check of properties on products of outcome sets with a check of every member of the product,
// on random specifications, parts and facts.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/rng.h"
#include "model/problem.h"
#include "support/drafts.h"
#include "verify/final_check.h"

namespace ggms::verify {
namespace {

/// The last round of a run: every process with its initial value and its possible outcomes.
struct End {
  std::vector<int> initial;
  std::vector<bool> correct;
  std::vector<bool> connected;          // before the last round
  std::vector<std::uint64_t> outcomes;  // 0 for the crashed
  spec::RunFacts facts;
};

int below(int bound, base::Rng& rng) {
  return static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
}

End random_end(const model::Problem& problem, base::Rng& rng) {
  const OutcomeBits bits(problem);
  End end;
  const int kinds = 1 + below(3, rng);  // few different outcome sets, so that processes are alike
  std::vector<std::uint64_t> sets;
  for (int i = 0; i < kinds; ++i) {
    std::uint64_t set = 0;
    while (set == 0) {
      for (int decision = 0; decision < problem.setting().decisions; ++decision) {
        for (int missing = 0; missing < problem.setting().processes; ++missing) {
          if (below(3, rng) == 0) set |= std::uint64_t{1} << bits.index(decision, missing);
        }
      }
    }
    sets.push_back(set);
  }
  for (int p = 0; p < problem.setting().processes; ++p) {
    end.initial.push_back(below(problem.setting().initial, rng));
    end.correct.push_back(below(4, rng) != 0);
    end.outcomes.push_back(end.correct.back() ? sets[static_cast<std::size_t>(below(kinds, rng))] : 0);
    end.connected.push_back(end.correct.back() && below(3, rng) != 0);
    end.facts.failures += end.correct.back() ? 0 : 1;
  }
  end.facts.crashed = end.facts.failures > 0;
  end.facts.lost = bits.tracks_lost() && below(3, rng) == 0;
  end.facts.initial_facts = problem.compiled().initial_facts_of(end.initial);
  return end;
}

/// Part number of each process, and the parts.
std::vector<EndPart> parts_of(const model::Problem& problem, const End& end,
                              std::vector<std::size_t>& part_of) {
  std::vector<EndPart> parts;
  const bool names = problem.compiled().uses_names();
  for (std::size_t p = 0; p < end.initial.size(); ++p) {
    EndPart part{names ? static_cast<int>(p) : spec::Observation::kNone,
                 problem.compiled().uses_initial() ? end.initial[p] : 0, 1, end.correct[p], end.outcomes[p]};
    part.crashed = !end.correct[p];
    part.connected = end.connected[p];
    const auto alike = std::find_if(parts.begin(), parts.end(), [&](const EndPart& known) {
      return !names && known.local == part.local && known.correct == part.correct &&
             known.connected == part.connected && known.outcomes == part.outcomes;
    });
    part_of.push_back(static_cast<std::size_t>(alike - parts.begin()));
    if (alike == parts.end()) {
      parts.push_back(part);
    } else {
      ++alike->count;
    }
  }
  return parts;
}

/// Calls visit(whole outcome, outcome index per process or -1, lost in the last round) for every member.
using Visit = std::function<void(const spec::Outcome&, const std::vector<int>&, bool)>;
void for_each_member(const model::Problem& problem, const End& end, const Visit& visit) {
  const OutcomeBits bits(problem);
  std::vector<int> chosen;
  const std::function<void()> choose = [&] {
    const std::size_t p = chosen.size();
    if (p == end.initial.size()) {
      spec::Outcome whole;
      whole.facts = end.facts;
      bool lost = false;
      for (std::size_t i = 0; i < p; ++i) {
        spec::Observation seen;
        seen.name = static_cast<int>(i);
        seen.initial = end.initial[i];
        seen.correct = end.correct[i];
        seen.connected = end.connected[i];
        if (chosen[i] >= 0) {
          seen.decision = bits.next(chosen[i]);
          seen.decided_in = problem.setting().rounds;
          lost = lost || bits.is_lost(chosen[i]);
          seen.connected = seen.connected && !bits.is_from_few(chosen[i]);
        }
        whole.processes.push_back(seen);
      }
      whole.facts.lost = whole.facts.lost || lost;
      return visit(whole, chosen, lost);
    }
    const auto with = [&](int outcome) {
      chosen.push_back(outcome);
      choose();
      chosen.pop_back();
    };
    if (end.outcomes[p] == 0) with(-1);
    for (std::uint64_t left = end.outcomes[p]; left != 0; left &= left - 1) with(__builtin_ctzll(left));
  };
  choose();
}

/// Whether a member is one of those that a violation speaks of.
bool fits(const EndViolation& violation, const std::vector<int>& chosen, bool lost,
          const std::vector<std::size_t>& part_of) {
  if (violation.lost && *violation.lost != lost) return false;
  std::map<std::pair<std::size_t, int>, int> needed;
  for (const auto& [part, outcome] : violation.fixed) ++needed[{static_cast<std::size_t>(part), outcome}];
  for (std::size_t p = 0; p < chosen.size(); ++p) --needed[{part_of[p], chosen[p]}];
  return std::all_of(needed.begin(), needed.end(), [](const auto& entry) { return entry.second <= 0; });
}

struct Tally {
  int violated = 0;
  int fine = 0;
  int with_names = 0;
  int with_lost = 0;
  int existential = 0;
};

void compare(const model::Problem& problem, FinalCheck& check, base::Rng& rng, Tally& tally) {
  const End end = random_end(problem, rng);
  std::vector<std::size_t> part_of;
  const std::vector<EndPart> parts = parts_of(problem, end, part_of);
  const auto found = check.violated(parts, end.facts);
  const std::vector<bool> premises = check.premises(parts, end.facts);

  const spec::Spec& spec = problem.specification();
  const std::size_t none = spec.properties.size();
  std::size_t expected = none;
  std::vector<bool> held(none, false);
  bool some_member_fits = false;
  bool all_that_fit_are_wrong = true;
  for_each_member(problem, end, [&](const spec::Outcome& whole, const std::vector<int>& chosen, bool lost) {
    std::vector<bool> is_broken;
    for (std::size_t i = 0; i < none; ++i) {
      is_broken.push_back(!spec::evaluate(spec.formulas, spec.properties[i].formula, whole));
      if (is_broken[i]) expected = std::min(expected, i);
      held[i] = held[i] || spec::evaluate(spec.formulas, spec.properties[i].premise, whole);
    }
    if (found && fits(*found, chosen, lost, part_of)) {
      some_member_fits = true;
      all_that_fit_are_wrong = all_that_fit_are_wrong && is_broken[static_cast<std::size_t>(found->property)];
    }
  });
  ASSERT_EQ(found ? static_cast<std::size_t>(found->property) : none, expected);
  if (found) {
    EXPECT_TRUE(some_member_fits);
    EXPECT_TRUE(all_that_fit_are_wrong);
  }
  const auto& owner = problem.compiled().vacuity_property();
  for (std::size_t i = 0; i < owner.size(); ++i) {
    EXPECT_EQ(premises[i], held[static_cast<std::size_t>(owner[i])]) << i;
  }
  ++(found ? tally.violated : tally.fine);
}

TEST(FinalCheck, FindsTheFirstPropertyThatSomeMemberOfTheProductBreaks) {
  constexpr int kSpecs = 150;
  constexpr int kEnds = 40;
  base::Rng rng(1, "final check");
  Tally tally;
  for (int i = 0; i < kSpecs && !HasFailure(); ++i) {
    model::Setting setting;
    setting.processes = 1 + below(5, rng);
    setting.rounds = 1 + below(3, rng);
    setting.states = 1;
    setting.faults = model::parse_faults("crash=" + std::to_string(setting.processes));
    const support::Draft draft = below(4, rng) == 0 ? support::wild_draft(setting.processes, rng)
                                                    : support::random_draft(setting.processes, rng);
    const model::Problem problem(support::read(draft), setting);
    FinalCheck check(problem);
    SCOPED_TRACE(support::text_of(draft));
    for (int k = 0; k < kEnds && !HasFailure(); ++k) compare(problem, check, rng, tally);
    tally.with_names += problem.compiled().uses_names() ? 1 : 0;
    tally.with_lost += problem.compiled().uses_lost() ? 1 : 0;
    tally.existential += check.forms_products() ? 1 : 0;
  }
  EXPECT_GE(tally.violated, kSpecs * kEnds / 5);
  EXPECT_GE(tally.fine, kSpecs * kEnds / 5);
  EXPECT_GE(tally.with_names, kSpecs / 10);
  EXPECT_GE(tally.with_lost, kSpecs / 10);
  EXPECT_GE(tally.existential, kSpecs / 10);
}

constexpr const char* kVocabulary =
    "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((a) (b) (c))))"
    "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)(declare-const lost Bool)";

model::Problem one_property(const std::string& body, int processes) {
  model::Setting setting;
  setting.processes = processes;
  setting.rounds = setting.states = 1;
  return {spec::read_spec(kVocabulary + ("(assert (! " + body + " :named only))"), "one.smt2"), setting};
}

TEST(FinalCheck, APropertyOfMoreProcessesThanItsTablesHoldIsCheckedOnWholeOutcomes) {
  // "Of any seven, some two are equal, or the first decides a": seven distinct processes break it.
  std::string variables;
  std::string equal;
  for (int i = 0; i < 7; ++i) {
    variables += "(x" + std::to_string(i) + " Process)";
    for (int k = 0; k < i; ++k) equal += " (= x" + std::to_string(k) + " x" + std::to_string(i) + ")";
  }
  const std::string body = "(forall (" + variables + ") (or (decides x0 a)" + equal + "))";
  for (const int processes : {1, 2, 6, 7}) {
    const model::Problem problem = one_property(body, processes);
    FinalCheck check(problem);
    EXPECT_TRUE(check.forms_products());
    const EndPart part{spec::Observation::kNone, 0, processes, true, 0b011};
    EXPECT_EQ(check.violated({part}, {}).has_value(), processes == 7) << processes;
  }
}

TEST(FinalCheck, NeedsAsManyProcessesAsAPropertyTellsApart) {
  // Three processes with three different decisions; each part can decide anything, but has its number.
  const model::Problem problem = one_property(
      "(forall ((p Process) (q Process) (r Process)) (not (and (decides p a) (decides q b) (decides r c))))",
      4);
  FinalCheck check(problem);
  const auto part = [](int count, std::uint64_t outcomes) {
    return EndPart{spec::Observation::kNone, 0, count, true, outcomes};
  };
  EXPECT_FALSE(check.violated({part(2, 0b111)}, {}));
  EXPECT_TRUE(check.violated({part(3, 0b111)}, {}));
  EXPECT_FALSE(check.violated({part(3, 0b011)}, {}));
  EXPECT_TRUE(check.violated({part(2, 0b011), part(1, 0b100)}, {}));
  EXPECT_FALSE(check.violated({part(1, 0b111), part(1, 0b001), part(1, 0b001)}, {}));
  EXPECT_TRUE(check.violated({part(1, 0b110), part(1, 0b110), part(1, 0b001)}, {}));
}

TEST(FinalCheck, WithoutALossInAnyOutcomeALossCanNotBreakAnything) {
  const model::Problem problem = one_property("(=> lost (forall ((p Process)) (decides p a)))", 2);
  const OutcomeBits bits(problem);
  FinalCheck check(problem);
  const auto part = [&](int decision, bool lost) {
    return EndPart{spec::Observation::kNone, 0, 1, true, std::uint64_t{1} << bits.index(decision, lost)};
  };
  EXPECT_FALSE(check.violated({part(1, false), part(0, false)}, {}));
  EXPECT_TRUE(check.violated({part(1, false), part(0, true)}, {}));
  EXPECT_TRUE(check.violated({part(1, true), part(0, false)}, {}));
  EXPECT_FALSE(check.violated({part(0, true), part(0, false)}, {}));
  spec::RunFacts lost_before;
  lost_before.lost = true;
  EXPECT_TRUE(check.violated({part(1, false), part(0, false)}, lost_before));
}

}  // namespace
}  // namespace ggms::verify
