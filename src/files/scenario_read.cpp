// Reads scenario files (schema ggms/scenario/1). A file lists faults that nothing else explains; the reader
// adds their consequences, such as messages that are lost because their sender crashed. It drops losses of
// messages to processes that make no move, because these make no difference.

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "files/format.h"
#include "files/json.h"
#include "files/presence.h"
#include "files/quoted.h"
#include "files/scenario.h"
#include "model/fault_model.h"

namespace ggms::files {

namespace {

/// Unknown members are errors, because ignoring a fault would give another scenario.
void require_only(const JsonPlace& place, const std::vector<std::string_view>& keys) {
  for (const auto& [key, value] : place.object().items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      place.fail(fmt::format("unknown member {}: expected {}", in_quotes(key), fmt::join(keys, ", ")));
    }
  }
}

class ScenarioReader {
 public:
  ScenarioReader(const JsonPlace& top, const model::Problem& problem)
      : top_(top), problem_(problem), setting_(problem.setting()) {}

  model::Scenario read() {
    require_only(top_, {"schema", "initial", "picked", "crashes", "splits", "losses", "forged"});
    read_initial(top_.member("initial"));
    scenario_.rounds.resize(static_cast<std::size_t>(setting_.rounds));
    each("picked", [&](const JsonPlace& place) { read_picked(place); });
    each("crashes", [&](const JsonPlace& place) { read_crash(place); });
    each("splits", [&](const JsonPlace& place) { read_split(place); });
    for (model::RoundFaults& faults : scenario_.rounds) {
      for (std::vector<int>* list : {&faults.crashing, &faults.leaving, &faults.block})
        std::sort(list->begin(), list->end());
    }
    each("losses", [&](const JsonPlace& place) { read_loss(place); });
    each("forged", [&](const JsonPlace& place) { read_forged(place); });
    lose_the_rest();
    for (model::RoundFaults& faults : scenario_.rounds) std::sort(faults.forged.begin(), faults.forged.end());
    return std::move(scenario_);
  }

 private:
  template <class Read>
  void each(const char* key, const Read& read) const {
    const auto list = top_.optional_member(key);
    for (std::size_t i = 0; list && i < list->size(); ++i) read(list->item(i));
  }

  int process(const JsonPlace& place) const {
    return static_cast<int>(place.integer(1, setting_.processes)) - 1;
  }
  std::size_t round(const JsonPlace& place) const {
    return static_cast<std::size_t>(place.member("round").integer(1, setting_.rounds)) - 1;
  }

  void read_initial(const JsonPlace& place) {
    if (place.size() != static_cast<std::size_t>(setting_.processes)) {
      place.fail(
          fmt::format("it has {} values, but there are {} processes", place.size(), setting_.processes));
    }
    for (std::size_t i = 0; i < place.size(); ++i)
      scenario_.initial.push_back(state(place.item(i), 0, "an initial value"));
  }

  /// The state of a boundary with this name.
  int state(const JsonPlace& place, int boundary, const char* what) const {
    std::vector<std::string> names;
    for (int s = 0; s < setting_.alphabet(boundary); ++s) names.push_back(problem_.state_name(boundary, s));
    const auto found = std::find(names.begin(), names.end(), place.text());
    if (found == names.end()) {
      place.fail(fmt::format("{} is not {}: expected {}", in_quotes(place.text()), what, listed(names)));
    }
    return static_cast<int>(found - names.begin());
  }

  void read_picked(const JsonPlace& place) {
    require_only(place, {"process", "as"});
    const int p = process(place.member("process"));
    scenario_.picked.resize(static_cast<std::size_t>(setting_.processes), model::kNotPicked);
    model::Role& role = scenario_.picked[static_cast<std::size_t>(p)];
    if (role != model::kNotPicked) place.fail(fmt::format("process {} is picked twice", p + 1));
    std::vector<std::string> words;
    for (std::size_t word = 0; word < model::kFaultWords; ++word) {
      if (!model::kFaultModels[word]->picks) continue;
      words.emplace_back(model::kFaultModels[word]->word);
      if (words.back() == place.member("as").text()) role = static_cast<model::Role>(word + 1);
    }
    if (role == model::kNotPicked) place.member("as").fail("expected one of " + listed(words));
  }

  void read_crash(const JsonPlace& place) {
    require_only(place, {"process", "round", "reaches", "late"});
    const int p = process(place.member("process"));
    model::RoundFaults& faults = scenario_.rounds[round(place)];
    if (!crashed_.insert(p).second) place.fail(fmt::format("process {} crashes twice", p + 1));
    const auto late = place.optional_member("late");
    (late && late->truth() ? faults.leaving : faults.crashing).push_back(p);
    const auto reaches = place.optional_member("reaches");
    for (std::size_t i = 0; reaches && i < reaches->size(); ++i) {
      const JsonPlace item = reaches->item(i);
      const int receiver = process(item);
      if (receiver == p) item.fail("this is the process that crashes: list the others that it reaches");
      if (!reached_.insert({p, receiver}).second)
        item.fail(fmt::format("process {} is listed twice", receiver + 1));
    }
  }

  void read_split(const JsonPlace& place) {
    require_only(place, {"round", "block"});
    model::RoundFaults& faults = scenario_.rounds[round(place)];
    if (!faults.block.empty()) place.fail("there is another split of this round already");
    const JsonPlace block = place.member("block");
    std::set<int> members;
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (!members.insert(process(block.item(i))).second) block.item(i).fail("it is listed twice");
    }
    if (members.empty() || static_cast<int>(members.size()) == setting_.processes)
      block.fail("it must have some processes, and not all");
    faults.block.assign(members.begin(), members.end());
  }

  std::pair<int, int> read_link(const JsonPlace& place) const {
    const int sender = process(place.member("from"));
    const int receiver = process(place.member("to"));
    if (sender == receiver) place.fail("a process always receives its own message");
    return {receiver, sender};
  }

  void read_loss(const JsonPlace& place) {
    require_only(place, {"round", "from", "to"});
    if (!lost_.insert({round(place), read_link(place)}).second) place.fail("it is listed twice");
  }

  void read_forged(const JsonPlace& place) {
    require_only(place, {"round", "from", "to", "says"});
    const std::size_t r = round(place);
    const auto link = read_link(place);
    if (!forged_.insert({r, link}).second) place.fail("this message is listed twice");
    if (lost_.contains({r, link})) place.fail("this message is listed among the losses too");
    const int says = state(place.member("says"), static_cast<int>(r), "a state of that round");
    scenario_.rounds[r].forged.push_back({link.first, link.second, says});
  }

  /// Every sent message that the file does not let arrive is lost.
  void lose_the_rest() {
    const Presence presence(scenario_);
    for (std::size_t r = 0; r < scenario_.rounds.size(); ++r) {
      model::RoundFaults& faults = scenario_.rounds[r];
      for (int receiver = 0; receiver < setting_.processes; ++receiver) {
        for (int sender = 0; sender < setting_.processes; ++sender) {
          const std::pair link{receiver, sender};
          const bool matters = receiver != sender && presence.moves(r, receiver) && presence.sends(r, sender);
          const bool forges = !model::Adversary::has_state(scenario_.role(sender));
          const bool arrives = !are_apart(faults, receiver, sender) && !lost_.contains({r, link}) &&
                               (!crashes(faults, sender) || reached_.contains({sender, receiver})) &&
                               (!forges || forged_.contains({r, link}));
          if (forges && arrives) continue;
          if (forges && forged_.contains({r, link})) continue;  // validate() throws the error
          if (matters && !arrives) faults.losses.push_back(link);
        }
      }
    }
  }

  const JsonPlace& top_;
  const model::Problem& problem_;
  const model::Setting& setting_;
  model::Scenario scenario_;
  std::set<int> crashed_;
  std::set<std::pair<int, int>> reached_;  // (crashing sender, receiver)
  std::set<std::pair<std::size_t, std::pair<int, int>>> lost_;
  std::set<std::pair<std::size_t, std::pair<int, int>>> forged_;
};

}  // namespace

model::Scenario read_scenario(const std::string& text, const std::string& file,
                              const model::Problem& problem) {
  const Json root = parse_json(text, file);
  const JsonPlace top(root, file);
  require_schema(top, kScenarioSchema);
  model::Scenario scenario = with_canonical_blocks(ScenarioReader(top, problem).read());
  try {
    validate(scenario, problem.setting());
  } catch (const base::Error& error) {
    throw base::Error(file, 0, 0, error.what());
  }
  return scenario;
}

}  // namespace ggms::files
