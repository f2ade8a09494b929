#pragma once

#include <cstdint>
#include <string>

#include "model/problem.h"
#include "report/style.h"
#include "rule/group_rules.h"

namespace ggms::report {

/// The symbols in a table that its legend has to explain.
struct Legend {
  bool any = false;
  bool lost = false;
  bool counts = false;
  bool order = false;  // a vector that is not listed can match lines that disagree

  std::string text(const Style& style) const;
};

/// How many vectors a process can receive in a block, and how many of them have entries; `possible` is 0 if
/// the number exceeds 64 bits.
struct Coverage {
  std::uint64_t listed = 0;
  std::uint64_t possible = 0;
  bool operator==(const Coverage&) const = default;
};

/// The lines of one block: which received vectors lead to which next state. The last line says how many
/// vectors have an entry, unless all have. Notes in `legend` which symbols need an explanation.
std::string block_text(const model::Problem& problem, int round, const rule::GroupRules& rules,
                       const Coverage& coverage, const Style& style, Legend& legend);

}  // namespace ggms::report
