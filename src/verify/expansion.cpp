// One configuration, taken apart for a round: who is up, what the adversary may do, and what every receiver
// may become under each of its requests.

#include "verify/expansion.h"

namespace ggms::verify {

namespace {

constexpr int kMaxAlike = 12;  // processes: what is kept per set of them stays small beside the check itself

bool one_kind_of_receiver(model::View view) {
  return view == model::View::kVector || view == model::View::kCounts;
}

}  // namespace

Expander::Expander(const model::Problem& problem, const std::vector<Frame>& frames)
    : problem_(problem),
      frames_(frames),
      bits_(problem),
      counted_(Frame::counted(problem)),
      one_kind_(one_kind_of_receiver(problem.setting().view)),
      crashed_weigh_(counted_ || problem.compiled().uses_initial()),
      alike_(one_kind_ && !crashed_weigh_ && !problem.compiled().uses_names() &&
             problem.setting().processes <= kMaxAlike) {
  if (alike_) moving_.resize(std::size_t{1} << problem.setting().processes);
}

void Expander::begin(const model::Machine& machine, bool note_entries) {
  machine_ = &machine;
  notes_entries_ = note_entries;
  entries_.clear();
  if (!note_entries) return;
  entries_.resize(static_cast<std::size_t>(problem_.setting().rounds * problem_.setting().processes));
}

void Expander::open(int boundary, std::uint64_t key, Expansion& at) {
  const model::Keys& keys = machine_->keys(boundary + 1);
  at.boundary = boundary;
  at.key = key;
  at.frame = &frames_[static_cast<std::size_t>(boundary)];
  at.next = at.frame + 1;
  // The adversary's choices depend on how many processes are up, not on which: crashed ones make no groups.
  at.frame->decode_live(key, at.groups);
  at.sender_weight.clear();
  for (const Group& group : at.groups) at.sender_weight.push_back(keys.weight(group.process, group.state));
  at.plan = &plan_for(at.groups);
  if (alike_) at.moving = moving_processes(at);
  at.crashed_weight = 0;
  if (!crashed_weigh_) return;
  at.frame->decode_crashed(key, crashed_);
  for (const Group& group : crashed_) {
    at.crashed_weight += at.next->weight(group.process, at.next->label(-1, group.local)) *
                         static_cast<std::uint64_t>(group.live);
  }
}

const Plan& Expander::plan_for(const std::vector<Group>& groups) {
  if (plans_.size() <= groups.size()) plans_.resize(groups.size() + 1);
  std::uint64_t key = 0;
  if (counted_) {  // else groups are single processes that are live, so their number says all
    const auto base = static_cast<std::uint64_t>(problem_.setting().processes) + 1;
    for (const Group& group : groups) key = key * base + static_cast<std::uint64_t>(group.live);
  }
  std::unique_ptr<Plan>& plan = plans_[groups.size()][key];
  if (!plan) {
    std::vector<int> live;
    for (const Group& group : groups) live.push_back(group.live);
    plan = std::make_unique<Plan>(problem_.setting().faults, live, problem_.setting().processes);
  }
  return *plan;
}

const std::uint64_t* Expander::moving_processes(const Expansion& at) {
  std::uint64_t up = 0;
  for (const Group& group : at.groups) up |= std::uint64_t{1} << group.process;
  std::vector<std::uint64_t>& moving = moving_[up];
  if (moving.empty()) {
    moving.reserve(at.plan->rounds().size());
    for (const Plan::Round& round : at.plan->rounds()) {
      std::uint64_t movers = 0;
      for (const Plan::Mover& mover : round.movers) {
        movers |= std::uint64_t{1} << at.groups[static_cast<std::size_t>(mover.group)].process;
      }
      moving.push_back(movers);
    }
  }
  return moving.data();
}

void Expander::look_up(Expansion& at) {
  const std::size_t kinds = one_kind_ && !at.groups.empty() ? 1 : at.groups.size();
  at.keys.resize(at.plan->requests().size());
  at.outcomes.resize(at.plan->requests().size() * kinds);
  fill_keys(at);
  for (std::size_t kind = 0; kind < kinds; ++kind) look_up(at, kind);
}

void Expander::fill_keys(Expansion& at) const {
  std::size_t i = 0;
  for (const Plan::Request& request : at.plan->requests()) {
    std::uint64_t& key = at.keys[i++];
    if (!request.predecessors.empty()) {
      const Plan::Predecessor& safer = request.predecessors.front();
      key = at.keys[static_cast<std::size_t>(safer.request)] -
            at.sender_weight[static_cast<std::size_t>(safer.group)];
      continue;
    }
    key = 0;
    for (std::size_t g = 0; g < at.groups.size(); ++g) {
      key += at.sender_weight[g] * static_cast<std::uint64_t>(request.sure[g]);
    }
  }
}

void Expander::look_up(Expansion& at, std::size_t kind) {
  const std::vector<Plan::Request>& requests = at.plan->requests();
  const int round = at.boundary + 1;
  const model::Keys& keys = machine_->keys(round);
  const Group& receiver = at.groups[kind];
  const int slot = keys.slot(receiver.process);
  const model::Machine::Table& table = machine_->table(round, slot);
  const std::uint64_t own = one_kind_ ? 0 : keys.own_weight(receiver.state);
  std::uint64_t* const sets = at.outcomes.data() + kind * requests.size();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Plan::Request& request = requests[i];
    sets[i] = 0;
    if (!receives(request, kind)) continue;
    std::uint64_t set = bits_.set(table.get(at.keys[i] + own), request.lost > 0);
    for (const Plan::Predecessor& safer : request.predecessors) set |= sets[safer.request];
    sets[i] = set;
  }
  if (!notes_entries_) return;
  auto& used = entries_[static_cast<std::size_t>((round - 1) * problem_.setting().processes + slot)];
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (receives(requests[i], kind)) used[at.keys[i] + own] = true;
  }
}

std::uint64_t Expander::crashed_key(const Expansion& at, const Plan::Round& round) const {
  std::uint64_t key = at.crashed_weight;
  if (!crashed_weigh_) return key;
  for (const Plan::Crash& crash : round.crashing) {
    const Group& group = at.groups[static_cast<std::size_t>(crash.group)];
    key += at.next->weight(group.process, at.next->label(-1, group.local)) *
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
