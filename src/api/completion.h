#pragma once

#include <cstddef>
#include <string>

#include "base/phases.h"
#include "base/stop.h"
#include "files/protocol.h"
#include "verify/check.h"

namespace ggms::api {

/// What a completion came to.
struct Completion {
  verify::Check check;    // of the protocol that was given; it is completed only where it is verified
  std::string why_ended;  // what ended the check early, if something did
  /// Completed: with an entry for every vector that a process could receive under any adversary. Else as it
  /// was given.
  files::Protocol protocol;
  std::size_t added = 0;  // entries that it lacked
  std::string text;       // of its file; empty where it is not completed

  bool is_completed() const { return check.verdict == verify::Verdict::kVerified; }
};

/// Checks a protocol, fills in what a right one lacks by the rules of its table, and checks the result again.
/// `original`: the text that the protocol was read from. It is the answer's text, too, where nothing is
/// lacking. `time` is what it spends its time on. Throws base::Error where the answer would be too large, and
/// base::Stopped if it is stopped after the checks.
Completion complete(files::Protocol protocol, const std::string& original, base::Stop& stop,
                    base::Phases& time);

}  // namespace ggms::api
