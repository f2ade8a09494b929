// Reads a specification into Z3's terms, and writes quantifiers out. Z3's parser gets the sort Process as an
// enumeration of the processes. So quantifiers over processes, over enumerations and over Bool all work
// alike: each is the conjunction or disjunction of its instances.
#include "audit/terms.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "audit/choices.h"
#include "audit/spec.h"
#include "audit/text.h"
#include "base/check.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr int kDeepestTerm = 3000;    // terms inside terms; so recursion can't overflow the stack
constexpr double kMostChoices = 1e6;  // choices of values for the variables of one quantifier
constexpr std::size_t kMostInstances = std::size_t{1} << 23U;  // of one property's quantifiers, written out

}  // namespace

z3::expr_vector values_of(const z3::sort& sort) {
  z3::context& context = sort.ctx();
  z3::expr_vector result(context);
  for (unsigned i = 0; i < Z3_get_datatype_sort_num_constructors(context, sort); ++i) {
    const z3::func_decl constructor(context, Z3_get_datatype_sort_constructor(context, sort, i));
    if (constructor.arity() != 0) throw z3::exception("a datatype is not an enumeration");
    result.push_back(constructor());
  }
  return result;
}

Terms::Terms(const Protocol& protocol, const std::string& file_name, Poll poll)
    : where_(file_name + ": spec.text"),
      poll_(std::move(poll)),
      process_(enumerate_processes(protocol.processes)),
      processes_(values_of(process_)),
      terms_(context_),
      initial_(context_),
      decision_(context_) {
  const SpecText text = scan_spec(protocol.spec_text, where_);
  names_ = text.properties;
  parse(text);
  check_values(initial_.range(), protocol.initial, "init", "initial");
  check_values(decision_.domain(1), protocol.decisions, "decides", "decisions");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    std::unordered_map<unsigned, int> seen;
    depth_ =
        std::max(depth_, check_term(property(i), fmt::format("property {}", in_quotes(names_[i])), seen, 0));
    if (const auto refused = too_many_choices(names_[i], property(i), process_, protocol.processes))
      fail(*refused);
  }
  if (!named_.empty() && *named_.rbegin() > protocol.processes) {
    fail(fmt::format("p{} is named, but there are {} processes", *named_.rbegin(), protocol.processes));
  }
}

void Terms::fail(const std::string& message) const {
  throw base::Error(where_ + ": " + message);
}

/// Turns Z3's `(error "line 3 column 7: message")` lines into one of ours.
void Terms::fail_at(const std::string& message) const {
  int line = 0, column = 0, skipped = 0;
  const auto quote = message.find('"');
  std::string rest = quote == std::string::npos ? message : message.substr(quote + 1);
  if (std::sscanf(rest.c_str(), "line %d column %d: %n", &line, &column, &skipped) != 2)
    fail(in_quotes(rest));
  rest = rest.substr(static_cast<std::size_t>(skipped));
  throw base::Error(where_, line, column, in_quotes(rest.substr(0, rest.find("\")\n"))));
}

z3::sort Terms::enumerate_processes(int processes) {
  std::vector<std::string> names;
  std::vector<const char*> pointers;
  for (int i = 1; i <= processes; ++i) names.push_back(fmt::format("process {}", i));
  for (const std::string& name : names) pointers.push_back(name.c_str());
  z3::func_decl_vector constants(context_), testers(context_);
  return context_.enumeration_sort("Process", static_cast<unsigned>(names.size()), pointers.data(), constants,
                                   testers);
}

void Terms::parse(const SpecText& text) {
  // Two additional assertions make the parser tell the sorts of init and decides, even if no property uses
  // them.
  const std::string probes = fmt::format(
      "\n(assert (forall ((p Process)) (= (init p) (init p))))"
      "\n(assert (forall ((p Process) (v |{}|)) (decides p v)))",
      text.decision_sort);
  z3::sort_vector sorts(context_);
  sorts.push_back(process_);
  try {
    terms_ = context_.parse_string((text.for_z3 + probes).c_str(), sorts, z3::func_decl_vector(context_));
  } catch (const z3::exception& error) {
    base::check_memory(error);
    fail_at(error.msg());
  }
  CHECK(terms_.size() == names_.size() + 2);
  const z3::expr initial = property(names_.size()).body().arg(0);
  const z3::expr decision = property(names_.size() + 1).body();
  CHECK(initial.is_app() && decision.is_app());
  initial_ = initial.decl();
  decision_ = decision.decl();
  if (initial_.name().str() != "init" || decision_.name().str() != "decides") {
    fail("init and decides must be declared, not defined");
  }
}

void Terms::check_values(const z3::sort& sort, const std::vector<std::string>& expected, const char* function,
                         const char* key) const {
  if (!sort.is_datatype() || z3::eq(sort, process_)) {
    fail(fmt::format("the values of {} are not an enumeration", function));
  }
  check_enumeration(sort);
  std::vector<std::string> names;
  for (const z3::expr& value : values_of(sort)) names.push_back(value.decl().name().str());
  if (names != expected) {
    fail(fmt::format("the values of {} are {}, but the file's \"{}\" are {}", function,
                     in_quotes(fmt::format("{}", fmt::join(names, ", "))), key,
                     in_quotes(fmt::format("{}", fmt::join(expected, ", ")))));
  }
}

void Terms::check_enumeration(const z3::sort& sort) const {
  try {
    values_of(sort);
  } catch (const z3::exception& error) {
    base::check_memory(error);
    fail(error.msg());
  }
}

/// Checks that a term uses only the vocabulary. Returns how many process quantifiers are nested in it.
int Terms::check_term(const z3::expr& term, const std::string& place, std::unordered_map<unsigned, int>& seen,
                      int level) {
  if (level > kDeepestTerm) fail(place + ": terms are nested too deeply");
  if (term.is_var()) return 0;
  if (const auto known = seen.find(term.id()); known != seen.end()) return known->second;
  int depth = 0;
  if (term.is_quantifier()) {
    if (term.is_lambda()) fail(place + " uses a lambda");
    for (unsigned i = 0; i < Z3_get_quantifier_num_bound(context_, term); ++i) {
      const z3::sort sort(context_, Z3_get_quantifier_bound_sort(context_, term, i));
      if (!sort.is_bool() && !sort.is_datatype())
        fail(place + ": quantifiers range over processes and enumerations");
      if (sort.is_datatype()) check_enumeration(sort);
      if (z3::eq(sort, process_)) ++depth;
    }
    depth += check_term(term.body(), place, seen, level + 1);
  } else {
    check_symbol(term, place);
    for (unsigned i = 0; i < term.num_args(); ++i) {
      depth = std::max(depth, check_term(term.arg(i), place, seen, level + 1));
    }
  }
  seen.emplace(term.id(), depth);
  return depth;
}

void Terms::check_symbol(const z3::expr& term, const std::string& place) {
  static const std::set<Z3_decl_kind> kLogic{Z3_OP_TRUE,
                                             Z3_OP_FALSE,
                                             Z3_OP_EQ,
                                             Z3_OP_DISTINCT,
                                             Z3_OP_ITE,
                                             Z3_OP_AND,
                                             Z3_OP_OR,
                                             Z3_OP_IFF,
                                             Z3_OP_XOR,
                                             Z3_OP_NOT,
                                             Z3_OP_LE,
                                             Z3_OP_GE,
                                             Z3_OP_LT,
                                             Z3_OP_GT,
                                             Z3_OP_ANUM,
                                             Z3_OP_UMINUS,
                                             Z3_OP_IMPLIES,
                                             Z3_OP_DT_CONSTRUCTOR,
                                             Z3_OP_DT_RECOGNISER,
                                             Z3_OP_DT_IS};
  const z3::func_decl decl = term.decl();
  const std::string name = decl.name().str();
  if (decl.decl_kind() != Z3_OP_UNINTERPRETED) {
    const bool is_process =  // the enumeration in place of Process is ours, not part of the text
        (decl.decl_kind() == Z3_OP_DT_CONSTRUCTOR && z3::eq(decl.range(), process_)) ||
        (decl.decl_kind() == Z3_OP_DT_IS && z3::eq(decl.domain(0), process_)) ||
        (decl.decl_kind() == Z3_OP_DT_RECOGNISER && z3::eq(decl.domain(0), process_));
    if (!kLogic.contains(decl.decl_kind()) || is_process)
      fail(fmt::format("{} uses {}", place, in_quotes(name)));
  } else if (name == "decided-by") {
    std::int64_t round = 0;
    if (!term.arg(1).simplify(parameters_).is_numeral_i64(round))
      fail(place + ": decided-by needs an integer literal");
    deadlines_.insert(round);
  } else if (name == "connected") {
    says_connected_ = true;
  } else if (decl.arity() == 0 && z3::eq(decl.range(), process_)) {
    int index = 0;
    CHECK(std::sscanf(name.c_str(), "p%d", &index) ==
          1);  // the scanner lets no other process constant through
    named_.insert(index);
  }
}

z3::expr Terms::write_out(const z3::expr& term, std::size_t processes) {
  std::unordered_map<unsigned, Done> done;
  kept_ = 0;
  return write_out(term, processes, done);
}

z3::expr Terms::write_out(const z3::expr& term, std::size_t processes,
                          std::unordered_map<unsigned, Done>& done) {
  if (const auto known = done.find(term.id()); known != done.end()) return known->second.result;
  z3::expr result = term;
  if (term.is_quantifier()) {
    result = write_out_quantifier(term, processes, done);
  } else if (term.num_args() > 0) {
    z3::expr_vector arguments(context_);
    for (unsigned i = 0; i < term.num_args(); ++i)
      arguments.push_back(write_out(term.arg(i), processes, done));
    result = term.decl()(arguments);
  }
  done.emplace(term.id(), Done{term, result});
  return result;
}

/// The instances of a quantifier, without those that are true in a conjunction or false in a disjunction,
/// because that is the case for most of very many instances. If one instance decides the quantifier, it is
/// the result.
z3::expr Terms::write_out_quantifier(const z3::expr& term, std::size_t processes,
                                     std::unordered_map<unsigned, Done>& done) {
  z3::expr_vector parts(context_);
  bool is_settled = false;
  for_each_instance(term, processes, [&](const z3::expr& instance, const z3::expr_vector&) {
    const z3::expr simple = instance.simplify(parameters_);
    if (simple.is_true() || simple.is_false()) {
      is_settled = simple.is_true() != term.is_forall();
      return !is_settled;
    }
    if (++kept_ > kMostInstances) fail("a property has too many instances to write out");
    parts.push_back(write_out(instance, processes, done));
    return true;
  });
  if (is_settled) return context_.bool_val(!term.is_forall());
  return term.is_forall() ? z3::mk_and(parts) : z3::mk_or(parts);
}

void Terms::for_each_instance(const z3::expr& quantifier, std::size_t processes, const Visit& visit) {
  const unsigned variables = Z3_get_quantifier_num_bound(context_, quantifier);
  z3::expr body = quantifier.body();
  std::vector<z3::expr_vector> domains;
  double instances = 1;
  for (unsigned i = variables; i-- > 0;) {
    const z3::sort sort(context_, Z3_get_quantifier_bound_sort(context_, quantifier, i));
    domains.push_back(domain(sort, processes));
    z3::expr_vector& values = domains.back();
    // One value is enough for a variable that doesn't occur.
    if (!values.empty() && !occurs(body, variables - 1 - i)) values.resize(1);
    if (!z3::eq(sort, process_) || values.empty()) instances *= values.size();
  }
  if (instances > kMostChoices) fail("a property has too many instances to write out");
  if (instances == 0) return;  // a variable has no values: there are no processes
  std::vector<unsigned> choice(variables, 0);
  for (unsigned turned = 0; turned < variables;) {
    poll_();
    z3::expr_vector values(context_);
    for (unsigned i = 0; i < variables; ++i) values.push_back(domains[i][static_cast<int>(choice[i])]);
    if (!visit(body.substitute(values), values)) return;
    // The variable that is bound first changes slowest.
    turned = 0;
    while (turned < variables && ++choice[turned] == domains[turned].size()) choice[turned++] = 0;
  }
}

z3::expr_vector Terms::domain(const z3::sort& sort, std::size_t processes) {
  z3::expr_vector result(context_);
  if (z3::eq(sort, process_)) {
    for (std::size_t i = 0; i < processes; ++i) result.push_back(process(i));
  } else if (sort.is_bool()) {
    result.push_back(context_.bool_val(false));
    result.push_back(context_.bool_val(true));
  } else {
    return values_of(sort);
  }
  return result;
}

}  // namespace ggms::audit
