// The commands of the program: each is a list of options from option_list.cpp, setting_options.cpp and the
// like, and help that starts with examples.

#include "cli/command_line.h"

#include <algorithm>

#include "cli/bench_options.h"
#include "cli/help.h"
#include "cli/learning_options.h"
#include "cli/option_list.h"
#include "cli/option_value.h"
#include "cli/setting_options.h"

namespace ggms::cli {

namespace {

CLI::App& add_command(CLI::App& program, const std::string& name, const std::string& about) {
  return *program.add_subcommand(name, about)->group("Commands");
}

constexpr const char* kSpecFile = "the specification: an SMT-LIB file, or the name of one in specs";
constexpr const char* kProtocolFile = "the protocol, as ggms synth writes it";

void add_synth(CLI::App& program, SynthOptions& options) {
  CLI::App& app =
      add_command(program, "synth", R"(finds a protocol for a specification, or proves that there is none

Examples:
  ggms synth specs/consensus.smt2 -n 3 --faults crash=2 -r 3 -s 2 -o protocol.json
  ggms synth specs/atomic-commit.smt2 -n 3 --faults crash=1     (the smallest that works)
  ggms synth specs/consensus.smt2 -n 100 --faults crash=10 -r 11 -s 2 --view counts --engine exact
  ggms synth specs/consensus.smt2 -n 2 --faults crash=1 -r 2 -s 2 --engine exact --all
)");
  add_input(app, "SPEC", kSpecFile, options.spec);
  add_processes(app, options.processes);
  add_faults(app, options.faults);
  add_size(app, options);
  add_view(app, options.view);
  add_decide(app, options.decide);
  add_engine(app, options.engine);
  add_strategy(app, options.strategy);
  add_seed(app, "the same seed gives the same answer", options.seed);
  add_timeout(app, options.limits);
  add_memory(app, options.limits);
  add_threads(app, "the exact engine", options.threads);
  CLI::Option* output = add_output(app, "-o,--output", "write the protocol to this file", options.output);
  CLI::Option* all = add_all(app, options);
  CLI::Option* count = add_count(app, options.count)->excludes(all)->excludes(output);
  add_certificate(app, options.certificate)->excludes(all)->excludes(count);
  add_total(app, options.total)->excludes(count);
  add_explain(app, options.explain);
  add_story(app, options.story);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
  add_learning(app, options);
}

void add_verify(CLI::App& program, VerifyOptions& options) {
  CLI::App& app = add_command(program, "verify", R"(checks a protocol in every possible execution

Examples:
  ggms verify protocol.json
  ggms verify protocol.json --faults loss=1 --trace broken.json
  ggms verify protocol.json --faults loss=1 --trace broken.svg
  ggms verify protocol.json --spec specs/correct-consensus.smt2 --json
  ggms verify protocol.json --faults loss=1 --property agreement
  ggms verify protocol.json --margin
)");
  add_input(app, "PROTOCOL", kProtocolFile, options.protocol);
  add_spec(app, "check this specification", options.spec);
  add_faults(app, options.faults);
  add_properties(app, options.properties);
  add_margin(app, options.margin);
  add_method(app, options.method);
  add_trace(app, "the counterexample, if there is one,", options.trace);
  add_timeout(app, options.limits);
  add_memory(app, options.limits);
  add_threads(app, "the explicit method", options.threads);
  add_repeat(app, options.repeat);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_show(CLI::App& program, ShowOptions& options) {
  CLI::App& app = add_command(program, "show", R"(prints a protocol as a table

Example:
  ggms show protocol.json
)");
  add_input(app, "PROTOCOL", kProtocolFile, options.protocol);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_complete(CLI::App& program, CompleteOptions& options) {
  CLI::App& app =
      add_command(program, "complete", R"(fills in the entries that a protocol's table lacks, by its rules

Examples:
  ggms complete protocol.json -o total.json
  ggms verify total.json --faults crash=2,loss=1

ggms verifies the result before it writes it. The exit code is 1 if the
protocol violates its specification.
)");
  add_input(app, "PROTOCOL", kProtocolFile, options.protocol);
  add_text(app, "-o,--output", "FILE", "write to this file (default: standard output)", options.output);
  add_timeout(app, options.limits);
  add_memory(app, options.limits);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_simulate(CLI::App& program, SimulateOptions& options, bool& random) {
  CLI::App& app = add_command(program, "simulate", R"(draws one execution of a protocol

Examples:
  ggms simulate protocol.json --random --seed 7
  ggms simulate protocol.json --random --save scenario.json
  ggms simulate protocol.json --scenario scenario.json --faults crash=3
  ggms simulate protocol.json --random --seed 7 --trace run.itf.json

The exit code is 1 if the execution violates the specification.
)");
  add_input(app, "PROTOCOL", kProtocolFile, options.protocol);
  CLI::Option* scenario = add_scenario(app, options.scenario);
  CLI::Option* draw = add_random(app, random)->excludes(scenario);
  add_seed(app, "the same seed gives the same scenario", options.seed)->needs(draw);
  add_faults(app, options.faults);
  add_output(app, "--save", "write the scenario to this file", options.save);
  add_trace(app, "the execution", options.trace);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_export(CLI::App& program, ExportOptions& options) {
  CLI::App& app = add_command(program, "export", R"(writes a protocol in the language of another tool

Examples:
  ggms export protocol.json --to promela -o protocol.pml
  ggms export protocol.json --to murphi --faults crash=3 -o protocol.m

The first lines of what is written say how to check it; docs/exports.md tells
more.
)");
  add_input(app, "PROTOCOL", kProtocolFile, options.protocol);
  add_export_format(app, options.format);
  add_spec(app, "export the properties of this specification", options.spec);
  add_faults(app, options.faults);
  add_text(app, "-o,--output", "FILE", "write to this file (default: standard output)", options.output);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_certify(CLI::App& program, CertifyOptions& options) {
  CLI::App& app = add_command(program, "certify",
                              R"(audits a protocol, or a certificate, by other means than those that found it

Examples:
  ggms certify protocol.json
  ggms certify certificates --spec specs/consensus.smt2
  ggms certify certificates --spec specs/consensus.smt2 -n 4 --faults crash=2 -s 2

-n, --faults, -r, -s, --view, --decide and --spec say what you expect it to be
about. A certificate about another question is refused (exit code 2) before
anything is audited.
)");
  add_input(app, "FILE", "a protocol file, or a folder that ggms synth --certificate wrote", options.file);
  add_expectations(app, options);
  add_timeout(app, options.limits);
  add_memory(app, options.limits);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_check(CLI::App& program, CheckOptions& options) {
  CLI::App& app = add_command(program, "check", R"(reads a specification, and warns of what looks wrong

Examples:
  ggms check mine.smt2
  ggms check consensus --json      (one that is installed)

Prints its values, the premise of each property, and whether it tells
processes apart. ggms synth warns of what is wrong in one setting only.
)");
  add_input(app, "SPEC", kSpecFile, options.spec);
  add_json(app, options.json);
  add_quiet(app, options.quiet);
}

void add_help(CLI::App& program, std::string& topic) {
  CLI::App& app = add_command(program, "help", R"(tells all about a command, or a topic

Examples:
  ggms help synth
  ggms help specification     (what one may say)
  ggms help faults            (what may fail)
  ggms help views             (what processes see)
  ggms help files             (what is read and written)
  ggms help semantics         (what a round, a crash and a decision are)
  ggms help exit-codes
)");
  add_topic(app, topic);
}

void add_bench(CLI::App& program, BenchOptions& options) {
  CLI::App& app =
      add_command(program, "bench", R"(measures engines: the GGMS paper's table, or what theory says

Examples:
  ggms bench table1
  ggms bench table1 --runs 3 --settings con-3-2,ac-3-2 --timeout 60
  ggms bench table1 --results table1.jsonl --format markdown    (again: goes on where it ended)
  ggms bench table1 --engines exact,exact:view=counts -- --memory 1024
  ggms bench feasibility
  ggms bench feasibility --only byzantine,two-generals --format json

Each run is a process of its own, 'ggms synth' with seed 1, 2, ... Exit code of
table1: 0 if every run found a protocol, 3 if not. Of feasibility, which asks
the exact engine: 0 if all agrees with what is known, 1 if something contradicts
it, 3 if something is undecided.
)");
  add_input(app, "TABLE", "what to measure: table1, the GGMS paper's, or feasibility, what theory says",
            options.table);
  add_synth_options(app, options.synth_options);
  add_runs(app, options.runs);
  add_engines(app, options.engines);
  add_settings(app, options.settings);
  add_only(app, options.only);
  add_timeout(app, options.limits, "give up each run", "0, for feasibility 60");
  add_specs(app, options.specs);
  add_output(app, "--results",
             "keep every finished run in this file, one JSON object a line; runs that are there are not made "
             "again",
             options.results);
  CLI::Option* format = add_format(app, options.format);
  app.add_flag_callback(
         "--json", [&options] { options.format = BenchFormat::kJson; }, fitted("the same as --format json"))
      ->excludes(format)
      ->option_text(" ");
  add_quiet(app, options.quiet);
}

constexpr const char* kAbout = R"(Discovers distributed protocols and proves them right.

Examples:
  ggms synth specs/consensus.smt2 -n 3 --faults crash=2 -r 3 -s 2 -o protocol.json
  ggms show protocol.json
  ggms verify protocol.json
  ggms simulate protocol.json --random --seed 7
  ggms export protocol.json --to promela -o protocol.pml
  ggms certify protocol.json
  ggms check specs/consensus.smt2
  ggms help specification
  ggms bench feasibility

ggms COMMAND --help tells all about a command, and ggms help TOPIC about
specification, faults, views, files, semantics or exit-codes.
Exit codes: 0 the asked-for answer, 1 a definite no, 2 wrong input or an output
that can't be written, 3 unknown (time, memory or caps reached, interrupted),
4 an internal check failed.
)";

}  // namespace

CommandLine::CommandLine() : app(kAbout, "ggms") {
  app.formatter(help_layout());
  app.set_version_flag("--version", std::string(kVersion), "Print the version and exit");
  app.require_subcommand(1);
  add_synth(app, synth);
  add_verify(app, verify);
  add_show(app, show);
  add_complete(app, complete);
  add_simulate(app, simulate, random);
  add_export(app, exports);
  add_certify(app, certify);
  add_check(app, check);
  add_bench(app, bench);
  add_help(app, topic);
}

std::string message_of(const base::Error& error) {
  const auto* of_field = dynamic_cast<const base::FieldError*>(&error);
  if (of_field == nullptr) return error.what();
  std::string flag = "--" + of_field->field();
  std::replace(flag.begin(), flag.end(), '_', '-');
  const CommandLine all;
  const std::vector<const CLI::App*> commands = all.app.get_subcommands([](const CLI::App*) { return true; });
  const bool exists = std::any_of(commands.begin(), commands.end(), [&](const CLI::App* command) {
    return command->get_option_no_throw(flag) != nullptr;
  });
  return exists ? flag + ": " + of_field->message() : error.what();
}

}  // namespace ggms::cli
