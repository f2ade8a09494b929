// Calls that take long, and protocols, which make most of them.

#include <pybind11/stl.h>

#include <algorithm>
#include <functional>
#include <map>

#include "classes.h"
#include "waiting.h"

namespace {

using Learning = std::map<std::string, py::object>;

/// What gives a specification: the one that is given, or that of a file.
std::function<ggms::Specification(const ggms::Limits&)> specification_of(const py::object& given) {
  if (py::isinstance<ggms::Specification>(given))
    return [spec = py::cast<ggms::Specification>(given)](const ggms::Limits&) { return spec; };
  return [path = path_of(given)](const ggms::Limits& limits) { return ggms::Specification::load(path, limits); };
}

/// The same where none may be given.
std::optional<ggms::Specification> optional_specification(const py::object& given) {
  if (given.is_none()) return std::nullopt;
  return waited(specification_of(given));
}

/// Options of learning: names with "_" or "-", values as Python has them.
std::vector<std::pair<std::string, std::string>> learning_of(const Learning& learning) {
  std::vector<std::pair<std::string, std::string>> named;
  for (const auto& [name, value] : learning) {
    std::string spelt = name;
    std::replace(spelt.begin(), spelt.end(), '_', '-');
    const bool is_switch = py::isinstance<py::bool_>(value);
    named.emplace_back(spelt, is_switch ? (value.cast<bool>() ? "true" : "false")
                                        : py::cast<std::string>(py::str(value)));
  }
  return named;
}

ggms::Expectations expectations_of(const py::object& specification, const std::string& claim,
                                   std::optional<int> n, std::optional<int> rounds, const py::object& states,
                                   const std::string& faults, const std::string& view, const std::string& decide) {
  ggms::Expectations expected;
  expected.specification = optional_specification(specification);
  expected.claim = claim;
  expected.processes = n;
  expected.rounds = rounds;
  expected.any_states = py::isinstance<py::str>(states) && py::cast<std::string>(states) == "any";
  if (!expected.any_states && !states.is_none()) {
    if (!py::isinstance<py::int_>(states)) throw py::type_error("states: a number, 'any' or None");
    expected.states = py::cast<int>(states);
  }
  expected.faults = faults;
  expected.view = view;
  expected.decide = decide;
  return expected;
}

ggms::Synthesis synthesize(const py::object& spec, int n, const std::string& faults, std::optional<int> rounds,
                           std::optional<int> states, const std::string& view, const std::string& decide,
                           const std::string& engine, const std::string& strategy, std::uint64_t seed, int threads,
                           double timeout, std::uint64_t memory, std::optional<int> max_rounds, int max_states, bool total,
                           bool certificates, std::optional<double> explain, bool all,
                           std::optional<std::uint64_t> all_limit, bool count, bool count_failing, const Learning& learning,
                           const std::optional<py::bytes>& policy, const std::optional<py::bytes>& resume,
                           bool keep_policy,
                           const py::object& progress, const py::object& checkpoint,
                           const std::optional<ggms::StopToken>& stop) {
  const auto specification = specification_of(spec);
  ggms::SynthesisOptions options;
  options.engine = engine;
  options.strategy = strategy;
  options.seed = seed;
  options.threads = threads;
  options.max_rounds = max_rounds;
  options.max_states = max_states;
  options.total = total;
  options.certificates = certificates;
  options.explain = explain;
  options.all = all;
  options.all_limit = all_limit;
  options.count = count;
  options.count_failing = count_failing;
  options.learning = learning_of(learning);
  if (policy) options.policy = *policy;
  if (resume) options.resume = *resume;
  options.keep_policy = keep_policy;
  return waited(timeout, memory, stop, [&](const ggms::Limits& limits, Waiting& waiting) {
    options.limits = limits;
    options.on_progress = waiting.hearing<ggms::Progress>(progress);
    options.on_checkpoint = waiting.hearing_bytes(checkpoint);
    return ggms::synthesize(specification(limits), {n, faults, rounds, states, view, decide}, options);
  });
}

void add_protocol(py::module_& module) {
  using ggms::Protocol;
  py::class_<Protocol>(module, "Protocol",
                       "A state machine that every process runs, with the specification and the setting that it is for.")
      .def_static(
          "load",
          [](const py::object& path) {
            return waited([name = path_of(path)](const ggms::Limits& limits) { return Protocol::load(name, limits); });
          },
          py::arg("path"),
          "Reads a protocol file.")
      .def(py::init(&Protocol::parse), py::arg("text"), py::arg("name") = "protocol", "As parse().")
      .def_static("parse", &Protocol::parse, py::arg("text"), py::arg("name") = "protocol",
                  "Reads the text of one; `name` is what errors cite.")
      .def(
          "save",
          [](const Protocol& protocol, const py::object& path) {
            waited([&, name = path_of(path)](const ggms::Limits& limits) {
              protocol.save(name, limits);
              return true;
            });
          },
          py::arg("path"), "Writes its file.")
      .def_property_readonly("text", &Protocol::text, "Of its file.")
      .def_property_readonly("specification", &Protocol::specification)
      .def_property_readonly("setting", &Protocol::setting)
      .def_property_readonly("transitions", &Protocol::transitions)
      .def_property_readonly("table", &Protocol::table, "The machine as `ggms show` prints it.")
      .def_property_readonly("rules", &Protocol::rules, "The same in parts.")
      .def("json", &Protocol::json, "As `ggms show --json`.")
      .def(
          "exported",
          [](const Protocol& protocol, const std::string& format, const std::optional<std::string>& faults,
             const py::object& spec) {
            const auto other = optional_specification(spec);
            return waited([&](const ggms::Limits&) { return protocol.exported(format, faults, other); });
          },
          py::arg("format"), py::kw_only(), py::arg("faults") = py::none(), py::arg("spec") = py::none(),
          "In the language of another tool: promela, murphi, smt2, quint, tla, cpp, dot or csv.")
      .def(
          "next",
          [](const Protocol& protocol, int round, std::vector<std::string> received,
             const std::map<std::string, int>& counts, std::string own, int process) {
            ggms::Transition asked;
            asked.round = round;
            asked.process = process;
            asked.received = std::move(received);
            asked.counts.assign(counts.begin(), counts.end());
            asked.own = std::move(own);
            return protocol.next(asked);
          },
          py::arg("round"), py::arg("received") = std::vector<std::string>(), py::kw_only(),
          py::arg("counts") = std::map<std::string, int>(), py::arg("own") = "", py::arg("process") = 0,
          "The next state of a process that received this; None: there is no entry.")
      .def(
          "verify",
          [](const Protocol& protocol, const py::object& spec, std::optional<std::string> faults,
             std::vector<std::string> properties, const std::string& method, int threads, bool margin, double timeout,
             std::uint64_t memory, const py::object& on_margin, const std::optional<ggms::StopToken>& stop) {
            Protocol::VerifyOptions options;
            options.specification = optional_specification(spec);
            options.faults = std::move(faults);
            options.properties = std::move(properties);
            options.method = method;
            options.threads = threads;
            options.margin = margin;
            return waited(timeout, memory, stop, [&](const ggms::Limits& limits, Waiting& waiting) {
              options.limits = limits;
              options.on_margin = waiting.hearing<std::string>(on_margin);
              return protocol.verify(options);
            });
          },
          py::kw_only(), py::arg("spec") = py::none(), py::arg("faults") = py::none(),
          py::arg("properties") = std::vector<std::string>(), py::arg("method") = "explicit", py::arg("threads") = 0,
          py::arg("margin") = false, py::arg("timeout") = 0.0, py::arg("memory") = 0, py::arg("on_margin") = py::none(),
          py::arg("stop") = py::none(), "Checks every possible execution.")
      .def(
          "simulate",
          [](const Protocol& protocol, const ggms::Scenario& scenario, const std::optional<std::string>& faults) {
            return protocol.simulate(scenario, faults);
          },
          py::arg("scenario"), py::kw_only(), py::arg("faults") = py::none(), "One execution.")
      .def(
          "simulate",
          [](const Protocol& protocol, std::uint64_t seed, const std::optional<std::string>& faults) {
            return protocol.simulate(seed, faults);
          },
          py::arg("seed"), py::kw_only(), py::arg("faults") = py::none(), "One execution, drawn at random.")
      .def(
          "certify",
          [](const Protocol& protocol, const py::object& spec, const std::string& claim, std::optional<int> n,
             std::optional<int> rounds, const py::object& states, const std::string& faults, const std::string& view,
             const std::string& decide, double timeout, std::uint64_t memory,
             const std::optional<ggms::StopToken>& stop) {
            const ggms::Expectations expected =
                expectations_of(spec, claim, n, rounds, states, faults, view, decide);
            return waited(timeout, memory, stop, [&](const ggms::Limits& limits, Waiting&) { return protocol.certify(expected, limits); });
          },
          py::kw_only(), py::arg("spec") = py::none(), py::arg("claim") = "", py::arg("n") = py::none(),
          py::arg("rounds") = py::none(), py::arg("states") = py::none(), py::arg("faults") = "", py::arg("view") = "",
          py::arg("decide") = "", py::arg("timeout") = 0.0, py::arg("memory") = 0, py::arg("stop") = py::none(),
          "Audits the protocol, by code that shares only general helpers with what found it.")
      .def(
          "certificate",
          [](const Protocol& protocol, double timeout, std::uint64_t memory,
             const std::optional<ggms::StopToken>& stop) {
            return waited(timeout, memory, stop, [&](const ggms::Limits& limits, Waiting&) { return protocol.certificate(limits); });
          },
          py::kw_only(), py::arg("timeout") = 0.0, py::arg("memory") = 0, py::arg("stop") = py::none(),
          "Files with which other programs can audit it; None where there are too many configurations.")
      .def(
          "complete",
          [](const Protocol& protocol, double timeout, std::uint64_t memory,
             const std::optional<ggms::StopToken>& stop) {
            return waited(timeout, memory, stop, [&](const ggms::Limits& limits, Waiting&) { return protocol.complete(limits); });
          },
          py::kw_only(), py::arg("timeout") = 0.0, py::arg("memory") = 0, py::arg("stop") = py::none(),
          "The same with an entry for everything that a process could receive.")
      .def("__reduce_ex__",
           [](const Protocol& protocol, int) {
             return py::make_tuple(py::type::of<Protocol>(), py::make_tuple(protocol.text()));
           })
      .def("__repr__",
           [](const Protocol& protocol) {
             return "<ggms.Protocol for " + protocol.specification().name() + ", " +
                    std::to_string(protocol.setting().processes) + " processes>";
           })
      .def("__str__", &Protocol::table);
}

void add_synthesize(py::module_& module) {
  using namespace py::literals;
  module.def("synthesize", &synthesize, "spec"_a, "n"_a, py::kw_only(), "faults"_a = "none", "rounds"_a = py::none(),
             "states"_a = py::none(), "view"_a = "vector", "decide"_a = "last", "engine"_a = "ggms",
             "strategy"_a = "auto", "seed"_a = 1,
             "threads"_a = 0, "timeout"_a = 0.0, "memory"_a = 0, "max_rounds"_a = py::none(), "max_states"_a = 4,
             "total"_a = false, "certificates"_a = false, "explain"_a = py::none(), "all"_a = false,
             "all_limit"_a = py::none(), "count"_a = false, "count_failing"_a = false, "learning"_a = Learning(), "policy"_a = py::none(),
             "resume"_a = py::none(), "keep_policy"_a = false, "progress"_a = py::none(),
             "checkpoint"_a = py::none(), "stop"_a = py::none(),
             "Looks for a protocol of `n` processes.\n\n"
             "spec: a Specification, or the path of one. rounds, states: None lets them grow from 1.\n"
             "timeout: seconds; memory: MiB; 0 is no limit. learning: options of the learning engines by name.\n"
             "progress: called with a Progress now and then; checkpoint: with bytes for `resume` after each episode.");
}

void add_certify(py::module_& module) {
  module.def(
      "certify",
      [](const std::vector<ggms::Certificate>& certificates, const py::object& spec, const std::string& claim,
         std::optional<int> n, std::optional<int> rounds, const py::object& states, const std::string& faults,
         const std::string& view, const std::string& decide, double timeout, std::uint64_t memory,
         const std::optional<ggms::StopToken>& stop) {
        const ggms::Expectations expected = expectations_of(spec, claim, n, rounds, states, faults, view, decide);
        return waited(timeout, memory, stop, [&](const ggms::Limits& limits, Waiting&) { return ggms::certify(certificates, expected, limits); });
      },
      py::arg("certificates"), py::kw_only(), py::arg("spec") = py::none(), py::arg("claim") = "",
      py::arg("n") = py::none(), py::arg("rounds") = py::none(), py::arg("states") = py::none(), py::arg("faults") = "",
      py::arg("view") = "", py::arg("decide") = "", py::arg("timeout") = 0.0, py::arg("memory") = 0,
      py::arg("stop") = py::none(),
      "Audits certificates, by code that shares only general helpers with what made them. An expectation that is not met is an "
      "Error; states may be 'any'.");
}

}  // namespace

void add_calls(py::module_& module) {
  module.def("engines", &ggms::engines, "The engines that `synthesize` knows.");
  module.def("faults", &ggms::faults, "What `faults` is put together from, each with a number.");
  module.def("views", &ggms::views, "What `view` takes.");
  module.def("export_formats", &ggms::export_formats, "What `Protocol.exported` takes.");
  add_protocol(module);
  add_synthesize(module);
  add_certify(module);
}
