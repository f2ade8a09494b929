// Why the clauses of a refutation hold of every protocol: each reason is replayed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/clauses.h"

namespace ggms::audit {

/// The part of a refutation that says what variables mean, and why clauses hold.
class Reasons {
 public:
  virtual ~Reasons() = default;

  /// Throws base::Error with a reason where a clause does not follow from what the words of its line say.
  virtual void check(const TextReader& reader, const std::vector<std::string_view>& words,
                     const Clause& clause) = 0;
};

/// What all reasons are told. Everything has to live as long.
struct Basis {
  const Protocol& protocol;  // its setting and specification; it has no transitions
  GroundProperties& properties;
  Carried carried;
  int variables = 0;  // of the formula
  Poll poll = {};     // throws Stopped out of the reading
};

/// Where variables speak of table entries and configurations. Throws base::Error where the text makes no
/// sense.
std::unique_ptr<Reasons> reasons_of_a_table(const Basis& basis, const std::string& variables,
                                            const std::string& file_name);
/// Where variables speak of histories, which stand for any number of states.
std::unique_ptr<Reasons> reasons_of_histories(const Basis& basis, const std::string& variables,
                                              const std::string& file_name);

}  // namespace ggms::audit
