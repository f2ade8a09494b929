// Evaluates the properties of a specification on final outcomes. An outcome becomes a Z3 model (the values of
// init, decides, correct, ... for each process), in which Z3 evaluates the property with its quantifiers
// written out; the result must be literally true or false.
//
// Not all processes are needed. Processes of one kind (equal initial value, decision, ...) are
// indistinguishable to every atom but `=`, so an outcome is a structure of unary predicates, and two such
// structures agree on every formula in which at most q process quantifiers lie inside each other if each kind
// occurs equally often in both, or at least q times in both. (Ehrenfeucht and Fraisse: in the game of q
// moves, the second player answers each move with a process of the same kind; it needs at most q of them, so
// it never runs out.) So min(count, q) representatives of a kind are enough. That is exact because the
// vocabulary cannot count: `failures` is a number of the run as a whole, and a process that is named p1, p2,
// ... is a kind of its own, which is always kept.
#include "audit/properties.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <z3++.h>

#include "audit/terms.h"
#include "base/check.h"
#include "base/error.h"
#include "base/z3_context.h"

namespace ggms::audit {

class Properties::Impl {
 public:
  Impl(const Protocol& protocol, const std::string& file_name, const Poll& poll)
      : terms_(protocol, file_name, poll) {}

  const std::vector<bool>& evaluate(const Outcome& outcome) {
    Outcome few = outcome;
    for (auto& [kind, count] : few.kinds) count = needed(kind, count);
    std::erase_if(few.kinds, [](const auto& entry) { return entry.second == 0; });
    const auto [known, is_new] = verdicts_.try_emplace(few);
    if (is_new) {
      const std::vector<Kind> representatives = listed(few);
      const z3::model model = model_of(representatives, few);
      for (std::size_t i = 0; i < terms_.names().size(); ++i) {
        known->second.push_back(is_true(model, written_out(i, representatives.size())));
      }
    }
    return known->second;
  }

  std::vector<Binding> witness(std::size_t property, const Outcome& outcome) {
    Outcome few = outcome;
    std::vector<int> kind_of;  // by representative
    for (std::size_t k = 0; k < few.kinds.size(); ++k) {
      int& count = few.kinds[k].second;
      count = needed(few.kinds[k].first, count);
      kind_of.insert(kind_of.end(), static_cast<std::size_t>(count), static_cast<int>(k));
    }
    const std::vector<Kind> representatives = listed(few);
    const z3::model model = model_of(representatives, few);
    std::vector<Binding> result;
    z3::expr term = terms_.property(property);
    while (term.is_quantifier() && term.is_forall()) {
      std::vector<std::pair<z3::expr, z3::expr_vector>> tried;
      terms_.for_each_instance(term, kind_of.size(),
                               [&](const z3::expr& instance, const z3::expr_vector& values) {
                                 tried.assign(1, {instance, values});
                                 return is_true(model, terms_.write_out(instance, kind_of.size()));
                               });
      CHECK(!tried.empty());
      const auto& [instance, values] = tried.front();  // the first false instance; the search stopped at it
      for (unsigned i = 0; i < values.size(); ++i) {
        const z3::expr value = values[static_cast<int>(values.size() - 1 - i)];
        const z3::symbol name(terms_.context(), Z3_get_quantifier_bound_name(terms_.context(), term, i));
        result.push_back(binding_of(name.str(), value, kind_of));
      }
      term = z3::expr(instance);
    }
    return result;
  }

  const std::vector<std::string>& names() const { return terms_.names(); }
  const Terms& terms() const { return terms_; }
  std::uint64_t evaluations() const { return evaluations_; }

 private:
  /// How many representatives of a kind are enough for every property (see above).
  int needed(const Kind& kind, int count) const {
    return std::min(count, kind.name != 0 ? 1 : terms_.depth());
  }

  static std::vector<Kind> listed(const Outcome& outcome) {
    std::vector<Kind> result;
    for (const auto& [kind, count] : outcome.kinds) {
      result.insert(result.end(), static_cast<std::size_t>(count), kind);
    }
    return result;
  }

  Binding binding_of(const std::string& variable, const z3::expr& value,
                     const std::vector<int>& kind_of) const {
    Binding result;
    result.variable = variable;
    result.value = value.decl().name().str();
    for (std::size_t i = 0; i < kind_of.size(); ++i) {
      if (!z3::eq(value, terms_.process(i))) continue;
      result.kind = kind_of[i];
      const auto first = std::find(kind_of.begin(), kind_of.end(), result.kind);
      result.member = static_cast<int>(i) - static_cast<int>(first - kind_of.begin());
    }
    return result;
  }

  /// The model whose first processes are of these kinds; its other processes do not matter.
  z3::model model_of(const std::vector<Kind>& kinds, const Outcome& outcome) {
    z3::context& context = terms_.context();
    z3::model model(context);
    const z3::sort &process_sort = terms_.process_sort(), boolean = context.bool_sort();
    z3::func_decl init = terms_.init(), decides = terms_.decides();
    z3::func_decl correct = context.function("correct", process_sort, boolean);
    z3::func_decl connected = context.function("connected", process_sort, boolean);
    z3::func_decl decided_by = context.function("decided-by", process_sort, context.int_sort(), boolean);
    const z3::expr_vector initial_values = values_of(init.range()), decisions = values_of(decides.domain(1));
    z3::expr no = context.bool_val(false), yes = context.bool_val(true), some_value = initial_values[0];
    z3::func_interp init_of = model.add_func_interp(init, some_value);
    z3::func_interp decides_of = model.add_func_interp(decides, no);
    z3::func_interp correct_of = model.add_func_interp(correct, no);
    z3::func_interp connected_of = model.add_func_interp(connected, no);
    z3::func_interp decided_by_of = model.add_func_interp(decided_by, no);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const Kind& kind = kinds[i];
      z3::expr process = terms_.process(i);
      z3::expr initial_value = initial_values[kind.initial];
      init_of.add_entry(list({process}), initial_value);
      if (kind.correct) correct_of.add_entry(list({process}), yes);
      if (kind.connected) connected_of.add_entry(list({process}), yes);
      if (kind.decision != Kind::kNone) decides_of.add_entry(list({process, decisions[kind.decision]}), yes);
      for (const std::int64_t round : terms_.deadlines()) {
        // Rounds are numbered from 1, so no process has decided by the end of round 0; a round past the last
        // means the end of the run.
        if (kind.decision == Kind::kNone || round < kind.decided_in) continue;
        decided_by_of.add_entry(list({process, context.int_val(round)}), yes);
      }
      if (kind.name != 0)
        set(model, context.constant(fmt::format("p{}", kind.name).c_str(), process_sort), process);
    }
    set(model, context.bool_const("lost"), outcome.lost ? yes : no);
    set(model, context.bool_const("crashed"), outcome.crashed ? yes : no);
    set(model, context.int_const("failures"), context.int_val(outcome.failures));
    return model;
  }

  z3::expr_vector list(std::initializer_list<z3::expr> terms) {
    z3::expr_vector result(terms_.context());
    for (const z3::expr& term : terms) result.push_back(term);
    return result;
  }

  static void set(z3::model& model, const z3::expr& constant, z3::expr value) {
    z3::func_decl decl = constant.decl();
    model.add_const_interp(decl, value);
  }

  bool is_true(const z3::model& model, const z3::expr& property) {
    ++evaluations_;
    const z3::expr value = model.eval(property);
    CHECK(value.is_true() || value.is_false());
    return value.is_true();
  }

  /// A property without quantifiers, for that many processes.
  const z3::expr& written_out(std::size_t property, std::size_t processes) {
    const auto key = std::make_pair(property, processes);
    auto known = written_out_.find(key);
    if (known == written_out_.end()) {
      const z3::expr term =
          terms_.write_out(terms_.property(property), processes).simplify(terms_.parameters());
      known = written_out_.emplace(key, term).first;
    }
    return known->second;
  }

  Terms terms_;
  std::map<std::pair<std::size_t, std::size_t>, z3::expr>
      written_out_;  // by property and number of processes
  std::map<Outcome, std::vector<bool>> verdicts_;
  std::uint64_t evaluations_ = 0;
};

void Outcome::add(const Kind& kind, int count) {
  const auto at =
      std::lower_bound(kinds.begin(), kinds.end(), kind,
                       [](const auto& entry, const Kind& wanted) { return entry.first < wanted; });
  if (at != kinds.end() && at->first == kind) {
    at->second += count;
  } else {
    kinds.insert(at, {kind, count});
  }
}

namespace {

/// An exception of Z3 after its parser is not the file's fault.
template <typename Work>
decltype(auto) guarded(const Work& work) {
  try {
    return work();
  } catch (const z3::exception& error) {
    base::check_memory(error);
    throw base::InternalError(std::string("Z3 failed: ") + error.msg());
  }
}

}  // namespace

Properties::Properties(const Protocol& protocol, const std::string& file_name, const Poll& poll)
    : impl_(guarded([&] { return std::make_unique<Impl>(protocol, file_name, poll); })) {}
Properties::~Properties() = default;

const std::vector<std::string>& Properties::names() const {
  return impl_->names();
}
const std::set<int>& Properties::named() const {
  return impl_->terms().named();
}
bool Properties::says_connected() const {
  return impl_->terms().says_connected();
}
bool Properties::says_decided_by() const {
  return !impl_->terms().deadlines().empty();
}
const std::vector<bool>& Properties::evaluate(const Outcome& outcome) {
  return guarded([&]() -> const std::vector<bool>& { return impl_->evaluate(outcome); });
}
std::uint64_t Properties::evaluations() const {
  return impl_->evaluations();
}
std::vector<Properties::Binding> Properties::witness(std::size_t property, const Outcome& outcome) {
  return guarded([&] { return impl_->witness(property, outcome); });
}

}  // namespace ggms::audit
