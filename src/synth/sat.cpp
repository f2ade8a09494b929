// Asks CaDiCaL for a model, and lets our Stop end it.

#include "synth/sat.h"

#include <cadical.hpp>

namespace ggms::synth {

namespace {

constexpr int kSatisfiable = 10;  // IPASIR's codes
constexpr int kUnsatisfiable = 20;

/// Asks our Stop from inside the solver.
class Terminator : public CaDiCaL::Terminator {
 public:
  explicit Terminator(base::Stop& stop) : stop_(stop) {}
  bool terminate() override { return stop_.requested(); }

 private:
  base::Stop& stop_;
};

}  // namespace

void prefer_first_states(CaDiCaL::Solver& solver) {
  solver.set("phase", 0);
  solver.set("rephase", 0);
  solver.set("lucky", 0);
  solver.set("walk", 0);
}

Satisfiable ask(CaDiCaL::Solver& solver, base::Stop& stop) {
  Terminator terminator(stop);
  solver.connect_terminator(&terminator);
  const int status = solver.solve();
  solver.disconnect_terminator();
  if (status == kSatisfiable) return Satisfiable::kYes;
  if (status == kUnsatisfiable) return Satisfiable::kNo;
  return Satisfiable::kStopped;
}

}  // namespace ggms::synth
