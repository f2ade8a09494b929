#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "model/machine.h"
#include "model/problem.h"
#include "report/style.h"

namespace ggms::report {

/// The entries of one round that share a block of lines: key to next state.
using Entries = std::map<std::uint64_t, model::State>;

/// Which symbols a table has, so that it can say what they mean.
struct Legend {
  bool any = false;
  bool lost = false;
  bool counts = false;

  std::string text(const Style& style) const;
};

/// The lines of one block: which received vectors lead to which next state. Notes in `legend` what needs
/// explaining.
std::string block_text(const model::Problem& problem, const model::Keys& keys, int round,
                       const Entries& entries, const Style& style, Legend& legend);

}  // namespace ggms::report
