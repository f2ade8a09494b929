// What calls come to.

#include <pybind11/stl.h>

#include "classes.h"
#include "waiting.h"

namespace {

void add_progress(py::module_& module) {
  using ggms::Progress;
  py::class_<Progress>(module, "Progress", "What a running search tells, or what one did.")
      .def_readonly("aside", &Progress::aside, "What is asked besides the question; empty for the question itself.")
      .def_readonly("rounds", &Progress::rounds)
      .def_readonly("states", &Progress::states)
      .def_readonly("seconds", &Progress::seconds)
      .def_readonly("candidates", &Progress::candidates, "Machines that were checked.")
      .def_readonly("counterexamples", &Progress::counterexamples, "Scenarios that the checker gave back.")
      .def_readonly("clauses", &Progress::clauses)
      .def_readonly("episodes", &Progress::episodes)
      .def_readonly("simulations", &Progress::simulations)
      .def_readonly("failed", &Progress::failed, "Counterexamples of the last episode's machine.")
      .def_readonly("freezes", &Progress::freezes)
      .def_readonly("unfreezes", &Progress::unfreezes)
      .def_readonly("loss", &Progress::loss, "Of the policy.")
      .def_readonly("scenarios", &Progress::scenarios, "With count_failing: those of the phase.")
      .def_readonly("failing_scenarios", &Progress::failing_scenarios,
                    "With count_failing: in how many of them the machine of the last episode fails.")
      .def_readonly("runs", &Progress::runs, "Beginnings of runs that full information went through.")
      .def_readonly("text", &Progress::text, "As the program shows it.")
      .def_readonly("json", &Progress::json, "As --log writes it.")
      .def("__str__", [](const Progress& progress) { return progress.text; });
}

void add_verification(py::module_& module) {
  using ggms::Margin;
  using ggms::Verification;
  py::class_<Margin>(module, "Margin", "How much more of one fault word a protocol tolerates.")
      .def_readonly("word", &Margin::word)
      .def_readonly("own", &Margin::own, "Its number in the protocol's setting.")
      .def_readonly("holds", &Margin::holds, "The largest number that is known to do no harm.")
      .def_readonly("most", &Margin::most, "The largest number that makes sense.")
      .def_readonly("breaks", &Margin::breaks, "The smallest number that is known to do harm, or None.")
      .def_readonly("property", &Margin::property, "What breaks then.")
      .def_readonly("why_unknown", &Margin::why_unknown)
      .def("__repr__", [](const Margin& margin) {
        return "<ggms.Margin " + margin.word + ": holds up to " + std::to_string(margin.holds) + ">";
      });
  py::class_<Verification>(module, "Verification", "The result of a verification.")
      .def_property_readonly(
          "verdict", [](const Verification& answer) { return to_string(answer.verdict); },
          "'verified', 'holds', 'violated' or 'unknown'.")
      .def_readonly("reason", &Verification::reason, "What ended it, if unknown.")
      .def_readonly("configurations", &Verification::configurations)
      .def_readonly("transitions", &Verification::transitions)
      .def_readonly("counterexample", &Verification::counterexample, "An execution, if violated.")
      .def_readonly("margin", &Verification::margin)
      .def_readonly("summary", &Verification::summary)
      .def_readonly("json", &Verification::json, "As `ggms verify --json`.")
      .def("__repr__", [](const Verification& answer) {
        return "<ggms.Verification: " + to_string(answer.verdict) + ">";
      })
      .def("__str__", [](const Verification& answer) { return answer.summary; });
}

void add_audit(py::module_& module) {
  using ggms::Audit;
  using ggms::Certificate;
  py::class_<Certificate>(module, "Certificate", "Files that prove a claim to a program that is not ours.")
      .def_readonly("name", &Certificate::name)
      .def_property_readonly(
          "files",
          [](const Certificate& certificate) {
            py::dict files;
            for (const auto& [name, text] : certificate.files) files[py::str(name)] = py::bytes(text);
            return files;
          },
          "Name and content.")
      .def_static(
          "load",
          [](const py::object& folder) {
            return waited(
                [name = path_of(folder)](const ggms::Limits& limits) { return Certificate::load(name, limits); });
          },
          py::arg("folder"),
          "Of one certificate, or of several in it: a list.")
      .def(
          "save", [](const Certificate& one, const py::object& folder) { one.save(path_of(folder)); },
          py::arg("folder"), "Into a new or empty folder.");
  py::class_<Audit>(module, "Audit", "The result of an audit.")
      .def_property_readonly(
          "verdict", [](const Audit& audit) { return to_string(audit.verdict); },
          "'certified', 'refuted' or 'unknown'.")
      .def_readonly("reason", &Audit::reason, "What ended it, if unknown.")
      .def_readonly("summary", &Audit::summary)
      .def_readonly("json", &Audit::json, "As `ggms certify --json`.")
      .def("__repr__", [](const Audit& audit) { return "<ggms.Audit: " + to_string(audit.verdict) + ">"; })
      .def("__str__", [](const Audit& audit) { return audit.summary; });
}

void add_synthesis(py::module_& module) {
  using ggms::Protocol;
  using ggms::Synthesis;
  py::class_<Synthesis::Attempt>(module, "Attempt", "One setting that a synthesis tried.")
      .def_readonly("rounds", &Synthesis::Attempt::rounds)
      .def_property_readonly(
          "states",
          [](const Synthesis::Attempt& one) { return one.any_states ? std::nullopt : std::optional(one.states); },
          "Internal ones, at most; None: any number of them.")
      .def_property_readonly("verdict", [](const Synthesis::Attempt& one) { return to_string(one.verdict); })
      .def_readonly("seconds", &Synthesis::Attempt::seconds);
  using Stronger = Synthesis::StrongerView;
  py::class_<Stronger>(module, "StrongerView", "The same question in the view in which processes see most.")
      .def_readonly("view", &Stronger::view)
      .def_property_readonly("verdict", [](const Stronger& one) { return to_string(one.verdict); })
      .def_property_readonly(
          "rounds",
          [](const Stronger& one) {
            return one.verdict == ggms::Verdict::kUnknown ? std::nullopt : std::optional(one.rounds);
          },
          "Of the answer; None: it is not known.")
      .def_property_readonly(
          "states",
          [](const Stronger& one) {
            const bool is_number = one.verdict != ggms::Verdict::kUnknown && !one.any_states;
            return is_number ? std::optional(one.states) : std::nullopt;
          },
          "Internal ones; None: any number of them, or the answer is not known.")
      .def_readonly("any_states", &Stronger::any_states)
      .def_readonly("seconds", &Stronger::seconds);
  py::class_<Synthesis>(module, "Synthesis", "The result of a synthesis.")
      .def_property_readonly(
          "verdict", [](const Synthesis& answer) { return to_string(answer.verdict); },
          "'found', 'infeasible' or 'unknown'.")
      .def_readonly("reason", &Synthesis::reason, "What ended it, if unknown.")
      .def_readonly("any_states", &Synthesis::any_states, "The answer is about any number of internal states.")
      .def_readonly("protocol", &Synthesis::protocol, "The protocol, if one was asked for and found.")
      .def_property_readonly(
          "table",
          [](const Synthesis& answer) {
            return answer.protocol ? std::optional(answer.protocol->table()) : std::nullopt;
          },
          "The protocol's table as text, or None.")
      .def_property_readonly(
          "rules",
          [](const Synthesis& answer) {
            return answer.protocol ? answer.protocol->rules() : std::vector<ggms::Rules>();
          },
          "The protocol's rules; none where there is no protocol.")
      .def_readonly("protocols", &Synthesis::protocols, "If all were asked for.")
      .def_readonly("count", &Synthesis::count, "How many, of all.")
      .def_readonly("is_complete", &Synthesis::is_complete, "There are no others.")
      .def_readonly("attempts", &Synthesis::attempts, "The settings that were tried.")
      .def_readonly("stats", &Synthesis::stats, "What the last attempt did.")
      .def_readonly("seconds", &Synthesis::seconds)
      .def_readonly("time", &Synthesis::time, "What they were spent on: (phase, seconds).")
      .def_readonly("conflict", &Synthesis::conflict,
                    "Of an infeasible answer: properties that can't be met together.")
      .def_readonly("is_minimal", &Synthesis::is_minimal, "... proved: without any one of these the others can.")
      .def_readonly("no_story", &Synthesis::no_story, "... why there is no story, where one was looked for.")
      .def_readonly("stronger_view", &Synthesis::stronger_view,
                    "... the answer where processes know who they are, or None.")
      .def_readonly("story", &Synthesis::story, "... an argument in executions; empty if there is none.")
      .def_readonly("story_svg", &Synthesis::story_svg)
      .def_readonly("stronger", &Synthesis::stronger,
                    "... a protocol where processes know who they are, if one was found.")
      .def_readonly("certificates", &Synthesis::certificates)
      .def_property_readonly("policy", [](const Synthesis& answer) { return py::bytes(answer.policy); })
      .def_readonly("warnings", &Synthesis::warnings)
      .def_readonly("summary", &Synthesis::summary, "As `ggms synth` prints it.")
      .def_readonly("json", &Synthesis::json, "As `ggms synth --json`.")
      .def("__repr__",
           [](const Synthesis& answer) { return "<ggms.Synthesis: " + to_string(answer.verdict) + ">"; })
      .def("__str__", [](const Synthesis& answer) { return answer.summary; });
}

}  // namespace

void add_answers(py::module_& module) {
  add_progress(module);
  add_verification(module);
  add_audit(module);
  add_synthesis(module);
}
