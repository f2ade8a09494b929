#pragma once

#include <gtest/gtest.h>

#include <ggms/ggms.h>

namespace ggms {

inline const char* const kConsensus = GGMS_SOURCE_DIR "/specs/consensus.smt2";

/// A protocol that learning found.
inline Protocol consensus_of_three() {
  static const Protocol found =
      *synthesize(Specification::load(kConsensus), {3, "crash=2", 3, 2, "vector", "last"}, {}).protocol;
  return found;
}

/// What a call throws.
template <class Call>
Error error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {Error::Kind::kInternal, "", {}};
}

}  // namespace ggms
