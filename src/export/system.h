#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::exports {

// The one intermediate form of the exports that other checkers read: a protocol, its setting and its
// specification as a transition system over finite variables. system_of() makes it; promela, murphi, tla,
// quint and smt2 only print it. So all these tools check the same system.

/// The values of a variable, a choice or an expression.
struct Type {
  enum class Kind : std::uint8_t {
    kBool,
    kRange,    // low .. high
    kProcess,  // 1 .. n
    kState,    // System::states
  };
  Kind kind = Kind::kBool;
  int low = 0, high = 0;  // kRange; of a choice of kState: it permits only System::states[low .. high]
  bool operator==(const Type&) const = default;
};
inline constexpr Type kBoolType{Type::Kind::kBool};
inline constexpr Type kProcessType{Type::Kind::kProcess};
inline constexpr Type kStateType{Type::Kind::kState};

enum class Op : std::uint8_t {
  kTrue,
  kFalse,
  kNumber,    // `value`, which may be negative
  kProcess,   // the process `value`, 1 .. n
  kState,     // System::states[value]
  kVariable,  // System::variables[value]; with one argument, a process: that process's element of the array
  kChoice,    // Action::choices[value] of the action that the expression is in
  kMessage,   // the received state of the argument, a process, in the action that has `messages`
  kBound,     // the process variable that the quantifier, count or comprehension of depth `value` binds
  kNot,
  kAnd,      // any number of arguments; none: true
  kOr,       // any number of arguments; none: false
  kImplies,  // 2
  kEqual,    // 2, of the same type, Booleans too
  kLess,     // 2 numbers or processes
  kAtMost,   // 2 numbers or processes
  kPlus,     // 2 or more numbers; or a process and a number: the process that many further on, which has to
             // exist
  kIf,       // condition, then, else
  kForall,   // over the processes; binds depth `value`
  kExists,   // over the processes; binds depth `value`
  kCount,    // for how many processes the argument is true; binds depth `value`
};

/// An expression: immutable, shared where it is copied. expr.h makes them.
class Expr {
 public:
  Expr(Op op, int value, std::vector<Expr> arguments = {});
  Expr(Op op, std::vector<Expr> arguments = {}) : Expr(op, 0, std::move(arguments)) {}

  Op op() const;
  int value() const;
  const std::vector<Expr>& arguments() const;
  const Expr& operator[](std::size_t i) const { return arguments()[i]; }

 private:
  struct Node;
  std::shared_ptr<const Node> node_;
};
struct Expr::Node {
  Op op;
  int value;
  std::vector<Expr> arguments;
};
inline Op Expr::op() const {
  return node_->op;
}
inline int Expr::value() const {
  return node_->value;
}
inline const std::vector<Expr>& Expr::arguments() const {
  return node_->arguments;
}

/// A state variable. Names are identifiers in every language; comments are one line.
struct Variable {
  std::string name;
  std::string comment;
  Type type;
  bool per_process = false;  // an array with one element per process
  Expr initial;              // a constant, the same for every element
};

/// A choice that an action makes: by the adversary, or of initial values.
struct Choice {
  std::string name;
  Type type;
  /// The condition on the value, over variables, earlier choices and this one; some value always meets it.
  Expr permitted;
};

/// An assignment of an action. All assignments of an action happen at once.
struct Assignment {
  enum class Kind : std::uint8_t {
    kWhole,    // to a variable that is not an array
    kElement,  // to the element `index`
    kAll,      // to every element; in `value` the element's process is kBound of depth 0
    kMove,     // the rules' next state to the element `index`
  };
  Kind kind = Kind::kWhole;
  int variable = 0;
  std::optional<Expr> index;  // kElement, kMove: always the process `turn` in the same action
  std::optional<Expr> value;  // all but kMove
};

/// One kind of step. In every state of a run that has not ended, exactly one action's guard is true.
struct Action {
  std::string name;
  std::string comment;
  Expr guard;
  std::vector<Choice> choices;
  std::optional<Expr> messages;  // the value of kMessage for the process kBound of depth 0, of type kState
  std::vector<Assignment> assignments;
};

/// "In this round, as this process: if the messages are so, the next state is that".
struct Rule {
  Expr guard;    // over kMessage of process literals, counts of messages and, with counts+own, the own state
  int next = 0;  // System::states
};

/// The rules of a round, and of one process if the view tells processes apart. The first rule that applies
/// counts; if none applies, the machine has no move, which is a violation.
struct RuleBlock {
  int round = 1;
  int process = 0;  // 1 .. n; 0: all
  std::vector<Rule> rules;
};

/// A named formula that has to be true in every final state.
struct Assertion {
  std::string name;     // an identifier
  std::string comment;  // the property's name in the specification
  Expr formula;
};

struct System {
  std::string name;                   // an identifier
  std::vector<std::string> comments;  // the title: specification, setting, origin; plain lines
  int processes = 0;
  std::vector<std::string> states;  // identifiers: init_zero, state_a, decide_zero, ..., lost, none
  std::vector<Variable> variables;
  std::vector<Action> actions;  // in the order of a run: begin, adversary, receive, end of round
  std::vector<RuleBlock> blocks;
  int round = 0;          // the variable with the current round, 1 .. rounds, and rounds + 1 at the end
  int turn = 0;           // the variable with the process that receives next
  int own = 0;            // the variable with every process's state at the start of the round
  int undefined = 0;      // the variable (bool) that a move without a rule sets
  Expr ended{Op::kTrue};  // no action is enabled; also once `undefined` is set
  std::vector<Assertion> assertions;  // "defined" (no missing move) first, then the properties
  /// The most actions that a run has, for bounded model checking.
  int longest_run = 0;
};

/// The system of a machine under the problem's faults, with the problem's properties. Throws base::Error if
/// exports don't know a fault word of the setting.
System system_of(const model::Problem& problem, const model::Machine& machine);

}  // namespace ggms::exports
