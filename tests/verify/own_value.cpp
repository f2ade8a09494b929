#include "verify/own_value.h"

#include "spec/spec.h"

namespace ggms::verify {

const char* const kOwnValue = R"(
(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((a) (b) (c))))
(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)
(assert (! (forall ((p Process)) (=> (= (init p) a) (decides p a))) :named own)))";

model::Problem own_value_problem(int processes, model::View view) {
  model::Setting setting;
  setting.processes = processes;
  setting.rounds = 3;
  setting.states = 2;
  setting.view = view;
  return {spec::read_spec(kOwnValue, "own.smt2"), setting};
}

}  // namespace ggms::verify
