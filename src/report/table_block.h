#pragma once

#include <cstdint>
#include <string>

#include "model/problem.h"
#include "report/style.h"
#include "rule/group_rules.h"

namespace ggms::report {

/// Which symbols a table has, so that it can say what they mean.
struct Legend {
  bool any = false;
  bool lost = false;
  bool counts = false;
  bool order = false;  // a vector that is not listed can match lines that disagree

  std::string text(const Style& style) const;
};

/// How much of what can be received a block has entries for; `possible` 0 is past 64 bits.
struct Coverage {
  std::uint64_t listed = 0;
  std::uint64_t possible = 0;
  bool operator==(const Coverage&) const = default;
};

/// The lines of one block: which received vectors lead to which next state. The last one says how many
/// vectors have an entry, if that is not all of them. Notes in `legend` what needs explaining.
std::string block_text(const model::Problem& problem, int round, const rule::GroupRules& rules,
                       const Coverage& coverage, const Style& style, Legend& legend);

}  // namespace ggms::report
