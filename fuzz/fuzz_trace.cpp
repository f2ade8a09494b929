// Feeds bytes to the reader of trace files, with one protocol. The reader may throw base::Error with one
// line. If it accepts a trace, writing and reading it must give the same trace. Anything else is a bug.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/error.h"
#include "files/trace_file.h"

namespace {

using namespace ggms;

/// Three processes, two rounds, and every kind of fault; every move goes to the first state.
const model::Problem& problem() {
  static const model::Problem kProblem = [] {
    const std::string spec =
        "(set-logic ALL) (declare-sort Process 0) (declare-datatypes ((Bit 0)) (((zero) (one)))) "
        "(declare-fun init (Process) Bit) (declare-fun decides (Process Bit) Bool) "
        "(assert (! (forall ((p Process)) (not (decides p one))) :named never-one))";
    model::Setting setting;
    setting.processes = 3;
    setting.rounds = 2;
    setting.states = 2;
    setting.faults =
        model::parse_faults("crash=1,crash-late=1,omission=1,byzantine=1,loss-total=1,partition=1");
    setting.view = model::View::kCounts;
    return model::Problem(spec::read_spec(spec, "fuzz"), setting);
  }();
  return kProblem;
}

const model::Machine& machine() {
  static const model::Machine kMachine = [] {
    model::Machine machine(problem().setting());
    machine.suppose(1, 0);
    machine.suppose(2, 0);
    return machine;
  }();
  return kMachine;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::optional<files::TraceFile> trace;
  try {
    trace = files::read_trace(text, "fuzz.itf.json", problem(), machine());
  } catch (const base::Error& error) {
    const std::string message = error.what();
    CHECK(message.starts_with("fuzz.itf.json:"));
    CHECK(message.find('\n') == std::string::npos);
    return 0;
  }
  const std::string written = files::write_trace(problem(), machine(), trace->scenario, trace->broken);
  const files::TraceFile again = files::read_trace(written, "written.itf.json", problem(), machine());
  CHECK(again.scenario.rounds == trace->scenario.rounds);
  CHECK(again.broken == trace->broken);
  CHECK(files::write_trace(problem(), machine(), again.scenario, again.broken) == written);
  return 0;
}
