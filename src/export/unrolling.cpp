// Unrolls a system for bounded model checking (Biere et al., 1999); the bound is the length of every run. The
// values after each step are terms over the values before it. Values that are the same in all runs (phase,
// round, turn) become literals, so only a few actions can be next, most often one. If the machine lacks a
// move, the unrolling notes that and goes on as if the last rule had applied: the rest is then consistent
// like any run, and the missing move breaks the first assertion.

#include "export/unrolling.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "export/expr.h"
#include "export/names.h"

namespace ggms::exports {

namespace {

bool is_plain(const Expr& expr) {
  return expr.arguments().empty();  // a literal or a term
}

class Unroller {
 public:
  explicit Unroller(const System& system) : system_(system), n_(system.processes) {
    for (const Variable& variable : system.variables)
      values_.emplace_back(variable.per_process ? n_ : 1, variable.initial);
  }

  Unrolling run() {
    while (resolved(system_.ended, {}).op() != Op::kTrue) {
      CHECK(static_cast<int>(unrolling_.steps.size()) < system_.longest_run);
      step();
    }
    value_of(system_.undefined, 1) = any_of(missing_);
    for (const Assertion& assertion : system_.assertions)
      unrolling_.assertions.push_back(resolved(assertion.formula, {}));
    return std::move(unrolling_);
  }

 private:
  /// The values that an action's expressions use besides variables.
  struct Context {
    std::vector<Expr> choices;
    std::vector<Expr> messages;
  };
  /// An action that may be the next one.
  struct Candidate {
    const Action& action;
    Expr guard;
    std::vector<std::vector<Expr>> values;  // the values after the action
  };

  Expr& value_of(int variable, int process) {
    return values_[static_cast<std::size_t>(variable)][static_cast<std::size_t>(process) - 1];
  }

  /// The expression with terms in place of variables and choices.
  Expr resolved(const Expr& expr, const Context& context) {
    return rebuilt(exports::unrolled(expr, n_), [&](const Expr& part) -> std::optional<Expr> {
      switch (part.op()) {
        case Op::kVariable:
          if (part.arguments().empty()) return value_of(part.value(), 1);
          CHECK(part[0].op() == Op::kProcess);
          return value_of(part.value(), part[0].value());
        case Op::kChoice:
          return context.choices.at(static_cast<std::size_t>(part.value()));
        case Op::kMessage:
          CHECK(part[0].op() == Op::kProcess);
          return context.messages.at(static_cast<std::size_t>(part[0].value()) - 1);
        case Op::kPlus:  // a process, and how many processes further on
          if (part[0].op() == Op::kProcess) return process(part[0].value() + part[1].value());
          return std::nullopt;
        default:
          return std::nullopt;
      }
    });
  }

  Expr term(const std::string& name, Type type, std::optional<Expr> value) {
    unrolling_.steps.back().terms.push_back({names_.fresh(name), type, std::move(value)});
    return variable(terms_++);
  }

  /// A named term for the expression, unless it is one word already.
  Expr named(const std::string& name, Type type, const Expr& value) {
    return is_plain(value) ? value : term(name, type, value);
  }

  int literal(int variable) {
    const Expr& value = value_of(variable, 1);
    CHECK(value.op() == Op::kNumber || value.op() == Op::kProcess);
    return value.value();
  }

  void step() {
    unrolling_.steps.emplace_back();
    std::vector<Candidate> candidates;
    for (const Action& action : system_.actions) {
      const Expr guard = resolved(action.guard, {});
      if (guard.op() != Op::kFalse) candidates.push_back({action, guard, {}});
    }
    CHECK(!candidates.empty());
    const bool is_move = std::any_of(candidates.begin(), candidates.end(), [](const Candidate& candidate) {
      return candidate.action.messages.has_value();
    });
    const std::string round = std::to_string(literal(system_.round));
    const std::string turn = std::to_string(literal(system_.turn));
    const Action& first = candidates.front().action;
    prefix_ = "r" + round + "_" + (is_move ? "p" + turn : first.name) + "_";
    unrolling_.steps.back().comment = "round " + round + ", " +
                                      (is_move ? "the turn of process " + turn : first.name) + ": " +
                                      first.comment;
    for (Candidate& candidate : candidates) take(candidate);
    merge(candidates);
  }

  void take(Candidate& candidate) {
    const Action& action = candidate.action;
    candidate.guard = named(prefix_ + action.name, kBoolType, candidate.guard);
    Context context;
    for (const Choice& choice : action.choices) {
      context.choices.push_back(term(prefix_ + choice.name, choice.type, std::nullopt));
      const Expr permitted = implies(candidate.guard, resolved(choice.permitted, context));
      if (permitted.op() != Op::kTrue) unrolling_.steps.back().permitted.push_back(permitted);
    }
    if (action.messages) {
      for (int p = 1; p <= n_; ++p) {
        const Expr received = resolved(bind(*action.messages, 0, process(p)), context);
        context.messages.push_back(named(prefix_ + "from_" + std::to_string(p), kStateType, received));
      }
    }
    candidate.values = values_;
    for (const Assignment& assignment : action.assignments) assign(assignment, context, candidate);
  }

  void assign(const Assignment& assignment, const Context& context, Candidate& candidate) {
    std::vector<Expr>& values = candidate.values[static_cast<std::size_t>(assignment.variable)];
    if (assignment.kind == Assignment::Kind::kAll) {
      for (int p = 1; p <= n_; ++p)
        values[static_cast<std::size_t>(p) - 1] = resolved(bind(*assignment.value, 0, process(p)), context);
      return;
    }
    const int p = assignment.index ? resolved(*assignment.index, context).value() : 1;
    values[static_cast<std::size_t>(p) - 1] = assignment.kind == Assignment::Kind::kMove
                                                  ? move(context, candidate.guard)
                                                  : resolved(*assignment.value, context);
  }

  /// The next state by the rules; notes the condition under which there is none.
  Expr move(const Context& context, const Expr& guard) {
    const int round = literal(system_.round);
    const int turn = literal(system_.turn);
    const auto block = std::find_if(system_.blocks.begin(), system_.blocks.end(), [&](const RuleBlock& b) {
      return b.round == round && (b.process == 0 || b.process == turn);
    });
    std::vector<Expr> guards;
    Expr next = state(static_cast<int>(system_.states.size()) - 1);
    if (block != system_.blocks.end()) {
      for (const Rule& rule : block->rules)
        guards.push_back(named(prefix_ + "rule_" + std::to_string(guards.size() + 1), kBoolType,
                               resolved(rule.guard, context)));
      for (std::size_t i = guards.size(); i-- > 0;) {
        const Expr state_of_rule = state(block->rules[i].next);
        next = i + 1 == guards.size() ? state_of_rule : if_then_else(guards[i], state_of_rule, next);
      }
    }
    const Expr missing = all_of({guard, negation(any_of(guards))});
    if (missing.op() != Op::kFalse) missing_.push_back(named(prefix_ + "has_no_move", kBoolType, missing));
    return next;
  }

  /// Merges the values after the candidates into the values after the step.
  void merge(const std::vector<Candidate>& candidates) {
    for (std::size_t v = 0; v < values_.size(); ++v) {
      for (std::size_t p = 0; p < values_[v].size(); ++p) {
        Expr merged = candidates.back().values[v][p];
        for (std::size_t c = candidates.size() - 1; c-- > 0;)
          merged = if_then_else(candidates[c].guard, candidates[c].values[v][p], merged);
        const Variable& variable = system_.variables[v];
        const std::string name = variable.name + (variable.per_process ? "_" + std::to_string(p + 1) : "");
        values_[v][p] = named(prefix_ + name, variable.type, merged);
      }
    }
  }

  const System& system_;
  int n_;
  std::vector<std::vector<Expr>> values_;  // per variable and process, so far
  std::vector<Expr> missing_;              // the conditions under which a move was missing
  Unrolling unrolling_;
  Names names_;
  int terms_ = 0;
  std::string prefix_;  // of the step's names
};

}  // namespace

Unrolling unrolled(const System& system) {
  return Unroller(system).run();
}

}  // namespace ggms::exports
