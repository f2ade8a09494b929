#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/error.h"
#include "cli/options.h"

namespace ggms::cli {

inline constexpr const char* kVersion = "ggms " GGMS_VERSION;

/// All commands and options, as CLI11 reads them, and where their values go.
struct CommandLine {
  CommandLine();
  CommandLine(const CommandLine&) = delete;  // options point to the members
  CommandLine& operator=(const CommandLine&) = delete;

  SynthOptions synth;
  VerifyOptions verify;
  ShowOptions show;
  CompleteOptions complete;
  SimulateOptions simulate;
  ExportOptions exports;
  CertifyOptions certify;
  CheckOptions check;
  BenchOptions bench;
  bool random = false;  // simulate --random
  std::string topic;    // of help
  CLI::App app;
};

/// What the user of the command line is told of an error: one about a field names the flag, "--max-rounds: "
/// rather than "max_rounds: ", if a command has that.
std::string message_of(const base::Error& error);

}  // namespace ggms::cli
