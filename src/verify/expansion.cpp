// Takes one configuration apart for a round: which processes are up, what the adversary may do, and what
// every receiver may become under each of its requests.

#include "verify/expansion.h"

#include <algorithm>

#include "base/check.h"
#include "base/stopped.h"
#include "model/ranges.h"

namespace ggms::verify {

namespace {

constexpr int kMaxAlike =
    12;  // processes: so the memory per set of processes stays small beside that of the check itself

/// A group as the adversary sees it: its number of processes, and their role.
using PackedParty = base::Packing<model::kCountRange, model::kRoleRange>;

bool looks_up_by_group(model::View view) {
  return view == model::View::kVectorId || view == model::View::kCountsOwn;
}

bool some_forge(const model::Adversary& adversary) {
  return std::any_of(adversary.roles().begin(), adversary.roles().end(),
                     [](model::Role role) { return !model::Adversary::has_state(role); });
}

}  // namespace

Expander::Expander(const model::Problem& problem, const std::vector<Frame>& frames)
    : problem_(problem),
      frames_(frames),
      bits_(problem),
      counted_(frames.front().counted()),
      by_group_(looks_up_by_group(problem.setting().view)),
      one_kind_(!by_group_ && problem.setting().decide == model::Decide::kLast),
      plain_(problem.adversary().roles().size() == 1 && problem.adversary().ledgers() == 1),
      standing_weigh_(counted_ || problem.compiled().uses_initial() || some_forge(problem.adversary()) ||
                      problem.setting().decide == model::Decide::kAny || problem.adversary().can_leave()),
      alike_(one_kind_ && plain_ && !standing_weigh_ && !problem.compiled().uses_names() &&
             !problem.compiled().uses_connected() && problem.setting().processes <= kMaxAlike) {
  if (alike_) moving_.resize(std::size_t{1} << problem.setting().processes);
}

void Expander::begin(const model::Machine& machine, bool note_entries) {
  machine_ = &machine;
  notes_entries_ = note_entries;
  entries_.clear();
  if (!note_entries) return;
  entries_.resize(static_cast<std::size_t>(problem_.setting().rounds * problem_.setting().processes));
}

void Expander::open(int boundary, std::uint64_t key, std::size_t ledger, Expansion& at, base::Stop& stop) {
  at.boundary = boundary;
  at.key = key;
  at.ledger = ledger;
  at.frame = &frames_[static_cast<std::size_t>(boundary)];
  at.next = at.frame + 1;
  // The adversary's choices depend on how many processes are up, not on which: crashed processes form no
  // groups.
  at.frame->decode(key, at.groups);
  weigh_senders(at);
  at.standing_weight = 0;
  if (standing_weigh_) weigh_standing(at);
  at.plan = &plan_for(at, stop);
  if (alike_) at.moving = moving_processes(at);
  sort_receivers(at);
  ASSERT(is_taken_apart(at));
}

/// Whether the groups and the crashed processes add up to the configuration's key.
bool Expander::is_taken_apart(const Expansion& at) const {
  std::vector<Group> all;
  at.frame->decode_crashed(at.key, all);
  all.insert(all.end(), at.groups.begin(), at.groups.end());
  return at.frame->is_made_of(at.key, all);
}

void Expander::weigh_senders(Expansion& at) const {
  const model::Keys& keys = machine_->keys(at.boundary + 1);
  at.sender_weight.resize(at.groups.size());
  for (std::size_t g = 0; g < at.groups.size(); ++g) {
    const Group& group = at.groups[g];
    at.sender_weight[g] = group.state == Group::kForges ? 0 : keys.weight(group.process, group.state);
  }
  if (plain_) return;
  const int letters = problem_.setting().alphabet(at.boundary);
  for (const Group& group : at.groups) {
    if (group.state != Group::kForges || group.live == 0) continue;
    for (int state = 0; state < letters; ++state)
      at.sender_weight.push_back(keys.weight(group.process, state));
  }
}

void Expander::weigh_standing(Expansion& at) {
  const auto weigh = [&](const Group& group, int label) {
    at.standing_weight += at.next->weight(group.process, label) * static_cast<std::uint64_t>(group.live);
  };
  at.frame->decode_crashed(at.key, crashed_);
  for (const Group& group : crashed_)
    weigh(group, at.next->crashed(group.decision, group.decided_in, group.local));
  for (const Group& group : at.groups) {
    if (group.state == Group::kForges) weigh(group, at.next->forges(group.role, group.local));
  }
}

const Plan& Expander::make_plan(std::unique_ptr<Plan>& plan, const Expansion& at, base::Stop& stop) const {
  if (plan) return *plan;
  std::vector<model::Party> parties;  // the groups as the adversary sees them
  int crashed = problem_.setting().processes;
  for (const Group& group : at.groups) {
    parties.push_back({group.live, group.role});
    crashed -= group.live;
  }
  plan =
      std::make_unique<Plan>(problem_.adversary(), parties, problem_.adversary().ledger(at.ledger, crashed),
                             problem_.setting().alphabet(at.boundary), problem_.setting().processes, stop);
  return *plan;
}

const Plan& Expander::plan_for(const Expansion& at, base::Stop& stop) {
  if (plain_) {
    if (plans_.size() <= at.groups.size()) plans_.resize(at.groups.size() + 1);
    std::uint64_t key = 0;
    if (counted_) {  // otherwise each group is one live process, so the number of groups is enough
      ASSERT(static_cast<int>(at.groups.size()) <= at.frame->labels());  // so 64 bits are enough here too
      const auto base = static_cast<std::uint64_t>(problem_.setting().processes) + 1;
      for (const Group& group : at.groups) key = key * base + static_cast<std::uint64_t>(group.live);
    }
    return make_plan(plans_[at.groups.size()][key], at, stop);
  }
  // Which states can be forged depends on the round.
  words_.assign({at.ledger, static_cast<std::uint64_t>(problem_.setting().alphabet(at.boundary))});
  for (const Group& group : at.groups) words_.push_back(PackedParty::pack(group.live, group.role));
  std::uint64_t& number = plan_numbers_[words_];
  if (number == 0) {
    numbered_plans_.emplace_back();
    number = numbered_plans_.size();
  }
  return make_plan(numbered_plans_[number - 1], at, stop);
}

const std::uint64_t* Expander::moving_processes(const Expansion& at) {
  std::uint64_t up = 0;
  for (const Group& group : at.groups) up |= std::uint64_t{1} << group.process;
  std::vector<std::uint64_t>& moving = moving_[up];
  if (moving.empty()) {
    for (std::size_t choice = 0; choice <= at.plan->calm(); ++choice) {
      std::uint64_t movers = 0;
      for (const Plan::Mover& mover : at.plan->round(choice).movers) {
        movers |= std::uint64_t{1} << at.groups[static_cast<std::size_t>(mover.group)].process;
      }
      moving.push_back(movers);
    }
  }
  return moving.data();
}

void Expander::sort_receivers(Expansion& at) const {
  at.kinds.clear();
  if (one_kind_) {
    if (!at.groups.empty()) at.kinds.push_back({0, 0, Expansion::Kind::kMoves, ~std::uint64_t{0}});
    return;
  }
  const model::Keys& keys = machine_->keys(at.boundary + 1);
  at.kind_of.assign(at.groups.size(), 0);
  for (std::size_t g = 0; g < at.groups.size(); ++g) {
    const Group& group = at.groups[g];
    if (group.state < 0) continue;
    Expansion::Kind kind{keys.slot(group.process), keys.own_weight(group.state), Expansion::Kind::kMoves, 0};
    if (group.decision != spec::Observation::kNone)
      kind = {0, 0, problem_.setting().decided(at.boundary + 1, group.decision), 0};
    auto same = at.kinds.end();
    if (!by_group_ || kind.keeps != Expansion::Kind::kMoves) {
      same = std::find_if(at.kinds.begin(), at.kinds.end(), [&](const Expansion::Kind& known) {
        return known.keeps == kind.keeps && (known.slot == kind.slot && known.own == kind.own);
      });
    }
    if (same == at.kinds.end()) same = at.kinds.insert(same, kind);
    same->groups |= std::uint64_t{1} << g;
    at.kind_of[g] = static_cast<std::size_t>(same - at.kinds.begin());
  }
}

void Expander::look_up(Expansion& at, base::Stop& stop) {
  at.outcomes.resize(at.plan->requests().size() * at.kinds.size());
  fill_keys(at);
  for (std::size_t kind = 0; kind < at.kinds.size(); ++kind) {
    if (kind > 0) base::require_going(stop, 0);  // the caller has just asked the Stop
    look_up(at, kind);
  }
  ASSERT(is_looked_up(at));
}

/// Whether each request's key is the sum over its messages, and each request's outcomes include those of the
/// requests that decide one message more.
bool Expander::is_looked_up(const Expansion& at) const {
  const std::vector<Plan::Request>& requests = at.plan->requests();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    std::uint64_t key = 0;
    for (std::size_t sender = 0; sender < at.sender_weight.size(); ++sender)
      key += at.sender_weight[sender] * static_cast<std::uint64_t>(requests[i].sure[sender]);
    if (requests[i].has_vector && key != at.keys[i]) return false;
    for (std::size_t kind = 0; kind < at.kinds.size(); ++kind) {
      if ((requests[i].receivers & at.kinds[kind].groups) == 0) continue;
      const std::uint64_t* const sets = at.outcomes.data() + kind * requests.size();
      if (sets[i] == 0) return false;
      for (const Plan::Predecessor& safer : requests[i].predecessors)
        if ((sets[safer.request] & ~sets[i]) != 0) return false;
    }
  }
  return true;
}

void Expander::fill_keys(Expansion& at) const {
  at.keys.resize(at.plan->requests().size());
  std::size_t i = 0;
  for (const Plan::Request& request : at.plan->requests()) {
    std::uint64_t& key = at.keys[i++];
    if (!request.has_vector) continue;
    if (!request.predecessors.empty()) {
      const Plan::Predecessor& safer = request.predecessors.front();
      key = at.keys[static_cast<std::size_t>(safer.request)] -
            at.sender_weight[static_cast<std::size_t>(safer.sender)];
      continue;
    }
    key = 0;
    for (std::size_t sender = 0; sender < at.sender_weight.size(); ++sender) {
      key += at.sender_weight[sender] * static_cast<std::uint64_t>(request.sure[sender]);
    }
  }
}

void Expander::look_up(Expansion& at, std::size_t kind) {
  const std::vector<Plan::Request>& requests = at.plan->requests();
  const int round = at.boundary + 1;
  const Expansion::Kind& of = at.kinds[kind];
  const model::Machine::Table& table = machine_->table(round, of.slot);
  const bool moves = of.keeps == Expansion::Kind::kMoves;
  std::uint64_t* const sets = at.outcomes.data() + kind * requests.size();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Plan::Request& request = requests[i];
    sets[i] = 0;
    if ((request.receivers & of.groups) == 0) continue;
    std::uint64_t set = 0;
    if (request.has_vector) {
      const auto next = moves ? table.get(at.keys[i] + of.own) : static_cast<model::State>(of.keeps);
      set = bits_.set(next, request.missing);
    }
    for (const Plan::Predecessor& safer : request.predecessors) set |= sets[safer.request];
    sets[i] = set;
  }
  if (!notes_entries_ || !moves) return;
  auto& used = entries_[static_cast<std::size_t>((round - 1) * problem_.setting().processes + of.slot)];
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (receives(at, requests[i], kind)) used[at.keys[i] + of.own] = true;
  }
}

std::uint64_t Expander::standing_key(const Expansion& at, const Plan::Round& round) const {
  std::uint64_t key = at.standing_weight;
  if (!standing_weigh_) return key;
  for (const Plan::Crash& crash : round.crashing) {
    const Group& group = at.groups[static_cast<std::size_t>(crash.group)];
    key += at.next->weight(group.process, at.next->crashed(group.decision, group.decided_in, group.local)) *
           static_cast<std::uint64_t>(crash.count);
  }
  return key;
}

std::vector<model::Entry> Expander::entries() const {
  std::vector<model::Entry> all;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const int slot = static_cast<int>(i) % problem_.setting().processes;
    const int round = static_cast<int>(i) / problem_.setting().processes + 1;
    for (const auto& [key, used] : entries_[i]) all.push_back({round, slot, key});
  }
  return all;
}

}  // namespace ggms::verify
