// Runs the program: parses the command line, calls the command, and turns every exception into one line on
// stderr and an exit code.

#include "cli/run.h"

#include <exception>
#include <new>
#include <string>
#include <variant>

#include "base/error.h"
#include "base/stopped.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/options.h"

namespace ggms::cli {

namespace {

/// Calls the command that the user asked for.
struct Dispatch {
  base::ExitCode operator()(const Words& words) const {
    settle_answer();
    print(words.text);
    return base::ExitCode::kYes;
  }
  base::ExitCode operator()(const SynthOptions& options) const { return synth(options); }
  base::ExitCode operator()(const VerifyOptions& options) const { return verify(options); }
  base::ExitCode operator()(const ShowOptions& options) const { return show(options); }
  base::ExitCode operator()(const CompleteOptions& options) const { return complete(options); }
  base::ExitCode operator()(const SimulateOptions& options) const { return simulate(options); }
  base::ExitCode operator()(const ExportOptions& options) const { return export_protocol(options); }
  base::ExitCode operator()(const CertifyOptions& options) const { return certify(options); }
  base::ExitCode operator()(const CheckOptions& options) const { return check(options); }
  base::ExitCode operator()(const BenchOptions& options) const { return bench(options); }
};

base::ExitCode guarded(int argc, char** argv) {
  try {
    return std::visit(Dispatch{}, parse(argc, argv));
  } catch (const base::Error& error) {
    complain(message_of(error));
    return base::ExitCode::kUsage;
  } catch (const base::Stopped& stopped) {
    complain(stopped.what());
    return base::ExitCode::kUnknown;
  } catch (const std::bad_alloc&) {
    complain("out of memory");
    return base::ExitCode::kUnknown;
  } catch (const std::exception& error) {
    complain(internal_error_line(error.what()));
  } catch (...) {
    complain("internal error, please report it");
  }
  return base::ExitCode::kInternal;
}

}  // namespace

int run(int argc, char** argv) {
  prepare_streams();
  const base::ExitCode code = guarded(argc, argv);
  settle_answer();
  return static_cast<int>(code);
}

}  // namespace ggms::cli
