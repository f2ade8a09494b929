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
// quint and smt2 only print it. So what one of these tools finds right or wrong is right or wrong in all.

/// What a variable, a choice or an expression ranges over.
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

enum class Op : std::uint8_t {
  kTrue,
  kFalse,
  kNumber,    // `value`, which may be negative
  kProcess,   // the process `value`, 1 .. n
  kState,     // System::states[value]
  kVariable,  // System::variables[value]; with one argument, a process: that element of a per-process one
  kChoice,    // Action::choices[value] of the action that the expression is in
  kMessage,   // what the argument, a process, is received as, in the action that has `messages`
  kBound,     // the process variable that the quantifier, count or comprehension of depth `value` binds
  kNot,
  kAnd,      // any number of arguments; none: true
  kOr,       // any number of arguments; none: false
  kImplies,  // 2
  kEqual,    // 2, of the same type, Booleans too
  kLess,     // 2 numbers or processes
  kAtMost,   // 2 numbers or processes
  kPlus,     // 2 or more numbers; or a process and a number: the process so many further, which there is
  kIf,       // condition, then, else
  kForall,   // over the processes; binds depth `value`
  kExists,   // over the processes; binds depth `value`
  kCount,    // of how many processes the argument is true; binds depth `value`
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
  bool per_process = false;  // an array with one element a process
  Expr initial;              // a constant, of every element
};

/// Something that the adversary (or the initial values) leave open in one action.
struct Choice {
  std::string name;
  Type type;
  Expr permitted;  // which values; speaks of variables, of earlier choices and of this one. Some value always
                   // is
};

/// All assignments of an action happen at once.
struct Assignment {
  enum class Kind : std::uint8_t {
    kWhole,    // to a variable that is no array
    kElement,  // to the element `index`
    kAll,      // to every element; in `value` the element's process is kBound of depth 0
    kMove,     // the rules' next state to the element `index`
  };
  Kind kind = Kind::kWhole;
  int variable = 0;
  std::optional<Expr> index;  // kElement, kMove: the only process that it can be is `turn` in the same action
  std::optional<Expr> value;  // all but kMove
};

/// One kind of step. Exactly one action's guard is true in every state that has not ended.
struct Action {
  std::string name;
  std::string comment;
  Expr guard;
  std::vector<Choice> choices;
  std::optional<Expr> messages;  // what kMessage of the process kBound of depth 0 is: of type kState
  std::vector<Assignment> assignments;
};

/// "In this round, as this process: if the messages are so, the next state is that".
struct Rule {
  Expr guard;    // over kMessage of process literals, counts of messages and, with counts+own, the own state
  int next = 0;  // System::states
};

/// The rules of a round, and of a process where the view tells processes apart. Of the rules the first that
/// applies counts; where none does, the machine has no move, which is a violation.
struct RuleBlock {
  int round = 1;
  int process = 0;  // 1 .. n; 0: all
  std::vector<Rule> rules;
};

/// A named formula that has to be true in every state that has ended.
struct Assertion {
  std::string name;     // an identifier
  std::string comment;  // the property's name as the specification has it
  Expr formula;
};

struct System {
  std::string name;  // an identifier
  std::vector<std::string>
      comments;  // what this is: specification, setting, where it comes from; plain lines
  int processes = 0;
  std::vector<std::string> states;  // identifiers: init_zero, state_a, decide_zero, ..., lost, none
  std::vector<Variable> variables;
  std::vector<Action> actions;  // in the order of a run: begin, adversary, receive, end of round
  std::vector<RuleBlock> blocks;
  int round = 0;          // the variable that says which round it is, 1 .. rounds, and rounds + 1 at the end
  int turn = 0;           // the variable that says whose reception is next
  int own = 0;            // the variable with every process's state at the start of the round
  int undefined = 0;      // the variable (bool) that is set by a move without a rule
  Expr ended{Op::kTrue};  // no action is enabled; also once `undefined` is set
  std::vector<Assertion> assertions;  // "defined" (no missing move) first, then the properties
  /// How many actions a run has at most, for bounded model checking.
  int longest_run = 0;
};

/// The system of a machine under the problem's faults, with the problem's properties. Throws base::Error if
/// the setting has a fault word that exports don't know.
System system_of(const model::Problem& problem, const model::Machine& machine);

}  // namespace ggms::exports
