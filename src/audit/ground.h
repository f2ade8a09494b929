// Evaluates properties of a run that is partly known.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "audit/file.h"
#include "audit/poll.h"

namespace ggms::audit {

/// True, false or unknown.
enum class Truth : std::uint8_t { kNo, kYes, kOpen };

/// The known facts about one process when the run has ended.
struct KnownProcess {
  static constexpr int kNone = -1;
  static constexpr int kOpen = -2;

  int initial = kOpen;
  int decision = kNone;    // kOpen: it has decided, but its decision is unknown
  int decided_in = kNone;  // the round; kOpen: unknown
  bool correct = true;
  Truth connected = Truth::kYes;
};

/// The known facts about a run that has ended.
struct KnownRun {
  std::vector<KnownProcess> processes;
  Truth lost = Truth::kNo;
  bool crashed = false;
  int failures = 0;
};

/// The properties of a specification for a fixed number of processes, written out without quantifiers from
/// Z3's terms, to be evaluated in three-valued logic (Kleene's): a result of true or false holds for all
/// choices of the open values.
class GroundProperties {
 public:
  /// Throws base::Error if the specification makes no sense (see Properties), and Stopped if told to stop.
  GroundProperties(const Protocol& protocol, const std::string& file_name, const Poll& poll);
  ~GroundProperties();

  const std::vector<std::string>& names() const;
  Truth evaluate(std::size_t property, const KnownRun& run);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ggms::audit
