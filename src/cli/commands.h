#pragma once

#include "base/exit_code.h"
#include "cli/options.h"

namespace ggms::cli {

// One function per command, each in a file of its own. It does what the options say and returns the exit
// code. Throws base::Error if the input is wrong.

base::ExitCode synth(const SynthOptions& options);
base::ExitCode verify(const VerifyOptions& options);
base::ExitCode show(const ShowOptions& options);
base::ExitCode complete(const CompleteOptions& options);
base::ExitCode simulate(const SimulateOptions& options);
base::ExitCode export_protocol(const ExportOptions& options);
base::ExitCode certify(const CertifyOptions& options);
base::ExitCode check(const CheckOptions& options);
base::ExitCode bench(const BenchOptions& options);

}  // namespace ggms::cli
