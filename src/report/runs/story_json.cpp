// Writes the story of an infeasible answer as JSON. Runs, processes and rounds count from 1.

#include "report/runs/story_json.h"

#include <nlohmann/json.hpp>

#include "files/protocol.h"
#include "files/scenario.h"
#include "report/received_json.h"
#include "report/runs/messages.h"
#include "report/runs/story.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

class Writer {
 public:
  explicit Writer(const synth::Story& story) : story_(story), spec_(story.problem.specification()) {}

  Json write() {
    Json object = {{"runs", Json::array()}, {"states", states()}};
    for (const synth::StoryRun& run : story_.runs) object["runs"].push_back(run_object(run));
    Json steps = part_object(story_.part);
    object["links"] = std::move(links_);
    object["ends"] = std::move(ends_);
    object.update(steps);
    object["irreducible"] = story_.irreducible;
    return object;
  }

 private:
  bool tells_processes() const { return story_.problem.setting().view == model::View::kVectorId; }

  /// The histories before the last round.
  Json states() const {
    Json list = Json::array();
    for (const auto& [entry, next] : story_.machine.entries()) {
      Json state = {{"round", entry.round}, {"state", story_.problem.state_name(entry.round, next)}};
      if (tells_processes()) state["process"] = entry.slot + 1;
      add_received(state, entry);
      list.push_back(std::move(state));
    }
    return list;
  }

  void add_received(Json& object, const model::Entry& entry) const {
    object["received"] = received_value(story_.problem, entry);
    if (story_.problem.setting().view != model::View::kCountsOwn) return;
    const model::Received received = model::Keys(story_.problem.setting(), entry.round).decode(entry.key);
    object["own"] = story_.problem.state_name(entry.round - 1, received.own);
  }

  Json run_object(const synth::StoryRun& run) const {
    const model::Execution execution = execution_of(story_, run);
    Json knows = Json::array();
    for (std::size_t p = 0; p < run.knows.size(); ++p) {
      if (run.knows[p].round == 0) continue;
      Json one = {{"process", p + 1}};
      add_received(one, run.knows[p]);
      knows.push_back(std::move(one));
    }
    return {{"scenario", Json::parse(files::write_scenario(run.scenario, story_.problem))},
            {"events", event_lines(RunView(story_.problem, run.scenario, execution))},
            {"last_round", std::move(knows)}};
  }

  Json decision_names(const std::vector<int>& decisions) const {
    Json names = Json::array();
    for (const int decision : decisions) names.push_back(spec_.decisions[static_cast<std::size_t>(decision)]);
    return names;
  }

  Json step_object(const synth::StoryStep& step) {
    Json because = Json::array();
    for (const synth::StoryPremise& premise : step.premises) {
      because.push_back({{"process", premise.process + 1},
                         {"decisions", decision_names(premise.decisions)},
                         {"like", {{"run", premise.run + 1}, {"process", premise.there + 1}}}});
      if (is_link(step, premise))
        links_.push_back({{"run", step.run + 1},
                          {"process", premise.process + 1},
                          {"like", {{"run", premise.run + 1}, {"process", premise.there + 1}}}});
    }
    Json properties = Json::array();
    for (const int property : step.properties)
      properties.push_back(spec_.properties[static_cast<std::size_t>(property)].name);
    Json alike = Json::array();
    for (const std::vector<int>& group : step.alike) {
      Json processes = Json::array();
      for (const int process : group) processes.push_back(process + 1);
      alike.push_back(std::move(processes));
    }
    if (step.premises.empty() || !step.process)
      ends_.push_back({{"run", step.run + 1}, {"properties", properties}});
    return {{"run", step.run + 1},
            {"because", std::move(because)},
            {"alike", std::move(alike)},
            {"properties", std::move(properties)},
            {"process", step.process ? Json(*step.process + 1) : Json(nullptr)},
            {"decisions", decision_names(step.decisions)}};
  }

  Json part_object(const synth::StoryPart& part) {
    Json object = {{"steps", Json::array()}};
    for (const synth::StoryStep& step : part.steps) object["steps"].push_back(step_object(step));
    if (part.cases.empty()) return object;
    Json cases = Json::array();
    for (const synth::StoryCase& one : part.cases) {
      Json inside = {{"decision", spec_.decisions[static_cast<std::size_t>(one.decision)]}};
      inside.update(part_object(one.part));
      cases.push_back(std::move(inside));
    }
    object["split"] = {{"run", part.run + 1}, {"process", part.process + 1}, {"cases", std::move(cases)}};
    return object;
  }

  const synth::Story& story_;
  const spec::Spec& spec_;
  Json links_ = Json::array();
  Json ends_ = Json::array();
};

}  // namespace

void add_story(nlohmann::ordered_json& object, const synth::Telling& telling) {
  if (!telling.story) {
    object["no_story"] = telling.why_not;
    return;
  }
  object["story"] = Writer(*telling.story).write();
}

}  // namespace ggms::report
