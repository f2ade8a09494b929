// Explores an exports::System plainly: evaluates expressions by recursion, and visits states one by one. It
// shares no code with the printers of systems, nor with the checkers of protocols.

#include "support/explore.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/check.h"

namespace ggms::support {

namespace {

using exports::Action;
using exports::Assignment;
using exports::Expr;
using exports::Op;
using exports::Type;

/// Values of all variables in a row, elements of processes one after the other. Booleans are 0 and 1,
/// processes 1 .. n, states their index.
using State = std::vector<std::int16_t>;

class Explorer {
 public:
  explicit Explorer(const exports::System& system) : system_(system) {
    for (const exports::Variable& variable : system.variables) {
      place_.push_back(size_);
      size_ += variable.per_process ? static_cast<std::size_t>(system.processes) : 1U;
    }
  }

  std::optional<Explored> run(std::uint64_t limit) {
    Explored result;
    result.assertion_holds.assign(system_.assertions.size(), true);
    std::set<State> layer = {first()};
    std::set<State> seen = layer;
    for (;; ++result.longest_run) {
      std::set<State> next;
      for (const State& state : layer) {
        state_ = &state;
        const bool ended = holds(system_.ended);
        const Action* action = only_action(ended);
        if (ended) {
          for (std::size_t i = 0; i < system_.assertions.size(); ++i) {
            if (!holds(system_.assertions[i].formula)) result.assertion_holds[i] = false;
          }
          continue;
        }
        choices_.clear();
        choose(*action, [&](State after) {
          if (seen.insert(after).second) next.insert(std::move(after));
        });
        if (seen.size() > limit) return std::nullopt;
      }
      if (next.empty()) break;
      layer = std::move(next);
    }
    result.states = seen.size();
    return result;
  }

 private:
  State first() {
    State state(size_);
    for (std::size_t v = 0; v < system_.variables.size(); ++v) {
      const exports::Variable& variable = system_.variables[v];
      const auto elements = variable.per_process ? static_cast<std::size_t>(system_.processes) : 1U;
      for (std::size_t i = 0; i < elements; ++i) store(state, v, i, value(variable.initial));
    }
    return state;
  }

  /// The one enabled action; null if the run has ended.
  const Action* only_action(bool ended) {
    const Action* only = nullptr;
    for (const Action& action : system_.actions) {
      if (!holds(action.guard)) continue;
      CHECK(!only && !ended);
      only = &action;
    }
    CHECK(only || ended);
    return only;
  }

  bool admits(const Type& type, int value) const {
    switch (type.kind) {
      case Type::Kind::kBool:
        return value == 0 || value == 1;
      case Type::Kind::kRange:
        return type.low <= value && value <= type.high;
      case Type::Kind::kProcess:
        return 1 <= value && value <= system_.processes;
      case Type::Kind::kState:
        break;
    }
    return 0 <= value && value < static_cast<int>(system_.states.size());
  }

  void store(State& state, std::size_t variable, std::size_t element, int value) const {
    CHECK(admits(system_.variables[variable].type, value));
    state[place_[variable] + element] = static_cast<std::int16_t>(value);
  }

  /// Every way to make the choices from here on, and the state that it leads to.
  void choose(const Action& action, const std::function<void(State)>& visit) {
    if (choices_.size() == action.choices.size()) return visit(after(action));
    const exports::Choice& choice = action.choices[choices_.size()];
    bool any = false;
    const int most =
        std::max({choice.type.high, system_.processes, static_cast<int>(system_.states.size()), 1});
    for (int value = 0; value <= most; ++value) {
      if (!admits(choice.type, value)) continue;
      choices_.push_back(value);
      if (holds(choice.permitted)) {
        CHECK(choice.type.kind != Type::Kind::kState ||
              (choice.type.low <= value && value <= choice.type.high));
        any = true;
        choose(action, visit);
      }
      choices_.pop_back();
    }
    CHECK(any);
  }

  State after(const Action& action) {
    action_ = &action;
    State next = *state_;
    for (const Assignment& assignment : action.assignments) {
      const auto v = static_cast<std::size_t>(assignment.variable);
      switch (assignment.kind) {
        case Assignment::Kind::kWhole:
          store(next, v, 0, value(*assignment.value));
          break;
        case Assignment::Kind::kElement:
          store(next, v, index(*assignment.index), value(*assignment.value));
          break;
        case Assignment::Kind::kAll:
          for (int p = 1; p <= system_.processes; ++p) {
            const int held = bind(0, p);
            store(next, v, static_cast<std::size_t>(p - 1), value(*assignment.value));
            bind(0, held);
          }
          break;
        case Assignment::Kind::kMove: {
          const auto moved = move();
          if (moved) store(next, v, index(*assignment.index), *moved);
          if (!moved) store(next, static_cast<std::size_t>(system_.undefined), 0, 1);
          break;
        }
      }
    }
    return next;
  }

  std::optional<int> move() {
    const int round = element(static_cast<std::size_t>(system_.round), 0);
    const int turn = element(static_cast<std::size_t>(system_.turn), 0);
    for (const exports::RuleBlock& block : system_.blocks) {
      if (block.round != round || (block.process != 0 && block.process != turn)) continue;
      for (const exports::Rule& rule : block.rules) {
        if (holds(rule.guard)) return rule.next;
      }
    }
    return std::nullopt;
  }

  int element(std::size_t variable, std::size_t element) const {
    return (*state_)[place_[variable] + element];
  }

  std::size_t index(const Expr& process) {
    const int p = value(process);
    CHECK(1 <= p && p <= system_.processes);
    return static_cast<std::size_t>(p - 1);
  }

  /// Binds a depth; returns the process that was bound there before.
  int bind(int depth, int process) {
    if (bound_.size() <= static_cast<std::size_t>(depth)) bound_.resize(static_cast<std::size_t>(depth) + 1);
    return std::exchange(bound_[static_cast<std::size_t>(depth)], process);
  }

  bool holds(const Expr& expr) { return value(expr) != 0; }

  int how_many(const Expr& quantified) {
    int count = 0;
    for (int p = 1; p <= system_.processes; ++p) {
      const int held = bind(quantified.value(), p);
      count += holds(quantified[0]) ? 1 : 0;
      bind(quantified.value(), held);
    }
    return count;
  }

  int value(const Expr& expr) {
    const auto is_true = [&](const Expr& argument) { return holds(argument); };
    const auto& arguments = expr.arguments();
    switch (expr.op()) {
      case Op::kTrue:
        return 1;
      case Op::kFalse:
        return 0;
      case Op::kNumber:
      case Op::kProcess:
      case Op::kState:
        return expr.value();
      case Op::kVariable:
        return element(static_cast<std::size_t>(expr.value()), arguments.empty() ? 0 : index(expr[0]));
      case Op::kChoice:
        return choices_.at(static_cast<std::size_t>(expr.value()));
      case Op::kBound:
        return bound_.at(static_cast<std::size_t>(expr.value()));
      case Op::kMessage: {
        const int held = bind(0, static_cast<int>(index(expr[0])) + 1);
        const int received = value(action_->messages.value());
        bind(0, held);
        return received;
      }
      case Op::kNot:
        return holds(expr[0]) ? 0 : 1;
      case Op::kAnd:
        return std::all_of(arguments.begin(), arguments.end(), is_true) ? 1 : 0;
      case Op::kOr:
        return std::any_of(arguments.begin(), arguments.end(), is_true) ? 1 : 0;
      case Op::kImplies:
        return !holds(expr[0]) || holds(expr[1]) ? 1 : 0;
      case Op::kEqual:
        return value(expr[0]) == value(expr[1]) ? 1 : 0;
      case Op::kLess:
        return value(expr[0]) < value(expr[1]) ? 1 : 0;
      case Op::kAtMost:
        return value(expr[0]) <= value(expr[1]) ? 1 : 0;
      case Op::kPlus: {
        int sum = 0;
        for (const Expr& part : arguments) sum += value(part);
        return sum;
      }
      case Op::kIf:
        return value(holds(expr[0]) ? expr[1] : expr[2]);
      case Op::kForall:
        return how_many(expr) == system_.processes ? 1 : 0;
      case Op::kExists:
        return how_many(expr) > 0 ? 1 : 0;
      case Op::kCount:
        return how_many(expr);
    }
    base::check_failed(__FILE__, __LINE__, "every operation is known");
  }

  const exports::System& system_;
  std::vector<std::size_t> place_;  // per variable, where its values are
  std::size_t size_ = 0;
  const State* state_ = nullptr;
  const Action* action_ = nullptr;
  std::vector<int> choices_;
  std::vector<int> bound_;
};

}  // namespace

std::optional<Explored> explore(const exports::System& system, std::uint64_t limit) {
  return Explorer(system).run(limit);
}

}  // namespace ggms::support
