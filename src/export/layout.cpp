// Chooses the variables of a system. There is a variable for each fact on which the rest of the run or a
// property can depend, and for each fact that a round has to remember while receivers take their turns; the
// end of the round resets the latter to their initial values.

#include "export/layout.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/error.h"
#include "export/names.h"
#include "model/fault_model.h"

namespace ggms::exports {

namespace {

constexpr std::array<std::string_view, 8> kKnownWords = {
    "crash", "crash-late", "omission", "general-omission", "byzantine", "loss", "loss-total", "partition"};

Type range(int low, int high) {
  return {Type::Kind::kRange, low, high};
}

}  // namespace

Questions::Questions(const model::Problem& problem) {
  const spec::Spec& spec = problem.specification();
  for (const spec::Property& property : spec.properties) {
    for (const spec::NodeId part : spec.formulas.parts(property.formula)) {
      const spec::Node& node = spec.formulas[part];
      initial = initial || node.op == spec::Op::kInit;
      lost = lost || node.op == spec::Op::kLost;
      connected = connected || node.op == spec::Op::kConnected;
      decided_in = decided_in || (node.op == spec::Op::kDecidedBy && node.value > 0 &&
                                  node.value < problem.setting().rounds);
    }
  }
}

Layout::Layout(const model::Problem& problem) : problem_(problem), questions_(problem) {
  CHECK(setting().faults.most_failures == model::FaultLimits::kNoCap);
  for (std::size_t word = 0; word < model::kFaultWords; ++word) {
    const std::string name = model::kFaultModels[word]->word;
    const bool known = std::find(kKnownWords.begin(), kKnownWords.end(), name) != kKnownWords.end();
    if (setting().faults.numbers[word] > 0 && !known)
      throw base::Error("the fault '" + name + "' can't be exported");
  }
  name_states();
  add_control();
  add_faults();
  add_facts();
}

int Layout::limit(std::string_view word) const {
  for (std::size_t row = 0; row < model::kFaultWords; ++row) {
    if (model::kFaultModels[row]->word == word) return setting().faults.numbers[row];
  }
  return 0;
}

void Layout::name_states() {
  Names names;
  const spec::Spec& spec = problem_.specification();
  for (const std::string& value : spec.initial) states.push_back(names.fresh("init_" + value));
  for (int i = 0; i < setting().states && setting().rounds > 1; ++i)
    states.push_back(names.fresh("state_" + model::internal_name(i)));
  first_decision_ = static_cast<int>(states.size());
  for (const std::string& value : spec.decisions) states.push_back(names.fresh("decide_" + value));
  states.push_back(names.fresh("lost"));
  states.push_back(names.fresh("none"));
}

int Layout::add(const std::string& name, const std::string& comment, Type type, bool per_process,
                const Expr& at_first) {
  variables.push_back({name, comment, type, per_process, at_first});
  return static_cast<int>(variables.size()) - 1;
}

int Layout::add_flags(const std::string& name, const std::string& comment) {
  return add(name, comment, kBoolType, true, constant(false));
}

int Layout::add_counter(const std::string& name, const std::string& comment, int most) {
  return add(name, comment, range(0, most), false, number(0));
}

void Layout::add_control() {
  const int n = processes();
  const std::string rounds = std::to_string(setting().rounds + 1);
  phase =
      add("phase", "0: before the run, 1: the adversary, 2: reception, 3: end of a round, 4: the run is over",
          range(0, static_cast<int>(Phase::kOver)), false, number(0));
  round = add("round", "which round it is; " + rounds + " when the run is over",
              range(1, setting().rounds + 1), false, number(1));
  turn = add("turn", "whose reception is next, 1 to " + std::to_string(n), kProcessType, false, process(1));
  own =
      add("own", "the state at the start of the round; none: crashed, or it lies", kStateType, true, none());
  after = add("after", "the state after the round, once it has received; none: no move", kStateType, true,
              none());
  undefined = add("undefined", "a process needed a move that the protocol does not have", kBoolType, false,
                  constant(false));
}

void Layout::add_faults() {
  const int n = processes();
  const int links = n * (n - 1);
  if (limit("crash") > 0) crashed = add_flags("crashed", "crashed, without a move in that round");
  if (limit("crash-late") > 0) left = add_flags("left", "crashed, after its move of that round");
  if (limit("omission") > 0) omission = add_flags("omission", "its messages may be lost");
  if (limit("general-omission") > 0)
    general_omission = add_flags("general_omission", "messages from and to it may be lost");
  if (limit("byzantine") > 0) {
    liar = add("liar", "k: the k-th of those that lie; 0: it does not",
               range(0, std::min(limit("byzantine"), n)), true, number(0));
  }
  if (limit("partition") > 0) {
    apart = add_flags("apart", "in the other block of this round's split");
    splits =
        add_counter("splits", "how many rounds were split", std::min(limit("partition"), setting().rounds));
  }
  if (limit("loss") > 0)
    losses = add_counter("losses", "unexplained losses of this round that are free",
                         std::min(limit("loss"), links));
  if (limit("loss-total") > 0) {
    losses_of_run = add_counter("losses_of_run", "unexplained losses of the run that are not free",
                                std::min(limit("loss-total"), links * setting().rounds));
  }
}

void Layout::add_facts() {
  if (questions_.initial) initial = add("initial", "the initial value", kStateType, true, initial_value(0));
  if (left != kAbsent || (crashed != kAbsent && decides_early()))
    decision = add("decision", "what it has decided; none: nothing", kStateType, true, none());
  if (questions_.decided_in && decides_early())
    decided_in = add("decided_in", "the round in which it decided; 0: none", range(0, setting().rounds), true,
                     number(0));
  if (questions_.lost)
    loss_seen =
        add("loss_seen", "some process that received lacked a message", kBoolType, false, constant(false));
  if (questions_.connected) {
    connected = add("connected", "it received from most and was received by most, so far", kBoolType, true,
                    constant(true));
    hearers =
        add("hearers", "how many received from it in this round", range(0, processes()), true, number(0));
  }
}

int Layout::state_index(int boundary, int state) const {
  if (boundary == 0) return state;
  const int decided = setting().decision(boundary, state);
  return decided == model::Setting::kUndecided ? setting().initial + state : first_decision_ + decided;
}

Expr Layout::is_decision(const Expr& state) const {
  std::vector<Expr> any;
  for (int value = 0; value < setting().decisions; ++value)
    any.push_back(equal(state, decision_value(value)));
  return any_of(any);
}

Expr Layout::is_of_alphabet(const Expr& state) const {
  const auto one_of = [&](int boundary) {
    std::vector<Expr> any;
    for (int s = 0; s < setting().alphabet(boundary); ++s)
      any.push_back(equal(state, exports::state(state_index(boundary, s))));
    return any_of(any);
  };
  if (setting().rounds == 1) return one_of(0);
  return if_then_else(equal(variable(round), number(1)), one_of(0), one_of(1));
}

Expr Layout::is(Phase wanted) const {
  return equal(variable(phase), number(static_cast<int>(wanted)));
}

Expr Layout::flag(int per_process, const Expr& process) const {
  return per_process == kAbsent ? constant(false) : element(per_process, process);
}

Expr Layout::is_liar(const Expr& process) const {
  return liar == kAbsent ? constant(false) : less(number(0), element(liar, process));
}

Expr Layout::has_state(const Expr& process) const {
  const bool always = !can_crash() && liar == kAbsent;
  return always ? constant(true) : negation(equal(element(own, process), none()));
}

Expr Layout::is_up_or_liar(const Expr& process) const {
  return can_crash() ? any_of({has_state(process), is_liar(process)}) : exports::constant(true);
}

Expr Layout::crashed_ever(const Expr& process) const {
  return any_of({flag(crashed, process), flag(left, process)});
}

Expr Layout::is_faulty(const Expr& process) const {
  return any_of(
      {crashed_ever(process), flag(omission, process), flag(general_omission, process), is_liar(process)});
}

bool Layout::can_lose() const {
  const std::array<int, 6> reasons = {crashed, left, omission, general_omission, losses, losses_of_run};
  return std::any_of(reasons.begin(), reasons.end(), [](int reason) { return reason != kAbsent; });
}

bool Layout::decides_early() const {
  return setting().decide == model::Decide::kAny && setting().rounds > 1;
}

Expr by_process(const std::vector<Expr>& values) {
  Expr chain = values.back();
  for (std::size_t i = values.size() - 1; i-- > 0;)
    chain = if_then_else(equal(bound(0), process(static_cast<int>(i) + 1)), values[i], chain);
  return chain;
}

Expr how_many(const std::vector<Expr>& conditions) {
  std::vector<Expr> parts;
  for (const Expr& condition : conditions) parts.push_back(one_if(condition));
  return plus(parts);
}

Expr fewer_than(const std::vector<Expr>& conditions, int limit) {
  if (static_cast<int>(conditions.size()) < limit) return constant(true);
  return less(how_many(conditions), number(limit));
}

}  // namespace ggms::exports
