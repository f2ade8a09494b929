// The values of the module: they never change.

#include <pybind11/stl.h>

#include "classes.h"
#include "waiting.h"

namespace {

std::string shown(const ggms::Setting& setting) {
  const auto number = [](const std::optional<int>& value) {
    return value ? std::to_string(*value) : std::string("None");
  };
  return "Setting(processes=" + std::to_string(setting.processes) + ", faults='" + setting.faults +
         "', rounds=" + number(setting.rounds) + ", states=" + number(setting.states) + ", view='" + setting.view +
         "', decide='" + setting.decide + "')";
}

void add_specification(py::module_& module) {
  using ggms::Specification;
  py::class_<Specification>(module, "Specification", "What must hold: SMT-LIB in the vocabulary of ggms.")
      .def_static(
          "load",
          [](const py::object& path) {
            return waited(
                [name = path_of(path)](const ggms::Limits& limits) { return Specification::load(name, limits); });
          },
          py::arg("path"),
          "Reads a file.")
      .def(py::init(&Specification::parse), py::arg("text"), py::arg("name") = "specification", "As parse().")
      .def_static("parse", &Specification::parse, py::arg("text"), py::arg("name") = "specification",
                  "Reads a text; `name` is what errors cite.")
      .def_property_readonly("name", &Specification::name)
      .def_property_readonly("text", &Specification::text)
      .def_property_readonly("initial", &Specification::initial, "The values that processes can start with.")
      .def_property_readonly("decisions", &Specification::decisions, "The values that they can decide.")
      .def_property_readonly("properties", &Specification::properties, "By name, in the file's order.")
      .def("warnings", &Specification::warnings, py::call_guard<py::gil_scoped_release>(),
           "What looks wrong with it; takes about a second at most.")
      .def("summary", &Specification::summary, py::call_guard<py::gil_scoped_release>(),
           "What it asks for, as `ggms check` prints it.")
      .def("json", &Specification::json, py::call_guard<py::gil_scoped_release>(), "As `ggms check --json`.")
      .def("__reduce_ex__",
           [](const Specification& spec, int) {
             return py::make_tuple(py::type::of<Specification>(),
                                   py::make_tuple(spec.text(), spec.name()));
           })
      .def("__repr__", [](const Specification& spec) { return "<ggms.Specification " + spec.name() + ">"; });
}

void add_setting(py::module_& module) {
  using ggms::Setting;
  py::class_<Setting>(module, "Setting", "How many processes, which faults, which sizes.")
      .def_readonly("processes", &Setting::processes)
      .def_readonly("faults", &Setting::faults)
      .def_readonly("rounds", &Setting::rounds)
      .def_readonly("states", &Setting::states)
      .def_readonly("view", &Setting::view)
      .def_readonly("decide", &Setting::decide)
      .def("__repr__", &shown);
}

void add_machine(py::module_& module) {
  using ggms::Rules;
  using ggms::Transition;
  py::class_<Transition>(module, "Transition", "One entry of a machine's table.")
      .def_readonly("round", &Transition::round, "From 1.")
      .def_readonly("process", &Transition::process, "From 1 where the view is vector+id; else 0: any.")
      .def_readonly("received", &Transition::received, "By sender; empty where the view counts.")
      .def_readonly("counts", &Transition::counts, "Where the view counts: states with how many of them.")
      .def_readonly("own", &Transition::own, "The own state where the view is counts+own.")
      .def_readonly("next", &Transition::next, "The next state; in the last round a decision.")
      .def_readonly("needed", &Transition::needed, "False: no execution needs it.")
      .def("__repr__", [](const Transition& transition) {
        return "<ggms.Transition of round " + std::to_string(transition.round) + " to " + transition.next + ">";
      });
  py::class_<Rules>(module, "Rules", "What processes do in some rounds: the first rule that holds counts.")
      .def_readonly("first_round", &Rules::first_round)
      .def_readonly("last_round", &Rules::last_round)
      .def_readonly("text", &Rules::text, "A line a rule.")
      .def("__str__", [](const Rules& rules) { return rules.text; });
}

void add_runs(py::module_& module) {
  using ggms::Execution;
  using ggms::Scenario;
  py::class_<Scenario>(module, "Scenario", "What goes wrong in one execution, and with what processes start.")
      .def(py::init<std::string>(), py::arg("text"), "From the text of a scenario file.")
      .def_static(
          "load",
          [](const py::object& path) {
            return waited([name = path_of(path)](const ggms::Limits& limits) { return Scenario::load(name, limits); });
          },
          py::arg("path"))
      .def(
          "save",
          [](const Scenario& scenario, const py::object& path) {
            waited([&, name = path_of(path)](const ggms::Limits& limits) {
              scenario.save(name, limits);
              return true;
            });
          },
          py::arg("path"))
      .def("__reduce_ex__",
           [](const Scenario& scenario, int) {
             return py::make_tuple(py::type::of<Scenario>(), py::make_tuple(scenario.text()));
           })
      .def_property_readonly("text", &Scenario::text);
  py::class_<Execution>(module, "Execution", "One execution of a protocol.")
      .def_property_readonly("scenario", &Execution::scenario)
      .def_property_readonly("states", &Execution::states,
                             "[boundary][process]; None: crashed, or Byzantine.")
      .def_property_readonly("decisions", &Execution::decisions, "By process.")
      .def_property_readonly("violated", &Execution::violated, "The first property that is, or None.")
      .def("drawn", &Execution::drawn, py::arg("format") = "text", "As 'text', 'svg', 'mermaid' or 'itf'.")
      .def("json", &Execution::json, "As `ggms simulate --json`.")
      .def("__str__", [](const Execution& run) { return run.drawn(); });
}

void add_word(py::module_& module) {
  using ggms::Word;
  py::class_<Word>(module, "Word", "A word that an argument takes, and what it means.")
      .def_readonly("word", &Word::word)
      .def_readonly("meaning", &Word::meaning)
      .def("__repr__", [](const Word& one) { return "<ggms.Word " + one.word + ": " + one.meaning + ">"; });
}

void add_stop_token(py::module_& module) {
  using ggms::StopToken;
  py::class_<StopToken>(module, "StopToken", "Ends calls from another thread or a callback.")
      .def(py::init<>())
      .def("request_stop", &StopToken::request_stop)
      .def_property_readonly("is_requested", &StopToken::is_requested);
}

}  // namespace

void add_values(py::module_& module) {
  add_specification(module);
  add_setting(module);
  add_machine(module);
  add_runs(module);
  add_stop_token(module);
  add_word(module);
}
