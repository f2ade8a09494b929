// Explains why a run breaks a property: which processes its quantified variables stand for, and the values of
// these processes that the property looks at. Takes the names of variables and the property's text from the
// specification's text.

#include "report/runs/blame.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "report/words.h"
#include "spec/sexpr.h"
#include "verify/check.h"

namespace ggms::report {

namespace {

constexpr double kMaxTuples = 1e6;  // assignments that are tried for the values of a counterexample

/// The first assignment of a universal statement that a run falsifies.
std::optional<std::vector<int>> falsifying_tuple(const spec::Formulas& formulas,
                                                 const spec::Universal& universal,
                                                 const spec::Outcome& outcome) {
  const int n = static_cast<int>(outcome.processes.size());
  double tuples = 1;
  for (int i = 0; i < universal.width; ++i) tuples *= n;
  if (universal.width == 0 || tuples > kMaxTuples) return std::nullopt;
  std::vector<int> who(static_cast<std::size_t>(universal.width), 0);
  for (;;) {
    std::vector<const spec::Observation*> observed;
    for (const int p : who) observed.push_back(&outcome.processes[static_cast<std::size_t>(p)]);
    if (!spec::matrix_holds(formulas, universal.matrix, observed, who, outcome.facts)) return who;
    std::size_t i = who.size();
    while (i > 0 && ++who[i - 1] == n) who[--i] = 0;
    if (i == 0) return std::nullopt;
  }
}

/// The kinds of atoms in a property.
std::set<spec::Op> atoms_of(const model::Problem& problem, int property) {
  const spec::Spec& spec = problem.specification();
  std::set<spec::Op> ops;
  for (const spec::NodeId part :
       spec.formulas.parts(spec.properties[static_cast<std::size_t>(property)].formula))
    ops.insert(spec.formulas[part].op);
  return ops;
}

/// "decided zero, correct": what a property with these atoms sees of a process.
std::string values_of(const model::Problem& problem, const spec::Observation& seen,
                      const std::set<spec::Op>& atoms) {
  const spec::Spec& spec = problem.specification();
  std::vector<std::string> values;
  if (atoms.contains(spec::Op::kInit)) {
    values.push_back("started with " + spec.initial[static_cast<std::size_t>(seen.initial)]);
  }
  if (atoms.contains(spec::Op::kDecides) || atoms.contains(spec::Op::kDecidedBy)) {
    std::string text = "decided nothing";
    if (seen.decision != spec::Observation::kNone) {
      text = "decided " + spec.decisions[static_cast<std::size_t>(seen.decision)];
      if (atoms.contains(spec::Op::kDecidedBy)) text += fmt::format(" in round {}", seen.decided_in);
    }
    values.push_back(text);
  }
  if (atoms.contains(spec::Op::kCorrect)) values.emplace_back(seen.correct ? "correct" : "faulty");
  if (atoms.contains(spec::Op::kConnected))
    values.emplace_back(seen.connected ? "connected" : "not connected");
  return fmt::format("{}", fmt::join(values, ", "));
}

std::vector<std::string> facts_of(const spec::RunFacts& facts, const std::set<spec::Op>& atoms) {
  std::vector<std::string> texts;
  if (atoms.contains(spec::Op::kLost))
    texts.emplace_back(facts.lost ? "a message was lost" : "no message was lost");
  if (atoms.contains(spec::Op::kCrashed))
    texts.emplace_back(facts.crashed ? "a process crashed" : "no process crashed");
  if (atoms.contains(spec::Op::kFailuresAtLeast)) {
    texts.push_back(counted(static_cast<std::uint64_t>(facts.failures), "failure"));
  }
  return texts;
}

/// A property as its author wrote it.
struct Source {
  std::string text;                    // on one line
  std::vector<std::string> variables;  // of its leading foralls over processes
};

Source source_of(const spec::Spec& spec, const spec::Property& property) {
  Source source;
  const spec::SexprText text = spec::read_sexprs(spec.text, spec.name);
  const auto form = std::find_if(text.forms.begin(), text.forms.end(), [&](const spec::Sexpr& candidate) {
    return candidate.begin.line == property.line && candidate.begin.column == property.column;
  });
  if (form == text.forms.end() || form->items.size() < 2 || form->items[1].items.size() < 2) return source;
  const spec::Sexpr* body = &form->items[1].items[1];  // (assert (! body :named name))
  for (std::size_t i = body->begin.offset; i <= body->last && i < text.without_comments.size(); ++i) {
    const char c = text.without_comments[i];
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      source.text += c;
    } else if (source.text.back() != ' ') {
      source.text += ' ';
    }
  }
  while (body->is_list() && body->items.size() == 3 && body->items[0].is_symbol("forall")) {
    for (const spec::Sexpr& binding : body->items[1].items) {
      if (binding.items.size() == 2 && binding.items[1].is_symbol("Process")) {
        source.variables.push_back(binding.items[0].text);
      }
    }
    body = &body->items[2];
  }
  return source;
}

std::string undefined_text(const model::Problem& problem, const model::Missing& missing) {
  return fmt::format("undefined: in round {} p{} received {}, and the machine has no entry for that",
                     missing.entry.round, missing.process + 1, received_text(problem, missing.entry));
}

}  // namespace

std::vector<int> culprits(const model::Problem& problem, const model::Execution& execution, int property) {
  if (property == verify::Violation::kUndefined || execution.missing) return {};
  const spec::Spec& spec = problem.specification();
  const std::vector<int> leading = spec::falsifying_processes(
      spec.formulas, spec.properties[static_cast<std::size_t>(property)].formula, execution.outcome);
  if (!leading.empty()) return leading;
  const spec::Compiled& compiled = problem.compiled();
  for (const spec::Universal& universal :
       compiled.properties()[static_cast<std::size_t>(property)].universals) {
    const auto tuple = falsifying_tuple(compiled.formulas(), universal, execution.outcome);
    if (tuple) return *tuple;
  }
  return {};
}

std::string received_text(const model::Problem& problem, const model::Entry& entry) {
  const model::Setting& setting = problem.setting();
  const model::Received received = model::Keys(setting, entry.round).decode(entry.key);
  const auto name = [&](int state) {
    return state == model::Received::kLost ? "lost" : problem.state_name(entry.round - 1, state);
  };
  std::vector<std::string> parts;
  if (!received.by_sender.empty()) {
    for (const int state : received.by_sender) parts.push_back(name(state));
    return fmt::format("({})", fmt::join(parts, ", "));
  }
  const int letters = setting.alphabet(entry.round - 1);
  for (int state = 0; state <= letters; ++state) {
    const int count = received.counts[static_cast<std::size_t>(state)];
    if (count > 0) parts.push_back(fmt::format("{} {}", count, state == letters ? "lost" : name(state)));
  }
  const std::string own = setting.view == model::View::kCountsOwn
                              ? fmt::format(" (own state {})", name(received.own))
                              : std::string();
  return fmt::format("{}{}", fmt::join(parts, ", "), own);
}

std::string blame(const model::Problem& problem, const model::Execution& execution, int property,
                  const Style& style) {
  if (property == verify::Violation::kUndefined || execution.missing) {
    const std::string what = execution.missing ? undefined_text(problem, *execution.missing) : "undefined";
    return red(style, wrapped(what, style.width, 2)) + "\n";
  }
  const spec::Property& broken = problem.specification().properties[static_cast<std::size_t>(property)];
  const std::set<spec::Op> atoms = atoms_of(problem, property);
  const Source source = source_of(problem.specification(), broken);
  const std::vector<int> processes = culprits(problem, execution, property);

  std::vector<std::string> parts;
  for (std::size_t i = 0; i < processes.size(); ++i) {
    const auto p = static_cast<std::size_t>(processes[i]);
    const std::string variable =
        source.variables.size() == processes.size() ? source.variables[i] + " = " : "";
    const std::string values = values_of(problem, execution.outcome.processes[p], atoms);
    const std::string part =
        fmt::format("{}p{}{}", variable, p + 1, values.empty() ? "" : " (" + values + ")");
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
  }
  for (std::string& fact : facts_of(execution.outcome.facts, atoms)) parts.push_back(std::move(fact));

  std::string text = broken.name + " is broken" + (parts.empty() ? "" : ": ");
  text = red(style, wrapped(text + fmt::format("{}", fmt::join(parts, "; ")), style.width, 2)) + "\n";
  if (!source.text.empty()) text += "  " + dim(style, wrapped(source.text, style.width, 4, 2)) + "\n";
  return text;
}

}  // namespace ggms::report
