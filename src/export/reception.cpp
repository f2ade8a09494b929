// Builds the actions of one receiver's turn. There is a choice whether a message arrives only if the
// adversary may lose it. There is one choice for what each liar says, not one for each process. The turn of a
// process that makes no move has no choices.

#include <algorithm>

#include "export/actions.h"

namespace ggms::exports {

namespace {

/// Builds the actions of one receiver, `turn`.
class Reception {
 public:
  explicit Reception(const Layout& layout)
      : layout_(layout), n_(layout.processes()), receiver_(variable(layout.turn)) {}

  std::vector<Action> actions() const {
    const Expr decided =
        layout_.decides_early() ? layout_.is_decision(element(layout_.own, receiver_)) : constant(false);
    const Expr crashes = layout_.flag(layout_.crashed, receiver_);
    const Expr up = all_of({layout_.has_state(receiver_), negation(crashes)});
    const Expr gone = any_of({negation(layout_.has_state(receiver_)), crashes});
    const bool keeps = layout_.decides_early() && (asks(layout_.loss_seen) || asks(layout_.connected));
    std::vector<Action> all;
    all.push_back(listening("receive", "the next receiver moves", all_of({up, negation(decided)}), true));
    if (keeps)
      all.push_back(listening("keep", "it has decided: it only receives", all_of({up, decided}), false));
    const Expr passes = keeps ? gone : any_of({gone, decided});
    if (passes.op() != Op::kFalse) {
      Action pass{"pass", "it makes no move", guard(passes), {}, {}, {}};
      pass.assignments.push_back(
          assign_element(layout_.after, receiver_,
                         keeps ? layout_.none()
                               : if_then_else(all_of({decided, negation(crashes)}), own(), layout_.none())));
      next_turn(pass);
      all.push_back(pass);
    }
    return all;
  }

 private:
  static bool asks(int variable) { return variable != Layout::kAbsent; }

  Expr own() const { return element(layout_.own, receiver_); }

  Expr guard(const Expr& condition) const {
    return all_of({layout_.is(Phase::kReception), negation(variable(layout_.undefined)), condition});
  }

  /// The message is sent, and no split separates sender and receiver.
  Expr can_arrive(int sender) const {
    const Expr same_side = layout_.apart == Layout::kAbsent ? constant(true)
                                                            : equal(element(layout_.apart, process(sender)),
                                                                    element(layout_.apart, receiver_));
    return all_of({layout_.is_up_or_liar(process(sender)), same_side});
  }

  /// A loss of the message costs nothing, because a fault of its sender or receiver explains it.
  Expr at_risk(int sender) const {
    const Expr from = process(sender);
    return any_of({layout_.crashed_ever(from), layout_.flag(layout_.omission, from),
                   layout_.flag(layout_.general_omission, from),
                   layout_.flag(layout_.general_omission, receiver_)});
  }

  /// The message could arrive, is lost, and no fault explains the loss.
  Expr is_paid(int sender, const Expr& heard) const {
    return all_of({negation(heard), can_arrive(sender), negation(at_risk(sender))});
  }

  /// How many of this receiver's losses so far have to be paid for.
  Expr paid(const std::vector<Expr>& heard) const {
    std::vector<Expr> losses;
    for (std::size_t i = 0; i < heard.size(); ++i)
      losses.push_back(is_paid(static_cast<int>(i) + 1, heard[i]));
    return how_many(losses);
  }

  /// The budget covers one more unexplained loss, after those of messages from earlier senders to this
  /// receiver.
  Expr can_pay(const std::vector<Expr>& heard) const {
    std::vector<Expr> used;
    int budget = 0;
    if (asks(layout_.losses)) {
      used.push_back(variable(layout_.losses));
      budget += layout_.limit("loss");
    }
    if (asks(layout_.losses_of_run)) {
      used.push_back(variable(layout_.losses_of_run));
      budget += layout_.limit("loss-total");
    }
    if (used.empty()) return constant(false);
    used.push_back(paid(heard));
    return less(plus(used), number(budget));
  }

  /// Adds the choices of which messages arrive; returns per sender whether its message does.
  std::vector<Expr> add_heard(Action& action) const {
    std::vector<Expr> heard;
    for (int sender = 1; sender <= n_; ++sender) {
      if (!layout_.can_lose()) {
        heard.push_back(can_arrive(sender));
        continue;
      }
      const Expr arrives = choice(static_cast<int>(action.choices.size()));
      const Expr is_other = negation(equal(receiver_, process(sender)));
      const Expr may_miss =
          any_of({negation(can_arrive(sender)), all_of({is_other, negation(layout_.is_liar(process(sender))),
                                                        any_of({at_risk(sender), can_pay(heard)})})});
      action.choices.push_back(
          {"heard_" + std::to_string(sender),
           {},
           any_of({all_of({arrives, can_arrive(sender)}), all_of({negation(arrives), may_miss})})});
      heard.push_back(arrives);
    }
    return heard;
  }

  /// Adds the choices of what liars say: a state of the round, or `lost` for nothing.
  std::vector<Expr> add_claims(Action& action) const {
    std::vector<Expr> claims;
    if (!asks(layout_.liar)) return claims;
    const int liars = layout_.variables[static_cast<std::size_t>(layout_.liar)].type.high;
    for (int k = 1; k <= liars; ++k) {
      const Expr claim = choice(static_cast<int>(action.choices.size()));
      std::vector<Expr> speaks;
      for (int p = 1; p <= n_; ++p)
        speaks.push_back(all_of({equal(element(layout_.liar, process(p)), number(k)), can_arrive(p)}));
      const int last = static_cast<int>(layout_.states.size()) - 2;
      action.choices.push_back(
          {"claim_" + std::to_string(k),
           {Type::Kind::kState, 0, last},
           any_of({equal(claim, layout_.lost()), all_of({any_of(speaks), layout_.is_of_alphabet(claim)})})});
      claims.push_back(claim);
    }
    return claims;
  }

  Expr messages(const std::vector<Expr>& heard, const std::vector<Expr>& claims) const {
    Expr said = element(layout_.own, bound(0));
    for (std::size_t k = claims.size(); k-- > 0;) {
      const Expr is_it = equal(element(layout_.liar, bound(0)), number(static_cast<int>(k) + 1));
      said = if_then_else(is_it, claims[k], said);
    }
    return if_then_else(by_process(heard), said, layout_.lost());
  }

  /// The action of a process that receives, and then moves or keeps its decision.
  Action listening(const std::string& name, const std::string& comment, const Expr& condition,
                   bool moves) const {
    Action action{name, comment, guard(condition), {}, {}, {}};
    const std::vector<Expr> heard = add_heard(action);
    action.messages = messages(heard, add_claims(action));
    if (moves) {
      action.assignments.push_back({Assignment::Kind::kMove, layout_.after, receiver_, std::nullopt});
    } else {
      action.assignments.push_back(assign_element(layout_.after, receiver_, own()));
    }
    pay(action, paid(heard));
    note_facts(action);
    next_turn(action);
    return action;
  }

  /// Counts losses: the free losses of the round are used up first, further ones count for the whole run.
  void pay(Action& action, const Expr& paid) const {
    const int free = layout_.limit("loss");
    if (!asks(layout_.losses_of_run)) {
      if (asks(layout_.losses))
        action.assignments.push_back(assign(layout_.losses, plus({variable(layout_.losses), paid})));
      return;
    }
    const Expr of_run = variable(layout_.losses_of_run);
    if (!asks(layout_.losses)) {
      action.assignments.push_back(assign(layout_.losses_of_run, plus({of_run, paid})));
      return;
    }
    const Expr of_round = plus({variable(layout_.losses), paid});
    const Expr within = at_most(of_round, number(free));
    action.assignments.push_back(assign(layout_.losses, if_then_else(within, of_round, number(free))));
    action.assignments.push_back(
        assign(layout_.losses_of_run, if_then_else(within, of_run, plus({of_run, of_round, number(-free)}))));
  }

  void note_facts(Action& action) const {
    if (asks(layout_.loss_seen)) {
      const Expr missing = exists(0, equal(message(bound(0)), layout_.lost()));
      action.assignments.push_back(assign(layout_.loss_seen, any_of({variable(layout_.loss_seen), missing})));
    }
    if (!asks(layout_.connected)) return;
    const Expr arrived = negation(equal(message(bound(0)), layout_.lost()));
    const Expr most = less(number(n_ / 2), count(0, arrived, n_));
    action.assignments.push_back(
        assign_element(layout_.connected, receiver_, all_of({element(layout_.connected, receiver_), most})));
    action.assignments.push_back(
        assign_all(layout_.hearers, plus({element(layout_.hearers, bound(0)), one_if(arrived)})));
  }

  void next_turn(Action& action) const {
    const Expr is_last = equal(receiver_, process(n_));
    action.assignments.push_back(
        assign(layout_.turn, if_then_else(is_last, process(1), plus({receiver_, number(1)}))));
    action.assignments.push_back(
        assign(layout_.phase, if_then_else(is_last, number(static_cast<int>(Phase::kEndOfRound)),
                                           number(static_cast<int>(Phase::kReception)))));
  }

  const Layout& layout_;
  int n_;
  Expr receiver_;
};

}  // namespace

std::vector<Action> reception_actions(const Layout& layout) {
  return Reception(layout).actions();
}

}  // namespace ggms::exports
