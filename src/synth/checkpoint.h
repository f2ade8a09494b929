#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "search/learner.h"
#include "synth/synthesis.h"

namespace ggms::synth {

/// A machine that failed, and how: what the solver has to learn again when a run is resumed.
struct Lesson {
  std::vector<std::uint8_t> machine;  // the move of every table entry
  std::vector<model::Scenario> scenarios;
};

/// Entries and the values that they are frozen to, in order of freezing.
using Frozen = std::vector<std::pair<search::EntryId, int>>;

/// Where learning stands at the end of an episode.
struct LearningState {
  int phase = 0;
  int failing = 0;  // episodes since the phase began
  Statistics statistics;
  std::vector<Lesson> lessons;
  std::optional<Frozen> possible;  // Contradiction::possible
  std::string learner;             // search::Learner::save
};

/// What a state belongs to: problem, engine parts, options and seed, spelt out.
std::string identity(const model::Problem& problem, const search::Options& learning, std::uint64_t seed);

std::string write_state(const LearningState& state, const std::string& identity);
/// The inverse. Throws base::Error where the bytes are truncated, damaged, or belong to something else.
LearningState read_state(const std::string& bytes, const std::string& identity);

}  // namespace ggms::synth
