#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/error.h"
#include "cli/options.h"

namespace ggms::cli {

inline constexpr const char* kVersion = "ggms " GGMS_VERSION;

/// All commands and options, as CLI11 reads them, and the members that take their values.
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

/// The message of an error for the user of the command line: an error about a field names the flag,
/// "--max-rounds: " rather than "max_rounds: ", if a command has such a flag.
std::string message_of(const base::Error& error);

}  // namespace ggms::cli
