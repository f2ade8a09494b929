#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/outputs.h"
#include "report/summary.h"
#include "spec/spec.h"
#include "synth/all_answers.h"

namespace ggms::cli {

/// The path of one of many protocols: "folder/protocol-3.json" for "folder/protocol.json".
std::string numbered(const std::string& path, std::uint64_t number);

/// Throws base::Error, before a long run, if such files can't be written, or one might overwrite an input.
void require_numbered(const std::string& path, const std::vector<std::string>& inputs);

/// The protocols of `ggms synth --all` and `--count`.
class AllProtocols {
 public:
  /// Both have to outlive it.
  AllProtocols(const SynthOptions& options, Outputs& outputs) : options_(options), outputs_(outputs) {}

  /// The exact engine, made to look for all protocols of the setting that it is given.
  synth::Engine engine();

  /// Checks all that were found from their written form, lists them, and writes them if asked to, up to the
  /// first that can't be written. False if interrupted: then the rest is not listed. Throws
  /// base::InternalError.
  bool announce(const spec::Spec& spec, const report::Synthesis& synthesis);

  /// What was found in the last setting.
  const report::AllFound& found() const { return found_; }

 private:
  const SynthOptions& options_;
  Outputs& outputs_;
  std::set<synth::Moves> protocols_;  // in the order of their tables
  report::AllFound found_;
};

}  // namespace ggms::cli
