#include "spec/random_spec.h"

#include <set>
#include <utility>

namespace ggms::spec {

namespace {

const std::vector<std::string> kSorts = {"Process", "Start", "Choice", "Extra", "Bool"};
const std::vector<std::string> kNames = {"p", "q", "v", "w", "|x y|"};  // few, so that they shadow each other

std::vector<std::string> values_of(const std::string& sort) {
  if (sort == "Start") return {"left", "|mid dle|", "right"};
  if (sort == "Choice") return {"yes", "no"};
  return {"lone"};
}

}  // namespace

std::string RandomSpec::enumerations() const {
  return "(declare-datatypes ((Start 0) (Choice 0)) (((left) (|mid dle|) (right)) ((yes) (no))))\n"
         "(declare-datatype Extra ((lone)))\n";
}

std::string RandomSpec::vocabulary() const {
  return "(declare-fun init (Process) Start)\n"
         "(declare-fun decides (Process Choice) Bool)\n"
         "(declare-fun correct (Process) Bool)\n"
         "(declare-fun connected (Process) Bool)\n"
         "(declare-fun decided-by (Process Int) Bool)\n"
         "(declare-const lost Bool)\n"
         "(declare-fun crashed () Bool)\n"
         "(declare-const failures Int)\n";
}

std::string RandomSpec::definitions() {
  const std::vector<Definition> shapes = {
      {"holds-of", {"Process", "Start"}, "Bool"},
      {"of-both", {"Process", "Process", "Choice"}, "Bool"},
      {"from", {"Int"}, "Bool"},
      {"pick", {"Bool", "Process"}, "Process"},
      {"first", {}, "Start"},
  };
  std::string text = "(define-fun limit () Int (- 2))\n";
  for (const Definition& shape : shapes) {
    std::string parameters;
    for (std::size_t i = 0; i < shape.sorts.size(); ++i) {
      variables_.push_back({"a" + std::to_string(i), shape.sorts[i]});
      parameters += "(a" + std::to_string(i) + " " + shape.sorts[i] + ")";
    }
    text += "(define-fun " + shape.name + " (" + parameters + ") " + shape.result + " " +
            term(shape.result, 3) + ")\n";
    variables_.clear();
    definitions_.push_back(shape);
  }
  return text;
}

std::string RandomSpec::property(int depth) {
  return boolean(depth);
}

std::pair<std::string, std::string> RandomSpec::implication(int depth) {
  const std::string variables = sorted_variables(1 + below(3));
  // Wrapped, because quantifiers and implications merge with those around them.
  const std::string premise = "(or " + boolean(depth) + " crashed)";
  const std::string conclusion = "(and " + boolean(depth) + " lost)";
  variables_.clear();
  return {"(forall (" + variables + ") (=> " + premise + " " + conclusion + "))",
          "(exists (" + variables + ") " + premise + ")"};
}

/// Puts `count` new variables in force and returns their declaration.
std::string RandomSpec::sorted_variables(int count) {
  std::string text;
  std::set<std::string> used;
  for (int i = 0; i < count; ++i) {
    const std::string& name = kNames[static_cast<std::size_t>(below(static_cast<int>(kNames.size())))];
    if (!used.insert(name).second) continue;
    const std::string sort = below(2) == 0 ? "Process" : kSorts[static_cast<std::size_t>(below(5))];
    variables_.push_back({name, sort});
    text.append("(").append(name).append(" ").append(sort).append(")");
  }
  return text;
}

/// A variable of that sort that no later one hides; empty if there is none.
std::string RandomSpec::variable(const std::string& sort) {
  std::vector<std::string> fitting;
  std::set<std::string> seen;
  for (auto it = variables_.rbegin(); it != variables_.rend(); ++it) {
    if (seen.insert(it->name).second && it->sort == sort) fitting.push_back(it->name);
  }
  if (fitting.empty()) return "";
  return fitting[static_cast<std::size_t>(below(static_cast<int>(fitting.size())))];
}

std::string RandomSpec::literal() {
  std::string parameter = variable("Int");
  if (!parameter.empty() && below(2) == 0) return parameter;
  if (below(8) == 0) return "limit";
  if (below(5) == 0) return "(- " + std::to_string(below(3)) + ")";
  return std::to_string(below(4));
}

std::string RandomSpec::value(const std::string& sort) {
  const auto values = values_of(sort);
  const std::string& chosen = values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  return below(6) == 0 ? "(as " + chosen + " " + sort + ")" : chosen;
}

std::string RandomSpec::term(const std::string& sort, int depth) {
  if (sort == "Bool") return boolean(depth);
  if (sort == "Int") return literal();
  if (depth > 1 && below(5) == 0) {
    return "(ite " + boolean(depth - 2) + " " + term(sort, depth - 1) + " " + term(sort, depth - 1) + ")";
  }
  if (depth > 1 && below(8) == 0) return let(sort, depth);
  std::string known = variable(sort);
  if (sort == "Process") {
    if (depth > 1 && below(6) == 0 && definitions_.size() > 3) return application(definitions_[3], depth - 1);
    if (!known.empty() && below(5) != 0) return known;
    return below(2) == 0 ? "p1" : "|p2|";
  }
  if (sort == "Start" && below(3) != 0) {
    if (below(8) == 0 && definitions_.size() > 4) return "first";
    return "(init " + term("Process", depth - 1) + ")";
  }
  return !known.empty() && below(4) != 0 ? known : value(sort);
}

std::string RandomSpec::let(const std::string& sort, int depth) {
  std::string bindings;
  std::vector<Variable> bound;
  std::set<std::string> used;
  for (int i = 0; i < 2; ++i) {
    const std::string& name = kNames[static_cast<std::size_t>(below(static_cast<int>(kNames.size())))];
    if (!used.insert(name).second) continue;
    const std::string& of = kSorts[static_cast<std::size_t>(below(5))];
    bindings += "(" + name + " " + term(of, depth - 2) + ")";
    bound.push_back({name, of});
  }
  variables_.insert(variables_.end(), bound.begin(), bound.end());
  const std::string body = term(sort, depth - 1);
  variables_.resize(variables_.size() - bound.size());
  return "(let (" + bindings + ") " + body + ")";
}

std::string RandomSpec::application(const Definition& definition, int depth) {
  if (definition.sorts.empty()) return definition.name;
  std::string text = "(" + definition.name;
  for (const std::string& sort : definition.sorts) text += " " + term(sort, depth);
  return text + ")";
}

std::string RandomSpec::terms(const std::string& sort, int depth, int least, int most) {
  std::string text;
  const int count = least + below(most - least + 1);
  for (int i = 0; i < count; ++i) text += " " + term(sort, depth);
  return text;
}

std::string RandomSpec::comparison() {
  static const std::vector<std::string> relations = {"<", "<=", ">", ">=", "=", "distinct"};
  std::string text = "(" + relations[static_cast<std::size_t>(below(6))];
  const int count = 2 + below(2);
  const int failures = below(count);
  for (int i = 0; i < count; ++i) text += i == failures ? " failures" : " " + literal();
  return text + ")";
}

std::string RandomSpec::atom(int depth) {
  std::string known = variable("Bool");
  if (!known.empty() && below(4) == 0) return known;
  switch (below(12)) {
    case 0:
      return "lost";
    case 1:
      return "crashed";
    case 2:
      return "(correct " + term("Process", depth) + ")";
    case 3:
      return "(connected " + term("Process", depth) + ")";
    case 4:
      return "(decided-by " + term("Process", depth) + " " + literal() + ")";
    case 5:
      return comparison();
    case 6:
      return "((_ is " + values_of("Start")[static_cast<std::size_t>(below(3))] + ") " +
             term("Start", depth) + ")";
    case 7:
    case 8:
      return "(= " + term("Start", depth) + " " + term("Start", depth) + ")";
    default:
      return "(decides " + term("Process", depth) + " " + term("Choice", depth) + ")";
  }
}

std::string RandomSpec::quantifier(int depth) {
  const std::size_t before = variables_.size();
  const std::string variables = sorted_variables(1 + below(3));
  const std::string body = boolean(depth - 1);
  variables_.resize(before);
  return std::string(below(2) == 0 ? "(forall (" : "(exists (") + variables + ") " + body + ")";
}

std::string RandomSpec::boolean(int depth) {
  if (depth <= 0) return atom(0);
  switch (below(14)) {
    case 0:
      return "(not " + boolean(depth - 1) + ")";
    case 1:
      return "(and" + terms("Bool", depth - 1, 1, 3) + ")";
    case 2:
      return "(or" + terms("Bool", depth - 1, 1, 3) + ")";
    case 3:
      return "(=>" + terms("Bool", depth - 1, 2, 3) + ")";
    case 4:
      return "(xor" + terms("Bool", depth - 2, 2, 3) + ")";
    case 5:
      return "(ite" + terms("Bool", depth - 1, 3, 3) + ")";
    case 6:
    case 7: {
      const std::string& sort = kSorts[static_cast<std::size_t>(below(5))];
      return std::string(below(2) == 0 ? "(=" : "(distinct") + terms(sort, depth - 2, 2, 3) + ")";
    }
    case 8:
      return let("Bool", depth);
    case 9:
      if (!definitions_.empty()) {
        const int which = below(static_cast<int>(definitions_.size()));
        if (which < 3) return application(definitions_[static_cast<std::size_t>(which)], depth - 1);
      }
      return atom(depth - 1);
    default:
      return quantifier(depth);
  }
}

}  // namespace ggms::spec
