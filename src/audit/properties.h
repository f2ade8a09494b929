#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "audit/file.h"
#include "audit/poll.h"

namespace ggms::audit {

/// All that properties can see of one process when the run has ended. Properties can't tell processes of one
/// kind apart.
struct Kind {
  static constexpr int kNone = -1;

  int name = 0;  // k if it is the process pk and some property says pk; else 0
  int initial = 0;
  int decision = kNone;
  int decided_in = kNone;  // the round
  bool correct = true;
  bool connected = true;
  auto operator<=>(const Kind&) const = default;
};

/// A run that has ended, as properties see it, up to renaming processes that no property names.
struct Outcome {
  std::vector<std::pair<Kind, int>>
      kinds;  // how many processes of each kind; sorted, no kind twice, none zero
  bool lost = false;
  bool crashed = false;
  int failures = 0;
  auto operator<=>(const Outcome&) const = default;

  void add(const Kind& kind, int count);
};

/// The properties of a specification as Z3's terms.
class Properties {
 public:
  /// Parses the text inside the protocol file in a Z3 context of its own. Throws base::Error if it is
  /// malformed, or if its enumerations are not the file's lists of values. Evaluations use `poll` too; all
  /// throw Stopped if told to stop.
  Properties(const Protocol& protocol, const std::string& file_name, const Poll& poll);
  ~Properties();

  const std::vector<std::string>& names() const;
  /// The processes (from 1) that some property names.
  const std::set<int>& named() const;
  bool says_connected() const;
  bool says_decided_by() const;

  /// Which properties are true of an outcome.
  const std::vector<bool>& evaluate(const Outcome& outcome);
  /// How many single evaluations Z3 has made.
  std::uint64_t evaluations() const;

  /// For a property that is false of an outcome: the variables of its leading quantifiers and values that
  /// make it false. A process is given as the position of its kind in `outcome.kinds`.
  struct Binding {
    std::string variable;
    int kind = Kind::kNone;  // kNone: the variable is not a process, see `value`
    int member = 0;          // which process of that kind, from 0
    std::string value;
  };
  std::vector<Binding> witness(std::size_t property, const Outcome& outcome);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ggms::audit
