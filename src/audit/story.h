// The parts of the auditor's stories: names of states, and the events of a round, in words.
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

  /// The states at a boundary. If processes are apart, by process, with `-` for a process that is gone
  /// without a decision and `?` for a Byzantine one; otherwise how many processes have each state.
  std::string states(std::size_t boundary, const Groups& groups) const;
  /// The picked processes, each with a comma before it; by process or, if these are not apart, by initial
  /// value.
  std::string picks(const Groups& start) const;
  /// What the adversary does in a round. `told`: what was received in it; if empty, the text leaves that out.
  std::string adversary(int round, const Choice& choice, const std::vector<Told>& told) const;
  /// The process that needs a missing entry, and what it receives.
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
