// Checks that the clauses of a refutation hold of every correct protocol, by replaying the reason of each.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/clauses.h"

namespace ggms::audit {

/// The part of a refutation that has the meanings of variables and the reasons of clauses.
class Reasons {
 public:
  virtual ~Reasons() = default;

  /// Throws base::Error with an explanation if the clause does not follow from the words of its line.
  virtual void check(const TextReader& reader, const std::vector<std::string_view>& words,
                     const Clause& clause) = 0;
};

/// The input of all reasons. All of it has to live as long as they do.
struct Basis {
  const Protocol& protocol;  // the setting and the specification; it has no transitions
  GroundProperties& properties;
  Carried carried;
  int variables = 0;  // of the formula
  Poll poll = {};     // may throw Stopped while a text is read
};

/// For variables that speak of table entries and configurations. Throws base::Error if the text makes no
/// sense.
std::unique_ptr<Reasons> reasons_of_a_table(const Basis& basis, const std::string& variables,
                                            const std::string& file_name);
/// For variables that speak of histories, which cover any number of states.
std::unique_ptr<Reasons> reasons_of_histories(const Basis& basis, const std::string& variables,
                                              const std::string& file_name);

}  // namespace ggms::audit
