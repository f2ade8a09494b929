// Writes FloodSet (Lynch 1996) for N processes of which F may crash, in F + 1 rounds, as a protocol file: the
// input of the comparison with SPIN. Usage: floodset N F [VIEW] > protocol.json, from the folder that holds
// specs/.

#include "floodset.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "files/protocol.h"
#include "verify/explicit.h"

int main(int argc, char** argv) {
  using namespace ggms;
  if (argc < 3 || argc > 4) {
    std::fputs("usage: floodset N F [VIEW] > protocol.json\n", stderr);
    return 2;
  }
  try {
    model::Setting setting;
    setting.processes = std::atoi(argv[1]);
    setting.faults = model::parse_faults(std::string("crash=") + argv[2]);
    setting.rounds = std::atoi(argv[2]) + 1;
    setting.states = 2;
    setting.view = model::parse_view(argc == 4 ? argv[3] : "vector");
    const model::Problem problem(spec::load_spec("specs/consensus.smt2"), setting);
    const model::Machine whole = bench::floodset(problem.setting());
    verify::ExplicitOptions options;
    options.entries = true;
    base::Stop stop;
    const verify::Check check = verify::Explicit(problem).check(whole, options, stop);
    model::Machine machine(problem.setting());
    for (const model::Entry& entry : check.entries) machine.set(entry, whole.next(entry));
    std::fputs(files::write_protocol({problem, machine, std::nullopt, std::nullopt}).c_str(), stdout);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
