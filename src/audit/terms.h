#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <z3++.h>

#include "audit/file.h"
#include "audit/poll.h"
#include "base/z3_context.h"

namespace ggms::audit {

struct SpecText;

/// The constants of an enumeration. Throws z3::exception if it is another kind of datatype.
z3::expr_vector values_of(const z3::sort& sort);

/// The properties of a specification as terms of a Z3 context of its own, in which the sort Process is an
/// enumeration.
class Terms {
 public:
  /// Throws base::Error if the text is malformed, goes beyond the vocabulary, has other enumerations than the
  /// file's lists of values, or has a property with too many ways to choose its processes. Writing out calls
  /// `poll`.
  Terms(const Protocol& protocol, const std::string& file_name, Poll poll);

  const std::vector<std::string>& names() const { return names_; }
  z3::expr property(std::size_t i) const { return terms_[static_cast<int>(i)]; }

  z3::context& context() { return context_; }
  /// For simplify(), which would swallow Ctrl-C without them.
  const z3::params& parameters() const { return parameters_; }
  const z3::sort& process_sort() const { return process_; }
  z3::expr process(std::size_t i) const { return processes_[static_cast<int>(i)]; }
  const z3::func_decl& init() const { return initial_; }
  const z3::func_decl& decides() const { return decision_; }
  /// The processes that properties name, and the rounds in terms with decided-by.
  const std::set<int>& named() const { return named_; }
  const std::set<std::int64_t>& deadlines() const { return deadlines_; }
  bool says_connected() const { return says_connected_; }
  /// The largest number of nested process quantifiers.
  int depth() const { return depth_; }

  /// A term without quantifiers that means the same for the first `processes` processes. Leaves out instances
  /// that have no effect.
  z3::expr write_out(const z3::expr& term, std::size_t processes);
  /// Calls visit(instance, values) with each choice of values for the variables of one quantifier, as long as
  /// visit returns true. The values are in the order of de Bruijn indices: the variable bound last comes
  /// first.
  using Visit = std::function<bool(const z3::expr&, const z3::expr_vector&)>;
  void for_each_instance(const z3::expr& quantifier, std::size_t processes, const Visit& visit);

 private:
  [[noreturn]] void fail(const std::string& message) const;
  [[noreturn]] void fail_at(const std::string& message) const;

  z3::sort enumerate_processes(int processes);
  void parse(const SpecText& text);
  void check_values(const z3::sort& sort, const std::vector<std::string>& expected, const char* function,
                    const char* key) const;
  void check_enumeration(const z3::sort& sort) const;
  int check_term(const z3::expr& term, const std::string& place, std::unordered_map<unsigned, int>& seen,
                 int level);
  void check_symbol(const z3::expr& term, const std::string& place);

  struct Done {
    z3::expr term, result;  // the term is kept because Z3 may reuse its number once it is gone
  };
  z3::expr write_out(const z3::expr& term, std::size_t processes, std::unordered_map<unsigned, Done>& done);
  z3::expr write_out_quantifier(const z3::expr& term, std::size_t processes,
                                std::unordered_map<unsigned, Done>& done);
  z3::expr_vector domain(const z3::sort& sort, std::size_t processes);

  std::string where_;
  Poll poll_;
  base::Z3Context owned_context_;
  z3::context& context_ = owned_context_.get();
  z3::params parameters_ = base::without_ctrl_c(context_);
  z3::sort process_;
  z3::expr_vector processes_;
  z3::expr_vector terms_;
  z3::func_decl initial_, decision_;
  std::vector<std::string> names_;
  std::set<int> named_;
  std::set<std::int64_t> deadlines_;
  bool says_connected_ = false;
  int depth_ = 0;
  std::size_t kept_ = 0;  // instances, of the term that is being written out
};

}  // namespace ggms::audit
