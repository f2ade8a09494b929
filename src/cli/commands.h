#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"

namespace ggms::cli {

// One function a command, each in a file of its own: does what the options say, and says how it went. Throws
// base::Error for what is wrong with the input.

ExitCode synth(const SynthOptions& options);
ExitCode verify(const VerifyOptions& options);
ExitCode show(const ShowOptions& options);
ExitCode complete(const CompleteOptions& options);
ExitCode simulate(const SimulateOptions& options);
ExitCode export_protocol(const ExportOptions& options);
ExitCode certify(const CertifyOptions& options);
ExitCode check(const CheckOptions& options);
ExitCode bench(const BenchOptions& options);

}  // namespace ggms::cli
