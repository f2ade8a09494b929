// The theorems, as settings that an engine can answer. In infeasible settings processes know who they are
// (vector+id) if the engine can afford that, because a problem that is infeasible there is infeasible in
// every view. In feasible settings they are anonymous (counts) if that is enough, because a problem that is
// feasible there is feasible in every view.

#include "report/bench/feasibility_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace ggms::report {

namespace {

constexpr int kAny = FeasibilityCell::kAnyStates;
constexpr Theory kYes = Theory::kFeasible;
constexpr Theory kNo = Theory::kInfeasible;
constexpr const char* kVector = "vector";
constexpr const char* kId = "vector+id";
constexpr const char* kCounts = "counts";

/// The cell as one that is feasible in theory but not with so few states.
constexpr FeasibilityCell too_few_states(FeasibilityCell cell) {
  cell.few_states = true;
  return cell;
}

/// The cell with decisions in any round.
constexpr FeasibilityCell early(FeasibilityCell cell) {
  cell.decide = "any";
  return cell;
}

constexpr FeasibilityCell kCrash[] = {{"consensus", 3, "crash=1", 1, kAny, kId, kNo},
                                      too_few_states({"consensus", 3, "crash=1", 2, 1, kId, kYes}),
                                      {"consensus", 3, "crash=1", 2, 2, kCounts, kYes},
                                      {"consensus", 4, "crash=2", 2, kAny, kId, kNo},
                                      {"consensus", 4, "crash=2", 3, 2, kCounts, kYes},
                                      {"consensus", 5, "crash=3", 3, 2, kVector, kNo},
                                      {"consensus", 5, "crash=3", 4, 2, kCounts, kYes},
                                      {"consensus", 3, "crash=2", 2, 2, kCounts, kYes, "n = f + 1"},
                                      {"consensus", 4, "crash=3", 3, 2, kCounts, kYes, "n = f + 1"}};
constexpr FeasibilityCell kOmission[] = {{"correct-consensus", 3, "omission=1", 1, kAny, kId, kNo},
                                         {"correct-consensus", 3, "omission=1", 2, 2, kCounts, kYes},
                                         {"correct-consensus", 4, "omission=2", 2, kAny, kId, kNo},
                                         {"correct-consensus", 4, "omission=2", 3, 2, kVector, kYes}};
constexpr FeasibilityCell kGeneralOmission[] = {
    {"correct-consensus", 3, "general-omission=1", 2, 2, kCounts, kYes},
    {"consensus", 3, "general-omission=1", 2, kAny, kId, kNo},
    {"consensus", 3, "general-omission=1", 3, kAny, kId, kNo},
    {"abstaining-consensus", 2, "general-omission=1", 2, kAny, kId, kNo},
    {"abstaining-consensus", 2, "general-omission=1", 4, kAny, kId, kNo},
    too_few_states({"abstaining-consensus", 3, "general-omission=1", 2, 2, kId, kYes}),
    {"abstaining-consensus", 3, "general-omission=1", 2, 3, kId, kYes},
    {"abstaining-consensus", 4, "general-omission=1", 2, 2, kId, kYes}};
// For n = 4, f = 1, r = 2, processes that don't know who they are need at least six states. For
// processes that do, three to five states are an open question.
constexpr FeasibilityCell kByzantine[] = {
    {"leader-election", 3, "byzantine=1", 2, kAny, kId, kNo},
    {"leader-election", 3, "byzantine=1", 3, 3, kId, kNo},
    {"leader-election", 4, "byzantine=1", 1, kAny, kId, kNo},
    too_few_states({"leader-election", 4, "byzantine=1", 2, 2, kId, kYes}),
    too_few_states({"leader-election", 4, "byzantine=1", 2, 5, kVector, kYes}),
    {"leader-election", 4, "byzantine=1", 2, 6, kVector, kYes},
    {"leader-election", 4, "byzantine=1", 3, 2, kId, kYes}};
constexpr FeasibilityCell kTwoGenerals[] = {
    {"atomic-commit", 2, "loss=1", 1, kAny, kId, kNo}, {"atomic-commit", 2, "loss=1", 2, kAny, kId, kNo},
    {"atomic-commit", 2, "loss=1", 3, kAny, kId, kNo}, {"atomic-commit", 2, "loss=1", 4, kAny, kId, kNo},
    {"atomic-commit", 2, "loss=1", 6, kAny, kId, kNo}, {"atomic-commit", 2, "loss=1", 4, 3, kId, kNo}};
constexpr FeasibilityCell kLosses[] = {{"consensus", 2, "loss=1", 4, kAny, kId, kNo},
                                       {"consensus", 3, "loss=2", 2, kAny, kId, kNo},
                                       {"consensus", 3, "loss=2", 3, kAny, kId, kNo},
                                       {"consensus", 3, "loss=1", 2, 2, kCounts, kYes},
                                       {"consensus", 4, "loss=2", 3, 2, kCounts, kYes}};
constexpr FeasibilityCell kEarly[] = {
    early({"early-consensus", 4, "crash=2", 3, 2, kCounts, kYes}),
    early({"eager-uniform-consensus", 3, "crash=1", 2, 2, kCounts, kYes, "k > f - 2"}),
    early({"eager-uniform-consensus", 4, "crash=2", 3, 2, kId, kNo}),
    early({"early-uniform-consensus", 4, "crash=2", 3, 2, kCounts, kYes})};
constexpr FeasibilityCell kKSet[] = {{"k-set-agreement", 4, "crash=1", 1, kAny, kCounts, kYes},
                                     {"k-set-agreement", 5, "crash=2", 1, kAny, kVector, kNo},
                                     too_few_states({"k-set-agreement", 5, "crash=2", 2, 2, kCounts, kYes}),
                                     {"k-set-agreement", 5, "crash=2", 2, 2, kId, kYes},
                                     {"k-set-agreement", 5, "crash=2", 2, 3, kCounts, kYes},
                                     {"k-set-agreement", 4, "crash=2", 1, kAny, kCounts, kYes, "n = f + 2"}};
constexpr FeasibilityCell kAtomicCommit[] = {{"atomic-commit", 3, "crash=1", 1, kAny, kId, kNo},
                                             {"atomic-commit", 3, "crash=1", 2, 2, kCounts, kYes},
                                             {"atomic-commit", 4, "crash=2", 2, kAny, kId, kNo},
                                             {"atomic-commit", 4, "crash=2", 3, 2, kCounts, kYes}};

constexpr FeasibilityRow kRows[] = {
    {"crash", "crashes: consensus takes f + 1 rounds if n >= f + 2", "Lynch 1996, chapter 6", kCrash},
    {"omission", "send omissions: consensus of the correct takes f + 1 rounds if n >= f + 2",
     "Perry, Toueg 1986", kOmission},
    {"general-omission",
     "general omissions: the correct can agree; all that decide can't if all must decide, and can, if n "
     "> 2f, where the faulty may abstain",
     "Neiger, Toueg 1990", kGeneralOmission},
    {"byzantine", "liars: agreement needs n > 3f, and f + 1 rounds",
     "Pease, Shostak, Lamport 1980; Fischer, Lynch 1982", kByzantine},
    {"two-generals", "two generals: no number of rounds is enough if every message may get lost",
     "Gray 1978; Lynch 1996, section 5.1", kTwoGenerals},
    {"losses", "lost messages: consensus stands n - 2 of them in every round, and not n - 1",
     "Santoro, Widmayer 1989", kLosses},
    {"early",
     "early decisions with k crashes of f: in round k + 1; where all that decide must agree in k + 2, if "
     "k <= f - 2",
     "Charron-Bost, Schiper 2004", kEarly},
    {"k-set", "2-set agreement: takes floor(f / 2) + 1 rounds against crashes if n >= f + 3",
     "Chaudhuri, Herlihy, Lynch, Tuttle 2000", kKSet},
    {"atomic-commit", "atomic commit: takes f + 1 rounds against crashes if n >= f + 2",
     "Lynch 1996, section 7.3; rounds as for consensus", kAtomicCommit},
};

}  // namespace

std::string FeasibilityCell::name() const {
  return fmt::format("{} n={} {} r={} s={} {}", spec, processes, faults, rounds,
                     states == kAnyStates ? "any" : std::to_string(states), view);
}

std::span<const FeasibilityRow> feasibility_rows() {
  return kRows;
}

std::vector<std::string> feasibility_names() {
  std::vector<std::string> names;
  for (const FeasibilityRow& row : feasibility_rows()) names.emplace_back(row.name);
  return names;
}

const FeasibilityRow& feasibility_row(const std::string& name) {
  const std::span<const FeasibilityRow> rows = feasibility_rows();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const FeasibilityRow& row) { return row.name == name; });
  CHECK(found != rows.end());
  return *found;
}

}  // namespace ggms::report
