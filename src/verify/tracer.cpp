// Turns a hit into a scenario. A layer remembers for each configuration one way in which it was first
// reached. The tracer searches again for the outcome that each process took in that step and for the mail
// that led to it, because that is cheap for one path.

#include "verify/tracer.h"

#include <algorithm>

#include "base/check.h"

namespace ggms::verify {

model::Scenario Tracer::trace(const Exploration::Hit& hit) {
  std::vector<Step> steps(static_cast<std::size_t>(hit.boundary) + 1);
  std::uint32_t configuration = hit.configuration;
  int fact = hit.fact;
  steps.back() = step_from(hit.boundary, configuration, hit.choice);
  const Expansion at = expand(hit.boundary, steps.back().key, steps.back().ledger);
  steps.back().moves = last_moves(hit, at, at.plan->round(hit.choice));
  for (int boundary = hit.boundary; boundary > 0; --boundary) {
    steps[static_cast<std::size_t>(boundary) - 1] = step_back(boundary, configuration, fact);
  }
  model::Scenario scenario = start(steps.front(), x_.block_of(0, x_.layer(0).key(configuration)), fact);
  for (std::size_t i = 0; i < steps.size(); ++i) play(static_cast<int>(i), steps[i], scenario);
  return scenario;
}

std::vector<Explicit::Point> Tracer::way_to(const Exploration::Hit& hit) const {
  std::vector<Explicit::Point> way;
  std::uint32_t configuration = hit.configuration;
  int fact = hit.fact;
  for (int boundary = hit.boundary;; --boundary) {
    way.push_back({boundary, x_.layer(boundary).key(configuration), fact});
    if (boundary == 0) return way;
    configuration = x_.layer(boundary).arrival(configuration, fact).parent;
    // Either the same fact held before, or this round lost the first message.
    if (((x_.layer(boundary - 1).facts(configuration) >> fact) & 1U) == 0) --fact;
  }
}

Expansion Tracer::expand(int boundary, std::uint64_t key, std::size_t ledger) const {
  Expansion at;
  base::Stop never;  // the plan exists since the exploration, so nothing here takes long
  x_.expander_.open(boundary, key, ledger, at, never);
  x_.expander_.look_up(at, never);
  return at;
}

Tracer::Step Tracer::step_from(int boundary, std::uint32_t configuration, std::uint32_t choice) const {
  const std::uint64_t key = x_.layer(boundary).key(configuration);
  return {x_.frame_key(boundary, key), x_.ledger_of(boundary, key), choice, {}};
}

/// The initial values and roles of a configuration before round 1; fills members_.
model::Scenario Tracer::start(const Step& first, std::uint64_t block, int fact) {
  const model::Problem& problem = x_.problem_;
  const Expansion at = expand(0, first.key, first.ledger);
  model::Scenario scenario;
  scenario.initial.assign(static_cast<std::size_t>(problem.setting().processes), 0);
  if (problem.adversary().roles().size() > 1)
    scenario.picked.assign(scenario.initial.size(), model::kNotPicked);
  members_.clear();
  std::vector<int> unknown;  // processes that forge, whose state does not tell their initial value
  int process = 0;
  for (const Group& group : at.groups) {
    members_.emplace_back();
    for (int i = 0; i < group.live; ++i, ++process) {
      const auto p = static_cast<std::size_t>(process);
      members_.back().push_back(process);
      const bool forges = group.state == Group::kForges;
      scenario.initial[p] = forges ? group.local : group.state;
      if (forges && !problem.compiled().uses_initial()) unknown.push_back(process);
      if (group.role != model::kNotPicked) scenario.picked[p] = group.role;
    }
  }
  const std::uint64_t wanted = x_.start_.run_facts(block, fact, 0, false).initial_facts;
  while (problem.initial_facts(scenario.initial, scenario.picked) != wanted) {
    auto p = unknown.begin();
    while (p != unknown.end() &&
           ++scenario.initial[static_cast<std::size_t>(*p)] == problem.setting().initial)
      scenario.initial[static_cast<std::size_t>(*p++)] = 0;
    CHECK(p != unknown.end());
  }
  return scenario;
}

/// Finds the step that first led to `configuration` with `fact`, and replaces both by those of the parent.
Tracer::Step Tracer::step_back(int boundary, std::uint32_t& configuration, int& fact) {
  const Layer::Arrival& arrival = x_.layer(boundary).arrival(configuration, fact);
  const Layer& from = x_.layer(boundary - 1);
  Step step = step_from(boundary - 1, arrival.parent, arrival.choice);
  const bool tracks = x_.bits_.tracks_lost();
  const bool was_lost = tracks && fact % 2 != 0;
  for (const bool before : {was_lost, false}) {
    const int parent_fact = was_lost && !before ? fact - 1 : fact;
    if (((from.facts(arrival.parent) >> parent_fact) & 1U) == 0) continue;
    const std::optional<bool> lost = !tracks || before ? std::nullopt : std::optional(was_lost);
    if (!find_moves(boundary - 1, configuration, lost, step)) continue;
    configuration = arrival.parent;
    fact = parent_fact;
    return step;
  }
  base::check_failed(__FILE__, __LINE__, "a configuration has a parent that reaches it");
}

bool Tracer::find_moves(int boundary, std::uint32_t to, std::optional<bool> lost, Step& step) const {
  const Expansion at = expand(boundary, step.key, step.ledger);
  const Plan::Round& round = at.plan->round(step.choice);
  std::vector<Box> boxes;
  for (const Plan::Mover& mover : round.movers)
    boxes.push_back({x_.expander_.outcomes_of(at, mover), mover.count, &mover});
  const auto weight = [&](const Plan::Mover& mover, int outcome) {
    return x_.expander_.move_weight(at, mover, outcome);
  };
  Product product;
  const std::uint64_t target = x_.frame_key(boundary + 1, x_.layer(boundary + 1).key(to));
  return product.visit(boxes, x_.expander_.standing_key(at, round), x_.bits_, weight,
                       [&](std::uint64_t key, bool some_lost) {
                         if (key != target || (lost && *lost != some_lost)) return false;
                         step.moves = product.chosen;
                         return true;
                       });
}

/// The outcomes of the last step: only the processes that break the property have to take given ones.
Tracer::Moves Tracer::last_moves(const Exploration::Hit& hit, const Expansion& at,
                                 const Plan::Round& round) const {
  Moves moves(round.movers.size());
  std::vector<int> left;
  for (const Plan::Mover& mover : round.movers) left.push_back(mover.count);
  const auto take = [&](std::size_t mover, int outcome) {
    moves[mover].emplace_back(outcome, 1);
    --left[mover];
  };
  const int undefined = __builtin_ctzll(OutcomeBits::kUndefined);
  for (std::size_t i = 0; i < round.movers.size(); ++i) {
    const bool can = (x_.expander_.outcomes_of(at, round.movers[i]) & OutcomeBits::kUndefined) != 0;
    if (can && round.movers[i].group == hit.undefined_group) {
      take(i, undefined);
      break;
    }
  }
  for (const auto& [index, outcome] : hit.end.fixed) {
    const EndPart& part = hit.parts[static_cast<std::size_t>(index)];
    std::size_t i = 0;
    for (; i < round.movers.size(); ++i) {
      const Plan::Mover& mover = round.movers[i];
      const Group& group = at.groups[static_cast<std::size_t>(mover.group)];
      const bool named = part.name == spec::Observation::kNone || part.name == group.process;
      const bool correct = group.role == model::kNotPicked && !mover.leaves;
      const bool connected = group.connected && mover.is_heard && !mover.leaves;
      if (left[i] > 0 && named && group.local == part.local && correct == part.correct &&
          mover.leaves == part.crashed && connected == part.connected &&
          group.decided_in == part.decided_in && x_.expander_.outcomes_of(at, mover) == part.outcomes) {
        break;
      }
    }
    CHECK(i < round.movers.size());
    take(i, outcome);
  }
  for (std::size_t i = 0; i < round.movers.size(); ++i) {
    if (left[i] > 0) moves[i].emplace_back(kAny, left[i]);
  }
  return moves;
}

/// Per class of a choice: its processes, those of one group one after the other.
Tracer::Members Tracer::members_of(const model::Choice& choice) const {
  Members members;
  std::vector<std::size_t> used(members_.size(), 0);
  for (const model::Choice::Class& c : choice.classes) {
    const auto group = static_cast<std::size_t>(c.group);
    const auto first = members_[group].begin() + static_cast<std::ptrdiff_t>(used[group]);
    members.emplace_back(first, first + c.count);
    used[group] += static_cast<std::size_t>(c.count);
  }
  return members;
}

/// Plays one step with actual processes: extends the scenario and moves `members_` to the next boundary.
void Tracer::play(int boundary, const Step& step, model::Scenario& scenario) {
  const Expansion at = expand(boundary, step.key, step.ledger);
  const model::Choice& choice = at.plan->choice(step.choice);
  const bool counted = at.frame->counted();
  if (!counted) {
    members_.clear();
    for (const Group& group : at.groups) members_.push_back({group.process});
  }
  const Members members = members_of(choice);
  const bool last = boundary + 1 == x_.problem_.setting().rounds;
  const int letters = x_.problem_.setting().alphabet(boundary);
  Members next_members;
  const auto becomes = [&](int label, int process) {
    if (!counted || label < at.next->first_present()) return;
    const auto index = static_cast<std::size_t>(label - at.next->first_present());
    if (next_members.size() <= index) next_members.resize(index + 1);
    next_members[index].push_back(process);
  };
  model::RoundFaults faults;
  std::size_t mover = 0;
  for (std::size_t c = 0; c < choice.classes.size(); ++c) {
    const model::Choice::Class& of = choice.classes[c];
    const auto note = [&](std::vector<int>& list) {
      list.insert(list.end(), members[c].begin(), members[c].end());
    };
    if (of.fate == model::Fate::kCrashes) note(faults.crashing);
    if (of.fate == model::Fate::kLeaves) note(faults.leaving);
    if (of.apart) note(faults.block);
    if (of.fate == model::Fate::kForges) {
      const Group& group = at.groups[static_cast<std::size_t>(of.group)];
      for (const int p : members[c]) becomes(at.next->forges(group.role, group.local), p);
    }
    if (!choice.moves(c)) continue;
    std::size_t who = 0;
    for (const auto& [outcome, count] : step.moves[mover]) {
      const model::Mail mail = mail_for(at, choice, c, outcome);
      for (int k = 0; k < count; ++k, ++who) {
        deliver(mail, members[c][who], members, letters, faults);
        if (last || outcome == kAny || outcome == __builtin_ctzll(OutcomeBits::kUndefined)) continue;
        becomes(x_.expander_.next_label(at, at.plan->round(step.choice).movers[mover], outcome),
                members[c][who]);
      }
    }
    ++mover;
  }
  for (std::vector<int>* list : {&faults.crashing, &faults.leaving, &faults.block})
    std::sort(list->begin(), list->end());
  std::sort(faults.losses.begin(), faults.losses.end());
  std::sort(faults.forged.begin(), faults.forged.end());
  scenario.rounds.push_back(std::move(faults));
  members_ = std::move(next_members);
  members_.resize(static_cast<std::size_t>(std::max(0, at.next->labels() - at.next->first_present())));
}

/// Adds to the scenario which messages a receiver's mail lacks, and which of its messages are forged.
void Tracer::deliver(const model::Mail& mail, int receiver, const Members& members, int letters,
                     model::RoundFaults& faults) {
  for (std::size_t sender = 0; sender < members.size(); ++sender) {
    std::vector<int> others = members[sender];
    std::erase(others, receiver);
    auto next = others.begin();
    for (int i = 0; i < mail.lost[sender]; ++i) faults.losses.emplace_back(receiver, *next++);
    for (int state = 0; state < letters; ++state) {
      const int saying =
          mail.forged[sender * static_cast<std::size_t>(letters) + static_cast<std::size_t>(state)];
      for (int i = 0; i < saying; ++i) faults.forged.push_back({receiver, *next++, state});
    }
  }
}

/// The cheapest mail that makes a mover of a class take an outcome.
model::Mail Tracer::mail_for(const Expansion& at, const model::Choice& choice, std::size_t receiver,
                             int outcome) const {
  const int round = at.boundary + 1;
  const model::Keys& keys = x_.expander_.machine().keys(round);
  const Group& self = at.groups[static_cast<std::size_t>(choice.classes[receiver].group)];
  const auto& table = x_.expander_.machine().table(round, keys.slot(self.process));
  const int letters = x_.problem_.setting().alphabet(at.boundary);
  const auto fits = [&](const model::Mail& mail) {
    std::uint64_t key = keys.own_weight(self.state);
    int missing = x_.problem_.setting().processes;
    for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
      const Group& from = at.groups[static_cast<std::size_t>(choice.classes[sender].group)];
      if (from.state == Group::kForges) {
        for (int state = 0; state < letters; ++state) {
          const int saying =
              mail.forged[sender * static_cast<std::size_t>(letters) + static_cast<std::size_t>(state)];
          key += keys.weight(from.process, state) * static_cast<std::uint64_t>(saying);
          missing -= saying;
        }
      } else {
        const int arriving = choice.classes[sender].count - mail.lost[sender];
        key += keys.weight(from.process, from.state) * static_cast<std::uint64_t>(arriving);
        missing -= arriving;
      }
    }
    const model::State next =
        self.decision == spec::Observation::kNone
            ? table.get(key)
            : static_cast<model::State>(x_.problem_.setting().decided(round, self.decision));
    const int got = next == model::Machine::kUndefined ? __builtin_ctzll(OutcomeBits::kUndefined)
                                                       : x_.bits_.index(next, missing);
    return got == outcome;
  };
  std::optional<model::Mail> best;
  model::for_each_mail(choice, receiver, letters, [&](const model::Mail& mail) {
    if (best && mail.price >= best->price) return false;
    if (outcome != kAny && !fits(mail)) return false;
    best = mail;
    return mail.price == 0;
  });
  CHECK(best.has_value());
  return *best;
}

}  // namespace ggms::verify
