// Tests that the audit rejects forged clauses. A correct protocol decides which clauses are false: the audit
// must not accept a clause that is false of it, with any reason. So the test takes settings that have a
// protocol, changes clauses and reasons at random, and gives the false ones to the auditor.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "audit/json.h"
#include "audit/reasons.h"
#include "base/error.h"
#include "base/rng.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "synth/certificate_files.h"
#include "synth/renumbering.h"
#include "synth/symbolic.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

namespace ggms::synth {
namespace {

using model::Problem;

/// The clauses that lead to a protocol, and the protocol.
struct Feasible {
  Derivation derivation;
  model::Machine machine;
};

std::optional<Feasible> search(const Problem& problem) {
  Feasible feasible{{}, model::Machine(problem.setting())};
  base::Stop stop;
  verify::Explicit checker(problem);
  TableSolver solver(problem, 1);
  solver.derive_into(feasible.derivation);
  solver.freeze_lossless_run();
  for (int round = 1; round <= problem.setting().rounds; ++round) feasible.machine.suppose(round, 0);
  base::Rng rng(1, "renumberings");
  while (solver.solve(feasible.machine, stop) == TableSolver::Outcome::kCandidate) {
    const verify::Check check = checker.check(feasible.machine, {}, stop);
    if (check.verdict == verify::Verdict::kVerified) return feasible;
    for (const verify::Violation& violation : check.violations)
      learn_with_renumberings(violation.scenario, feasible.machine, solver, rng, stop);
  }
  return std::nullopt;
}

/// The same with all clauses of the symbolic strategy; nullopt also where they are many, or its steps can't
/// be audited.
std::optional<Feasible> search_symbolically(const Problem& problem) {
  constexpr std::uint64_t kManyClauses = 20'000;
  if (problem.compiled().uses_connected()) return std::nullopt;
  Feasible feasible{{}, model::Machine(problem.setting())};
  base::Stop stop;
  Symbolic symbolic(problem, 1, false, &feasible.derivation);
  if (symbolic.add_all(kManyClauses, stop) != Symbolic::Extent::kWhole) return std::nullopt;
  for (int round = 1; round <= problem.setting().rounds; ++round) feasible.machine.suppose(round, 0);
  if (symbolic.solve(feasible.machine, stop) != Symbolic::Outcome::kCandidate) return std::nullopt;
  const verify::Check check = verify::Explicit(problem).check(feasible.machine, {}, stop);
  EXPECT_EQ(check.verdict, verify::Verdict::kVerified);
  return feasible;
}

/// A run at a boundary, as far as configurations describe it: without which crash was of which kind.
using Passed =
    std::tuple<int, std::vector<int>, std::vector<model::Role>, model::Situation, std::vector<int>>;

Passed passed(int boundary, const std::vector<int>& initial, std::vector<model::Role> picked,
              const model::Situation& situation, const model::Ledger& ledger) {
  picked.resize(initial.size(), model::kNotPicked);
  for (std::size_t p = 0; p < picked.size(); ++p) {
    if (situation.processes[p].crashed) picked[p] = model::kNotPicked;  // it does nothing more
  }
  const auto used = [&](const std::string& word) {
    std::size_t row = 0;
    while (model::fault_word(row) != word) ++row;
    return static_cast<int>(ledger[row]);
  };
  return {boundary,
          initial,
          std::move(picked),
          situation,
          {used("crash"), used("crash-late"), used("loss-total"), used("partition")}};
}

/// Whether some run passes through this with no more losses.
bool is_passed(const std::set<Passed>& all, Passed passed) {
  constexpr std::size_t kLosses = 2;  // their place among what is used up
  for (int& losses = std::get<4>(passed)[kLosses]; losses >= 0; --losses) {
    if (all.contains(passed)) return true;
  }
  return false;
}

/// The values of the variables that speak of sets and of names.
void interpret_sets(const Feasible& feasible, std::vector<bool>& values) {
  const Derivation& derivation = feasible.derivation;
  std::vector<std::set<model::Entry>> sets;
  for (const VectorSet& set : derivation.sets) {
    std::set<model::Entry> vectors(set.vectors.begin(), set.vectors.end());
    for (const std::size_t part : set.parts) vectors.insert(sets[part].begin(), sets[part].end());
    sets.push_back(std::move(vectors));
  }
  for (const auto& [variable, outcome] : derivation.outcomes) {
    values[static_cast<std::size_t>(variable)] =
        std::any_of(sets[outcome.set].begin(), sets[outcome.set].end(),
                    [&, to = outcome.next](const auto& entry) { return feasible.machine.next(entry) == to; });
  }
  std::map<std::pair<int, int>, std::vector<model::Entry>> orders;
  for (const auto& [variable, move] : derivation.moves) {
    std::vector<model::Entry>& order = orders[{move.entry.round, move.entry.slot}];
    if (std::find(order.begin(), order.end(), move.entry) == order.end()) order.push_back(move.entry);
  }
  for (const auto& [variable, used] : derivation.used) {
    const std::vector<model::Entry>& order = orders.at({used.round, used.slot});
    values[static_cast<std::size_t>(variable)] = std::any_of(
        order.begin(), order.begin() + used.count,
        [&, state = used.state](const auto& entry) { return feasible.machine.next(entry) == state; });
  }
}

/// The variables that are true of a correct machine.
std::vector<bool> interpretation(const Problem& problem, const Feasible& feasible) {
  std::set<Passed> all;
  support::for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
    const auto ledgers = model::ledgers(scenario, problem.setting());
    model::Situation now = model::start(problem, scenario);
    for (int round = 1; round < problem.setting().rounds; ++round) {
      const model::Step step(problem, feasible.machine.keys(round), round, scenario, now);
      std::vector<int> next;
      for (const model::Reception& reception : step.receptions()) {
        next.push_back(
            reception.kind == model::Reception::Kind::kMoves ? feasible.machine.next(reception.entry) : 0);
      }
      now = step.after(next);
      const auto at = std::min(static_cast<std::size_t>(round), ledgers.size() - 1);
      all.insert(passed(round, scenario.initial, scenario.picked, model::as_seen(problem, now), ledgers[at]));
    }
  });
  std::vector<bool> values(static_cast<std::size_t>(feasible.derivation.variables) + 1, false);
  for (const auto& [variable, move] : feasible.derivation.moves)
    values[static_cast<std::size_t>(variable)] = feasible.machine.next(move.entry) == move.next;
  for (const ConfigurationMeaning& meaning : feasible.derivation.configurations) {
    if (meaning.variable == 0) continue;
    const auto& starts = feasible.derivation.start_classes[meaning.start_class];
    values[static_cast<std::size_t>(meaning.variable)] =
        std::any_of(starts.begin(), starts.end(), [&](const std::vector<int>& initial) {
          return is_passed(
              all, passed(meaning.boundary, initial, meaning.picked, meaning.situation, meaning.ledger));
        });
  }
  interpret_sets(feasible, values);
  return values;
}

bool is_true(const std::vector<int>& clause, const std::vector<bool>& values) {
  return std::any_of(clause.begin(), clause.end(), [&](int literal) {
    return values[static_cast<std::size_t>(std::abs(literal))] == (literal > 0);
  });
}

/// The lines that are not remarks.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("#")) lines.push_back(line);
  }
  return lines;
}

/// The part of an audit that judges single clauses.
class Auditor {
 public:
  explicit Auditor(const CertificateFiles& files, const Problem& problem, int variables) {
    const audit::Json json = audit::parse_json(file_of(files, "certificate.json"), "head");
    audit::read_problem(audit::Place(json, kHead), protocol_);
    properties_.emplace(protocol_, kHead, audit::Poll());
    const audit::Carried carried{problem.compiled().uses_lost(), problem.compiled().uses_connected(),
                                 problem.compiled().uses_decided_by()};
    reasons_ = audit::reasons_of_a_table({protocol_, *properties_, carried, variables},
                                         file_of(files, "variables.txt"), "variables");
  }

  bool accepts(const std::vector<int>& clause, const std::string& reason) {
    audit::TextReader reader(reason, "reason", "#", {});
    std::vector<std::string_view> words;
    if (!reader.next(words)) return false;
    try {
      reasons_->check(reader, words, clause);
      return true;
    } catch (const base::Error&) {
      return false;
    }
  }

 private:
  const std::string kHead = "head";
  audit::Protocol protocol_;
  std::optional<audit::GroundProperties> properties_;
  std::unique_ptr<audit::Reasons> reasons_;
};

template <typename T>
const T& any_of(const std::vector<T>& items, base::Rng& rng) {
  return items[rng.below(items.size())];
}

/// Makes one to three changes to a clause and its reason, of the kinds that a forger would try.
void forge(std::vector<int>& clause, std::string& reason, const Derivation& derivation,
           const std::vector<std::string>& reasons, int processes, base::Rng& rng) {
  for (std::size_t changes = 1 + rng.below(3); changes > 0; --changes) {
    const auto process = [&] { return std::to_string(1 + rng.below(static_cast<std::uint64_t>(processes))); };
    switch (rng.below(9)) {
      case 0:
        if (!clause.empty())
          clause.erase(clause.begin() + static_cast<std::ptrdiff_t>(rng.below(clause.size())));
        break;
      case 1:
        if (!clause.empty()) clause[rng.below(clause.size())] *= -1;
        break;
      case 2:
        if (!clause.empty()) {
          const auto variables = static_cast<std::uint64_t>(derivation.variables);
          int& literal = clause[rng.below(clause.size())];
          literal = (literal < 0 ? -1 : 1) * static_cast<int>(1 + rng.below(variables));
        }
        break;
      case 3:
        reason = any_of(reasons, rng);
        break;
      case 4:  // some more that the adversary does
        reason += " " + (rng.below(2) == 0 ? process() + "<" + process()
                                           : any_of<std::string>({"x", "l", "f"}, rng) + process());
        break;
      case 5:
        reason += " " + process() + "<" + process() + "=" + std::to_string(rng.below(2));
        break;
      case 7:  // what a receiver finds
        reason += " " + process() + "!";
        break;
      case 8:
        if (!derivation.sets.empty()) {
          reason += " " + process() + "@" + std::to_string(rng.below(derivation.sets.size())) + "=" +
                    std::to_string(rng.below(2));
        }
        break;
      case 6:  // something that it does not do
        if (const auto last = reason.rfind(' '); last != std::string::npos) reason.resize(last);
        break;
    }
  }
}

/// Tries forgeries of the clauses that `search` makes.
void try_forgeries(std::uint64_t seed, std::optional<Feasible> (*search)(const Problem&)) {
  constexpr int kSettings = 60;
  base::Rng rng(seed, "forgeries");
  int settings = 0;
  int forgeries = 0;
  int accepted = 0;  // that stayed true
  while (settings < kSettings) {
    const support::Case blank = support::random_problem(rng);
    const Problem problem = support::problem_of(blank);
    if (problem.setting().rounds < 2) continue;
    double scenarios = 0;
    support::for_each_scenario(problem.setting(), [&](const model::Scenario&) { ++scenarios; });
    if (scenarios > 20'000) continue;
    const auto feasible = search(problem);
    if (!feasible || feasible->derivation.clauses.empty()) continue;
    ++settings;
    const Derivation& derivation = feasible->derivation;
    const std::vector<bool> values = interpretation(problem, *feasible);
    const CertificateFiles files = derivation_files(problem, derivation);
    const std::vector<std::string> reasons = lines_of(file_of(files, "reasons.txt"));
    ASSERT_EQ(reasons.size(), derivation.clauses.size());
    Auditor auditor(files, problem, derivation.variables);
    for (std::size_t i = 0; i < derivation.clauses.size(); ++i) {
      ASSERT_TRUE(is_true(derivation.clauses[i], values)) << reasons[i] << "\n" << support::describe(blank);
      ASSERT_TRUE(auditor.accepts(derivation.clauses[i], reasons[i])) << reasons[i] << "\n"
                                                                      << support::describe(blank);
    }
    for (int i = 0; i < 500; ++i) {
      const std::size_t which = rng.below(derivation.clauses.size());
      std::vector<int> clause = derivation.clauses[which];
      std::string reason = reasons[which];
      forge(clause, reason, derivation, reasons, problem.setting().processes, rng);
      const bool good = is_true(clause, values);
      // A name is free until it is chosen; only a second choice is wrong.
      if (reason.starts_with("names")) continue;
      const bool is_accepted = auditor.accepts(clause, reason);
      ASSERT_TRUE(good || !is_accepted) << testing::PrintToString(clause) << " because " << reason << "\n"
                                        << file_of(files, "variables.txt") << support::describe(blank);
      forgeries += good ? 0 : 1;
      accepted += good && is_accepted ? 1 : 0;
    }
  }
  EXPECT_GE(forgeries, 2000);
  EXPECT_GE(accepted, 500) << "some changes do no harm, and the auditor should see that";
}

TEST(Certificate, NoFalseClauseIsAcceptedForAnyReason) {
  try_forgeries(5, search);
}

TEST(Certificate, NoFalseClauseAboutSetsIsAcceptedForAnyReason) {
  try_forgeries(6, search_symbolically);
}

TEST(Certificate, NamesAreChosenOnceForEachBoundary) {
  const Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=1"));
  const auto feasible = search(problem).value();
  const CertificateFiles files = derivation_files(problem, feasible.derivation);
  std::map<int, std::vector<int>> moves;  // by round
  for (const auto& [variable, move] : feasible.derivation.moves) moves[move.entry.round].push_back(variable);
  for (int round = 1; round <= 3; ++round) ASSERT_GE(moves[round].size(), 2U);
  const auto fresh = [&] { return Auditor(files, problem, feasible.derivation.variables); };
  for (int round = 1; round <= 2; ++round) {
    Auditor auditor = fresh();
    EXPECT_TRUE(auditor.accepts({moves[round][0]}, "names"));
    EXPECT_TRUE(auditor.accepts({moves[round][0]}, "names")) << "the same again";
    EXPECT_FALSE(auditor.accepts({-moves[round][0]}, "names")) << "then no name is left";
    EXPECT_FALSE(auditor.accepts({moves[round][1]}, "names")) << "another entry of the round";
    EXPECT_TRUE(auditor.accepts({-moves[3 - round][0]}, "names")) << "another round";
    EXPECT_FALSE(auditor.accepts({moves[3 - round][0], moves[3 - round][1]}, "names")) << "two moves";
  }
  Auditor auditor = fresh();
  EXPECT_FALSE(auditor.accepts({moves[3][0]}, "names")) << "a decision means something";
}

TEST(Certificate, NamesAreGivenInOneOrder) {
  const Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 3, "crash=1"));
  const Feasible feasible = search_symbolically(problem).value();
  const CertificateFiles files = derivation_files(problem, feasible.derivation);
  std::map<int, std::vector<int>> moves;  // by entry of round 1, in order: the variables of its three states
  std::vector<model::Entry> order;
  for (const auto& [variable, move] : feasible.derivation.moves) {
    if (move.entry.round != 1) continue;
    if (order.empty() || order.back() != move.entry) order.push_back(move.entry);
    moves[static_cast<int>(order.size()) - 1].push_back(variable);
  }
  std::map<std::pair<int, int>, int> used;  // by count and state
  for (const auto& [variable, meaning] : feasible.derivation.used) {
    if (meaning.round == 1) used[{meaning.count, meaning.state}] = variable;
  }
  const auto fresh = [&] { return Auditor(files, problem, feasible.derivation.variables); };
  Auditor auditor = fresh();
  EXPECT_TRUE(auditor.accepts({-moves[0][1]}, "names")) << "the first entry moves to the first state";
  EXPECT_TRUE(auditor.accepts({-moves[1][1], used[{1, 0}]}, "names"));
  EXPECT_TRUE(auditor.accepts({-moves[2][2], used[{2, 1}]}, "names"));
  EXPECT_FALSE(auditor.accepts({-moves[1][1]}, "names")) << "a second entry";
  EXPECT_FALSE(auditor.accepts({-moves[1][1], used[{2, 0}]}, "names")) << "used by the entry itself";
  EXPECT_FALSE(auditor.accepts({-moves[1][2], used[{1, 0}]}, "names")) << "a state is left out";
  EXPECT_FALSE(auditor.accepts({-moves[1][0], used[{1, 0}]}, "names")) << "the first state needs no other";
  EXPECT_FALSE(auditor.accepts({-moves[0][0]}, "names")) << "the first entry has to have the first name";
  EXPECT_TRUE(auditor.accepts({-used[{2, 1}], used[{1, 1}], moves[1][1]}, "used"));
  EXPECT_FALSE(auditor.accepts({-used[{2, 1}], used[{1, 1}], moves[2][1]}, "used")) << "another entry";
  EXPECT_FALSE(auditor.accepts({-used[{2, 1}], moves[1][1]}, "used")) << "an earlier one may have used it";
  Auditor fixed = fresh();
  EXPECT_TRUE(fixed.accepts({moves[1][0]}, "names")) << "one move of the round may be fixed";
  EXPECT_FALSE(fixed.accepts({-moves[2][1], used[{2, 0}]}, "names")) << "then the names have no order";
  Auditor other = fresh();
  EXPECT_TRUE(other.accepts({moves[0][1]}, "names"));
  EXPECT_FALSE(other.accepts({-moves[2][1], used[{2, 0}]}, "names")) << "the first name is taken";
}

}  // namespace
}  // namespace ggms::synth
