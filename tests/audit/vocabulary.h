#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/drafts.h"

namespace ggms::audit::drafts {

struct Clause {
  const char* text;  // what is asserted
  bool (*holds)(const Ending&);
};

/// Properties in SMT-LIB and in C++, for three processes, two rounds, and the values zero and one.
extern const std::vector<Clause> kClauses;

/// A specification that declares the whole vocabulary, and asserts these clauses.
std::string vocabulary_spec(const std::vector<std::size_t>& chosen);

/// Whether a clause names p1 or p2.
bool names_processes(std::size_t clause);

}  // namespace ggms::audit::drafts
