// Writes the state of learning and reads it back (CBOR). The reader checks every number, because a checkpoint
// file may be damaged or made by hand.

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "search/learner.h"

namespace ggms::search {

namespace {

using Json = nlohmann::json;

Json pack(const Phases::Sample& sample) {
  return {sample.initial, sample.turns, sample.picked};
}

Json pack(const FreezeStack::State& state) {
  return {{"fixed", state.fixed}, {"stack", state.stack}, {"excluded", state.excluded}};
}

}  // namespace

std::string Learner::save() const {
  Json json;
  json["rng"] = rng_.state();
  json["taste"] = taste_;
  json["simulations"] = simulations();
  json["frozen"] = pack(frozen_.state());
  json["buffer"] = buffer_.state();
  json["policy"] = Json::binary({});
  if (policy_) {
    const std::string bytes = policy_->save();
    json["policy"] = Json::binary({bytes.begin(), bytes.end()});
  }
  json["failed"] = Json::array();
  for (const std::vector<Phases::Sample>& episode : failed_) {
    Json samples = Json::array();
    for (const Phases::Sample& sample : episode) samples.push_back(pack(sample));
    json["failed"].push_back(std::move(samples));
  }
  std::string bytes;
  Json::to_cbor(json, bytes);
  return bytes;
}

void Learner::restore(const std::string& bytes) try {
  const Json json = Json::from_cbor(bytes);
  rng_.restore(json.at("rng").get<std::array<std::uint64_t, 4>>());
  taste_ = json.at("taste").get<std::vector<std::uint64_t>>();
  if (taste_.size() != entries_.size()) throw base::Error("it belongs to another table");
  simulations_ = json.at("simulations").get<std::uint64_t>();
  FreezeStack::State frozen;
  json.at("frozen").at("fixed").get_to(frozen.fixed);
  json.at("frozen").at("stack").get_to(frozen.stack);
  json.at("frozen").at("excluded").get_to(frozen.excluded);
  frozen_.restore(frozen);
  buffer_.restore(json.at("buffer").get<std::vector<double>>());
  failed_.clear();
  for (const Json& episode : json.at("failed")) {
    failed_.emplace_back();
    for (const Json& packed : episode)
      failed_.back().push_back(read_sample(packed.at(0), packed.at(1), packed.at(2)));
  }
  const auto& policy = json.at("policy").get_binary();
  if (!policy.empty()) {
    model().restore({policy.begin(), policy.end()});
    ask_model();
  }
  tree_is_stale_ = true;
  write_machine();
} catch (const Json::exception& error) {
  throw base::Error(std::string("it is damaged: ") + error.what());
}

std::string Learner::save_policy() {
  return model().save();
}

void Learner::restore_policy(const std::string& bytes) {
  model().restore(bytes);
  ask_model();
  write_machine();
}

Phases::Sample Learner::read_sample(const std::vector<int>& initial, const std::vector<std::size_t>& turns,
                                    const std::vector<model::Role>& picked) const {
  const model::Setting& setting = problem_.setting();
  const auto processes = static_cast<std::size_t>(setting.processes);
  bool makes_sense = initial.size() == processes &&
                     turns.size() == static_cast<std::size_t>(setting.rounds) &&
                     (picked.empty() || picked.size() == processes);
  for (const int value : initial) makes_sense = makes_sense && value >= 0 && value < setting.initial;
  if (makes_sense && !picked.empty()) {
    bool possible = false;
    problem_.adversary().for_each_pick(
        [&](const std::vector<model::Role>& pick) { possible |= pick == picked; });
    makes_sense = possible;
  }
  if (!makes_sense) throw base::Error("a scenario does not belong to the setting");
  Stage stage = game_.stage(picked);
  for (const std::size_t turn : turns) {
    if (turn >= game_.turns(stage).size()) throw base::Error("a scenario does not belong to the setting");
    stage = Game::after(stage, game_.turns(stage)[turn]);
  }
  return {initial, picked, turns};
}

}  // namespace ggms::search
