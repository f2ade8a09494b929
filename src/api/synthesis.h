#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/certificates.h"
#include "api/found.h"
#include "base/phases.h"
#include "base/stop.h"
#include "model/setting.h"
#include "spec/spec.h"
#include "synth/conflict.h"
#include "synth/story.h"
#include "synth/stronger_view.h"
#include "synth/synthesis.h"

namespace ggms::api {

/// The engines by name.
using synth::engine_names;
/// Throws base::Error, which lists them, if there is none of this name.
void require_engine(const std::string& name);

/// What processes, faults and sizes a synthesis is asked about.
struct Question {
  int processes = 0;
  model::FaultLimits faults;
  std::optional<int> rounds;  // else they grow
  std::optional<int> states;  // else they grow
  std::optional<int> max_rounds;
  int max_states = 4;
  model::View view = model::View::kVector;
  model::Decide decide = model::Decide::kLast;
  bool total = false;  // the protocol gets an entry for every vector that a process could receive
};

/// That all protocols of a setting are asked for, by the exact engine.
struct Enumeration {
  std::uint64_t most = 0;  // ends after so many
  bool listed = true;      // else they are only counted
};

/// What a synthesis is asked.
struct SynthesisRequest {
  spec::Spec spec;
  model::Setting setting;  // the one to start from; what grows is 1
  synth::Range range;
  bool total = false;
  std::string engine = "ggms";  // of engine_names()
  synth::Options options = {};
  std::optional<Enumeration> all = {};
  /// Seconds for the conflict behind an infeasible answer; none: as long as the search took, at least five.
  /// 0: neither a conflict nor the stronger view is looked for.
  std::optional<double> explain = {};
};

/// The request for a question, with everything else as it is by default. Throws base::Error if the smallest
/// or the largest setting that may be tried makes no sense.
SynthesisRequest request_for(const spec::Spec& spec, const Question& question);

/// Throws base::Error if a request asks an engine for what it doesn't do. synthesize() begins with it.
void require_sensible(const SynthesisRequest& request);

/// One of many protocols: a digest of its table (synth::digest), how many entries that has, and the file that
/// it was written to, if it was.
struct ListedProtocol {
  std::string digest;
  std::size_t entries = 0;
  std::string path;
};

/// What a search for all protocols of a setting came to.
struct AllFound {
  std::uint64_t count = 0;
  bool complete = false;               // there are no others
  std::vector<ListedProtocol> listed;  // if they were to be listed
};

/// What a synthesis came to.
struct Synthesis {
  synth::Growth growth;
  synth::Range range;  // what was asked for
  std::string engine;
  double seconds = 0;                // of the run so far
  base::Phases time = {};            // what they were spent on
  std::string why_unknown;           // what ended the run early, if something did
  std::optional<AllFound> all = {};  // if all protocols were asked for
  std::optional<synth::Conflict> conflict =
      {};                                      // of an infeasible answer's last attempt, if it was looked for
  std::optional<synth::Telling> telling = {};  // the story of the same, or why there is none
  std::optional<synth::StrongerView> stronger = {};  // of an infeasible answer, if it was asked for
  std::optional<Checked> stronger_checked = {};      // its protocol, if there is one
  std::optional<Checked> checked = {};               // the protocol, where one was asked for and found
  /// Where certificates were asked for: what was proved infeasible has one each, as far as it was tried.
  bool lacks_certificates = false;
  /// Bugs that kept a part from being told on which the answer does not rest: stronger view, conflict, story.
  std::vector<std::string> internal_errors = {};
};

/// The answer to what was asked, as synth/claim.h has it.
synth::Answer answer_of(const Synthesis& synthesis);

/// Whether the answer is about processes with any number of internal states.
bool is_for_any_states(const Synthesis& synthesis);

/// What hears of a running synthesis. All may be empty.
struct SynthesisEvents {
  /// `aside`: what is asked besides the question, such as "why"; empty for the question itself.
  std::function<void(const std::string& aside, const synth::Progress& now)> on_progress = {};
  /// The certificate of a setting that was proved infeasible; SynthesisRequest::options asks for derivations
  /// then.
  std::function<void(const Certificate& certificate)> on_certificate = {};
  /// A story is being looked for, without progress.
  std::function<void()> on_story = {};
  /// The engine and all questions aside have ended. Returns what ends the check of many protocols that were
  /// found; limits are for the search. Without it nothing ends that check.
  std::function<base::Stop()> on_searched = {};
  /// One of many protocols, numbered from 1, passed the check. Returns the file that it was written to, or
  /// "".
  std::function<std::string(std::uint64_t number, const Checked& protocol)> on_protocol = {};
};

/// Runs an engine and all that belongs to an answer: stronger view, conflict and story of an infeasible one,
/// and of a found one the check of its written form; where `stop` comes before that has passed, the answer is
/// unknown. Of many protocols, those that were found in time are checked after the limits of `stop`, too.
/// `begun`: since when seconds count; `time`: what they were spent on before.
/// Throws base::Error for an unknown engine, and base::InternalError where a check disagrees with an engine.
Synthesis synthesize(const SynthesisRequest& request, const SynthesisEvents& events, base::Stop stop,
                     const base::Stopwatch& begun = {}, base::Phases time = {});

}  // namespace ggms::api
