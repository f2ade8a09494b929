// What the auditor's stories are made of: the names of states, and what happens in a round, in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/configuration.h"
#include "audit/file.h"
#include "audit/step.h"

namespace ggms::audit {

/// Puts rounds of a protocol into words.
class Words {
 public:
  /// `apart`: whether the `who` of a group is a process.
  Words(const Protocol& protocol, bool apart) : protocol_(protocol), apart_(apart) {}

  /// The states at a boundary: by process if these are apart, `-` for one that is gone without a decision and
  /// `?` for a Byzantine one; how many of each otherwise.
  std::string states(std::size_t boundary, const Groups& groups) const;
  /// Who was picked, each with a comma before it; by process or, if these are not apart, by initial value.
  std::string picks(const Groups& start) const;
  /// What the adversary does in a round. `told`: what was received in it; if nothing, that is left out.
  std::string adversary(int round, const Choice& choice, const std::vector<Told>& told) const;
  /// One who needs a missing entry, and what it receives.
  std::string needs(const Missing& missing) const;

 private:
  std::string crashes(int round, const Choice& choice, const Cell& cell, const std::vector<Told>& told) const;
  std::string split(int round, const Choice& choice) const;
  std::string lies(int round, const Choice& choice, const Cell& liar, const std::vector<Told>& told) const;
  std::vector<std::string> losses(const Choice& choice, const std::vector<Told>& told) const;
  std::string received(int round, const Received& received, bool by_sender) const;
  std::string members(int round, const Cell& cell) const;

  const Protocol& protocol_;
  bool apart_;
};

}  // namespace ggms::audit
