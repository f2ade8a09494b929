// Tells the story of an infeasible answer as text. Histories of more than one round get names like states,
// which the first lines explain, so that equal histories look alike.

#include "report/runs/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "report/runs/blame.h"
#include "report/runs/messages.h"
#include "report/words.h"
#include "synth/story_alike.h"

namespace ggms::report {

namespace {

std::string names_of(const std::vector<int>& processes, const Style& style) {
  return listed(process_names(processes, style));
}

std::string property_name(const synth::Story& story, int property) {
  return story.problem.specification().properties[static_cast<std::size_t>(property)].name;
}

std::string property_names(const synth::Story& story, const std::vector<int>& properties) {
  std::vector<std::string> names;
  for (const int property : properties) names.push_back(property_name(story, property));
  return listed(names);
}

/// " in round 2"; empty if the story has only one round.
std::string in_last_round(const synth::Story& story) {
  const int rounds = story.problem.setting().rounds;
  return rounds == 1 ? "" : fmt::format(" in round {}", rounds);
}

/// "p1 starts with zero, p2 and p3 with one".
std::string start_text(const synth::Story& story, const synth::StoryRun& run, const Style& style) {
  std::vector<std::string> parts;
  const std::vector<std::string>& values = story.problem.specification().initial;
  for (std::size_t value = 0; value < values.size(); ++value) {
    std::vector<int> who;
    for (std::size_t p = 0; p < run.scenario.initial.size(); ++p) {
      if (run.scenario.initial[p] == static_cast<int>(value)) who.push_back(static_cast<int>(p));
    }
    if (who.empty()) continue;
    const std::string verb = !parts.empty() ? "" : who.size() == 1 ? " starts" : " start";
    parts.push_back(fmt::format("{}{} with {}", names_of(who, style), verb, values[value]));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool decides_anyone(const synth::StoryRun& run) {
  return std::any_of(run.knows.begin(), run.knows.end(),
                     [](const model::Entry& entry) { return entry.round != 0; });
}

/// Writes the story, line by line.
class Teller {
 public:
  Teller(const synth::Story& story, const Style& style) : story_(story), style_(style) {}

  std::string tell() {
    tell(story_.part, 2);
    const std::string runs = std::exchange(
        text_, wrapped(fmt::format("{}: {}", bold(style_, "story"), head()), style_.width, 2) + "\n");
    for (const std::string& line : legend(story_, used_)) put(2, dim(style_, line));
    return std::move(text_) + runs;
  }

 private:
  std::string head() const {
    std::string text =
        fmt::format("{} of {}", counted(story_.runs.size(), "run"),
                    counted(static_cast<std::uint64_t>(story_.problem.setting().rounds), "round"));
    if (story_.runs.size() == 1)
      return text + (decides_anyone(story_.runs.front()) ? " in which every decision breaks a property"
                                                         : " in which no process decides");
    text += " in which the properties force decisions that contradict each other";
    if (story_.irreducible) text += "; none of them can be left out, though another choice may be shorter";
    return text;
  }

  void put(int indent, const std::string& line) {
    text_ += std::string(static_cast<std::size_t>(indent), ' ') +
             wrapped(line, style_.width, indent + 2, indent) + "\n";
  }

  void use(const Letters& letters) { used_.insert(letters.begin(), letters.end()); }

  void enter(std::size_t run, int indent) {
    const synth::StoryRun& entered = story_.runs[run];
    const std::string name = bold(style_, fmt::format("run {}", run + 1));
    if (!told_.insert(run).second) return put(indent, name + " again");
    put(indent, name + ": " + start_text(story_, entered, style_));
    const model::Execution execution = execution_of(story_, entered);
    const RunView view(story_.problem, entered.scenario, execution);
    for (const std::string& line : event_lines(view, style_)) put(indent + 2, line);
    use(letters_of(entered));
  }

  void tell(const synth::StoryPart& part, int indent) {
    std::size_t run = story_.runs.size();
    for (const synth::StoryStep& step : part.steps) {
      if (step.run != run) enter(step.run, indent);
      run = step.run;
      for (const synth::StoryPremise& premise : step.premises) {
        if (!is_link(step, premise)) continue;
        put(indent + 2, premise_text(story_, step, premise));
        use(letters_of(story_, story_.runs[step.run].knows[static_cast<std::size_t>(premise.process)]));
      }
      for (const std::vector<int>& group : step.alike) put(indent + 2, alike_text(story_, group, style_));
      const std::string conclusion = conclusion_text(story_, step, style_);
      put(indent + 2, step.process ? conclusion : red(style_, conclusion));
    }
    if (part.cases.empty()) return;
    if (part.run != run) enter(part.run, indent);
    for (const synth::StoryCase& one : part.cases) {
      put(indent, fmt::format("{}: in run {}, {} decide{} {}", bold(style_, "suppose"), part.run + 1,
                              names_of(synth::alike(story_.runs[part.run], part.process), style_),
                              synth::alike(story_.runs[part.run], part.process).size() == 1 ? "s" : "",
                              decisions_text(story_, {one.decision})));
      tell(one.part, indent + 2);
    }
  }

  const synth::Story& story_;
  const Style& style_;
  std::string text_;
  Letters used_;
  std::set<std::size_t> told_;
};

}  // namespace

model::Execution execution_of(const synth::Story& story, const synth::StoryRun& run) {
  model::Machine machine = story.machine;
  machine.suppose(story.problem.setting().rounds, 0);
  return model::simulate(story.problem, machine, run.scenario);
}

std::string alike_text(const synth::Story& story, const std::vector<int>& group, const Style& style) {
  return fmt::format("{} receive the same{}, so they decide alike", names_of(group, style),
                     in_last_round(story));
}

std::string decisions_text(const synth::Story& story, const std::vector<int>& decisions) {
  std::vector<std::string> names;
  for (const int decision : decisions)
    names.push_back(story.problem.specification().decisions[static_cast<std::size_t>(decision)]);
  return listed(names, "or");
}

std::string premise_text(const synth::Story& story, const synth::StoryStep& step,
                         const synth::StoryPremise& premise) {
  const model::Entry& knows = story.runs[step.run].knows[static_cast<std::size_t>(premise.process)];
  const std::string who = premise.there == premise.process ? "it" : fmt::format("p{}", premise.there + 1);
  return fmt::format("p{} receives {}{}, as {} does in run {}; so it decides {}", premise.process + 1,
                     received_text(story.problem, knows), in_last_round(story), who, premise.run + 1,
                     decisions_text(story, premise.decisions));
}

std::string conclusion_text(const synth::Story& story, const synth::StoryStep& step, const Style& style) {
  const std::string names = property_names(story, step.properties);
  if (!step.process)
    return names + (step.properties.size() == 1   ? " is broken"
                    : step.properties.size() == 2 ? " can't both hold"
                                                  : " can't all hold");
  const std::vector<int> who = synth::alike(story.runs[step.run], *step.process);
  return fmt::format("{}: {} decide{} {}", names, names_of(who, style), who.size() == 1 ? "s" : "",
                     decisions_text(story, step.decisions));
}

Letters letters_of(const synth::Story& story, const model::Entry& entry) {
  const int after = entry.round - 1;
  if (after < 1) return {};  // round 0 has initial values, which have names already
  Letters letters;
  const model::Received received = model::Keys(story.problem.setting(), entry.round).decode(entry.key);
  for (const int state : received.by_sender) letters.emplace(after, state);
  for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
    if (received.counts[state] > 0) letters.emplace(after, static_cast<int>(state));
  }
  letters.emplace(after, received.own);
  letters.erase({after, model::Received::kLost});
  return letters;
}

Letters letters_of(const synth::StoryRun& run) {
  Letters letters;
  for (std::size_t after = 1; after < run.scenario.rounds.size(); ++after) {
    for (const model::Forgery& forgery : run.scenario.rounds[after].forged)
      letters.emplace(static_cast<int>(after), forgery.state);
  }
  return letters;
}

std::vector<std::string> legend(const synth::Story& story, Letters used) {
  std::vector<std::string> lines;
  for (int round = story.problem.setting().rounds - 1; round >= 1; --round) {
    std::vector<std::pair<int, std::string>> states;
    for (const auto& [entry, next] : story.machine.entries()) {
      if (entry.round != round || used.count({round, next}) == 0) continue;
      const std::string of = story.problem.setting().view == model::View::kVectorId
                                 ? fmt::format("p{} ", entry.slot + 1)
                                 : std::string();
      states.emplace_back(next, of + received_text(story.problem, entry));
      used.merge(letters_of(story, entry));
    }
    std::sort(states.begin(), states.end());
    std::vector<std::string> parts;
    for (const auto& [state, what] : states)
      parts.push_back(fmt::format("{} = {}", story.problem.state_name(round, state), what));
    if (!parts.empty())
      lines.push_back(fmt::format("received in round {}: {}", round, fmt::join(parts, "; ")));
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

std::string story_text(const synth::Telling& telling, const Style& style) {
  if (!telling.story) return wrapped("no story: " + telling.why_not, style.width, 2) + "\n";
  return Teller(*telling.story, style).tell();
}

}  // namespace ggms::report
