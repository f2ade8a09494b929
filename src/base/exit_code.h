#pragma once

namespace ggms::base {

/// The program's exit codes. A failure to run never shares a code with an answer.
enum class ExitCode : int {
  kYes = 0,      // a positive answer: found, verified, certificate good
  kNo = 1,       // a definite no: infeasible, violated, certificate bad
  kUsage = 2,    // the command line or an input is wrong, or an output can't be written
  kUnknown = 3,  // a limit of time, memory or size was reached, or a signal interrupted
  kInternal =
      4,  // an internal check failed, which is a bug: before there was an answer, or after it was printed
};

}  // namespace ggms::base
