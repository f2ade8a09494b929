// Finds out whether a formula can ever be true. Writes out its quantifiers over the processes, makes each
// atom about a process a Boolean variable, and lets Z3 look for values. The constraints between these
// variables are only those that hold in every setting; so if Z3 finds no values, the formula can't be true.

#include "spec/possible.h"

#include <z3++.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "base/check.h"
#include "base/stopped.h"
#include "base/z3_context.h"

namespace ggms::spec {

namespace {

constexpr std::size_t kMaxTerms = 20000;  // of a formula written out: a few hundredths of a second
constexpr unsigned kMaxEffort = 200'000;  // in Z3's own unit of work: about a third of a second at most
// The limit for all questions together, and the measured cost of a question and of a term besides Z3's work.
constexpr std::uint64_t kMaxWholeEffort = 1'000'000;
constexpr std::uint64_t kEffortOfQuestion = 300;
constexpr std::uint64_t kEffortOfTerm = 2;

class TooMany : public std::runtime_error {
 public:
  TooMany() : std::runtime_error("too many terms") {}
};

/// How much work a context has done so far. Z3 reports it per solver, but counts from the context's
/// beginning.
std::uint64_t effort_of(const z3::solver& solver) {
  const z3::stats statistics = solver.statistics();
  for (unsigned i = 0; i < statistics.size(); ++i) {
    if (statistics.key(i) == "rlimit count") return statistics.uint_value(i);
  }
  return 0;
}

/// One question to Z3. Uses the simple solver, because the usual one takes about ten milliseconds to start.
class Ground {
 public:
  Ground(const Spec& spec, int processes, z3::context& context)
      : spec_(spec), n_(processes), context_(context), solver_(context_, z3::solver::simple()) {}

  std::size_t terms() const { return terms_; }
  const z3::solver& solver() const { return solver_; }

  Possible find(NodeId formula) {
    try {
      solver_.add(term(formula));
    } catch (const TooMany&) {
      return Possible::kUnknown;
    }
    tie_facts();
    for (int p = 0; p < n_; ++p) tie_process(p);
    z3::params limits = base::without_ctrl_c(context_);
    limits.set("rlimit", kMaxEffort);
    solver_.set(limits);
    const z3::check_result result = solver_.check();
    if (result == z3::unknown) return Possible::kUnknown;
    return result == z3::sat ? Possible::kYes : Possible::kNo;
  }

 private:
  z3::expr fact(const std::string& name) { return context_.bool_const(name.c_str()); }
  z3::expr of(const char* what, int process, int value = 0) {
    return fact(std::string(what) + " " + std::to_string(process) + " " + std::to_string(value));
  }
  z3::expr failures() { return context_.int_const("failures"); }

  /// The process that a term stands for, from 0.
  int process_of(ProcessTerm p) const { return p.named ? p.index : bound_[p.index]; }

  z3::expr term(NodeId id) {
    if (++terms_ > kMaxTerms) throw TooMany();
    const Node& node = spec_.formulas[id];
    switch (node.op) {
      case Op::kTrue:
      case Op::kFalse:
        return context_.bool_val(node.op == Op::kTrue);
      case Op::kNot:
        return !term(node.children[0]);
      case Op::kAnd:
      case Op::kOr: {
        z3::expr_vector parts(context_);
        for (const NodeId child : node.children) parts.push_back(term(child));
        return node.op == Op::kAnd ? z3::mk_and(parts) : z3::mk_or(parts);
      }
      case Op::kForall:
      case Op::kExists:
        return quantified(node);
      default:
        return atom(node);
    }
  }

  z3::expr quantified(const Node& node) {
    const auto depth = static_cast<std::size_t>(node.value);
    if (bound_.size() <= depth) bound_.resize(depth + 1);
    z3::expr_vector parts(context_);
    for (int p = 0; p < n_; ++p) {
      bound_[depth] = p;
      parts.push_back(term(node.children[0]));
    }
    return node.op == Op::kForall ? z3::mk_and(parts) : z3::mk_or(parts);
  }

  z3::expr atom(const Node& node) {
    switch (node.op) {
      case Op::kSame:
        return context_.bool_val(process_of(node.p) == process_of(node.q));
      case Op::kInit:
        return of("init", process_of(node.p), node.value);
      case Op::kDecides:
        return of("decides", process_of(node.p), node.value);
      case Op::kDecidedBy:
        rounds_.push_back(node.value);
        return of("decided-by", process_of(node.p), node.value);
      case Op::kCorrect:
        return of("correct", process_of(node.p));
      case Op::kConnected:
        return of("connected", process_of(node.p));
      case Op::kLost:
        return fact("lost");
      case Op::kCrashed:
        return fact("crashed");
      case Op::kFailuresAtLeast:
        return failures() >= node.value;
      default:
        CHECK(false);
    }
  }

  void tie_facts() {
    solver_.add(failures() >= 0);
    solver_.add(z3::implies(fact("crashed"), failures() > 0));
  }

  /// Constrains a process: it has one initial value and at most one decision, has not decided before the
  /// round of its decision, and counts as a failure if it isn't correct.
  void tie_process(int p) {
    z3::expr_vector values(context_);
    for (std::size_t v = 0; v < spec_.initial.size(); ++v)
      values.push_back(of("init", p, static_cast<int>(v)));
    solver_.add(z3::mk_or(values));
    solver_.add(z3::atmost(values, 1));
    z3::expr_vector decisions(context_);
    for (std::size_t v = 0; v < spec_.decisions.size(); ++v)
      decisions.push_back(of("decides", p, static_cast<int>(v)));
    solver_.add(z3::atmost(decisions, 1));
    solver_.add(of("correct", p) || failures() > 0);
    std::sort(rounds_.begin(), rounds_.end());
    for (std::size_t i = 0; i < rounds_.size(); ++i) {
      const z3::expr early = of("decided-by", p, rounds_[i]);
      solver_.add(z3::implies(
          early, i + 1 < rounds_.size() ? of("decided-by", p, rounds_[i + 1]) : z3::mk_or(decisions)));
    }
  }

  const Spec& spec_;
  int n_;
  z3::context& context_;
  z3::solver solver_;
  std::vector<int> bound_;   // by depth: the process, from 0
  std::vector<int> rounds_;  // the rounds that decided-by asks about
  std::size_t terms_ = 0;
};

}  // namespace

struct Possibilities::Z3 {
  base::Z3Context context;
  std::uint64_t effort = 0;  // as Z3 counts it
};

Possibilities::Possibilities(const Spec& spec, base::Stop& stop)
    : spec_(spec), stop_(stop), z3_(std::make_unique<Z3>()) {}

Possibilities::~Possibilities() = default;

bool Possibilities::is_exhausted() const {
  return effort_ > kMaxWholeEffort;
}

Possible Possibilities::find(NodeId formula, int processes) {
  CHECK(processes >= std::max(1, spec_.named_processes));
  base::require_going(stop_, 0);
  if (is_exhausted()) return Possible::kUnknown;
  try {
    Ground question(spec_, processes, z3_->context.get());
    const Possible answer = question.find(formula);
    const std::uint64_t so_far = effort_of(question.solver());
    effort_ += kEffortOfQuestion + kEffortOfTerm * question.terms() + so_far - z3_->effort;
    z3_->effort = so_far;
    return answer;
  } catch (const z3::exception& error) {
    base::check_memory(error);
    throw;
  }
}

}  // namespace ggms::spec
