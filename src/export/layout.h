#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/expr.h"
#include "export/system.h"
#include "model/problem.h"

namespace ggms::exports {

/// The phase of a round.
enum class Phase { kBegin, kAdversary, kReception, kEndOfRound, kOver };

/// The facts about a run that the properties ask for.
struct Questions {
  explicit Questions(const model::Problem& problem);

  bool initial = false;     // the initial values of processes
  bool lost = false;        // whether a message was lost
  bool connected = false;   // which processes are connected
  bool decided_in = false;  // in which round, before the last, a process decided
};

/// The variables of a protocol's system, as far as its setting and specification need them, and expressions
/// over them that several actions use.
class Layout {
 public:
  static constexpr int kAbsent = -1;  // a variable that the system does not need

  explicit Layout(const model::Problem& problem);

  const model::Setting& setting() const { return problem_.setting(); }
  const model::Problem& problem() const { return problem_; }
  const Questions& questions() const { return questions_; }
  int processes() const { return setting().processes; }
  /// The number of a fault word in the setting, 0 if it is absent.
  int limit(std::string_view word) const;

  // Indices into System::variables.
  int phase = kAbsent, round = kAbsent, turn = kAbsent, own = kAbsent, after = kAbsent, undefined = kAbsent;
  int initial = kAbsent, decision = kAbsent, decided_in = kAbsent;
  int crashed = kAbsent, left = kAbsent, omission = kAbsent, general_omission = kAbsent, liar = kAbsent;
  int apart = kAbsent, splits = kAbsent, losses = kAbsent, losses_of_run = kAbsent;
  int loss_seen = kAbsent, connected = kAbsent, hearers = kAbsent;
  std::vector<Variable> variables;
  std::vector<std::string> states;

  // States.
  int state_index(int boundary, int state) const;
  Expr initial_value(int value) const { return state(value); }
  Expr decision_value(int value) const { return state(first_decision_ + value); }
  Expr lost() const { return state(static_cast<int>(states.size()) - 2); }
  Expr none() const { return state(static_cast<int>(states.size()) - 1); }
  Expr is_decision(const Expr& state) const;
  /// Whether messages of the current round may say this state.
  Expr is_of_alphabet(const Expr& state) const;

  // Conditions, simplified by the setting.
  Expr is(Phase phase) const;
  Expr at_end() const { return equal(variable(round), number(setting().rounds + 1)); }
  Expr flag(int per_process, const Expr& process) const;  // false if the variable is absent
  Expr is_liar(const Expr& process) const;
  Expr has_state(const Expr& process) const;  // the process is up
  Expr is_up_or_liar(const Expr& process) const;
  Expr is_faulty(const Expr& process) const;  // so far
  Expr crashed_ever(const Expr& process) const;

  bool can_crash() const { return crashed != kAbsent || left != kAbsent; }
  /// Whether the adversary has choices at the start of a round.
  bool has_adversary() const { return can_crash() || apart != kAbsent; }
  /// Whether the adversary can decide that some message is lost.
  bool can_lose() const;
  Phase first_phase() const { return has_adversary() ? Phase::kAdversary : Phase::kReception; }
  /// Whether processes decide before the last round.
  bool decides_early() const;

 private:
  int add(const std::string& name, const std::string& comment, Type type, bool per_process,
          const Expr& at_first);
  int add_flags(const std::string& name, const std::string& comment);
  int add_counter(const std::string& name, const std::string& comment, int most);
  void name_states();
  void add_control();
  void add_faults();
  void add_facts();

  const model::Problem& problem_;
  Questions questions_;
  int first_decision_ = 0;
};

/// The value of a per-process variable in an assignment to all elements: values[p - 1] for process p.
Expr by_process(const std::vector<Expr>& values);
/// How many of the conditions are true.
Expr how_many(const std::vector<Expr>& conditions);
/// "less than `limit` of the conditions are true"; simply true if it can't be otherwise.
Expr fewer_than(const std::vector<Expr>& conditions, int limit);

}  // namespace ggms::exports
