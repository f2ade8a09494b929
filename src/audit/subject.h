#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/claim.h"

namespace ggms::audit {

struct Protocol;

/// The subject of a certificate's or a protocol file's claim.
struct Subject {
  Claim claim = Claim::kFound;
  std::string spec_name, spec_text;
  int processes = 0;
  int rounds = 0;
  std::optional<int> states;  // the most internal states; nullopt: any number
  std::string faults, view,
      decide;  // in the words of a setting; the faults in a fixed order, "none" if there are none

  /// SHA-256 of the specification's text.
  std::string spec_digest() const;
};

/// The subject of a claim about a problem that was read from a file. `any_states`: the claim is for any
/// number of internal states. With one round, "there is no protocol" always is, because no process ever takes
/// an internal state.
Subject subject_of(const Protocol& problem, Claim claim, bool any_states = false);

/// The same for the text of a protocol.json. Throws base::Error if it is malformed.
Subject subject_of_protocol(const std::string& json_text, const std::string& file_name);
/// The same for the text of a certificate.json that claims that there is no protocol.
Subject subject_of_refutation(const std::string& json_text, const std::string& file_name);
/// Throws base::Error if the text of a certificate.json has a digest that is not the specification's. Files
/// of earlier versions have no digest.
void require_digest(const std::string& json_text, const std::string& file_name, const Subject& subject);

/// What a reader expects a certificate to be about; members without a value don't matter to the reader.
struct Expectations {
  std::optional<std::string> spec_text;
  std::optional<Claim> claim;
  std::optional<int> processes, rounds;
  std::optional<int> states;
  bool any_states = false;  // instead of `states`: any number of internal states
  std::optional<std::string> faults, view, decide;
};

/// The differences between a claim's question and the expected one, in words: "4 processes, not 3"; empty if
/// the claim answers the expected question. A stronger claim answers it too: a found protocol with fewer
/// states, or that there is no protocol with more. Every found protocol answers for any number of states.
/// Throws base::Error if the expected faults make no sense.
std::vector<std::string> differences(const Subject& subject, const Expectations& expected);

/// "4 processes, 2 rounds, at most 2 internal states, faults crash=2, view vector, decide last".
std::string setting_text(const Subject& subject);
/// The line that sums up several claims, each of them audited and good.
std::vector<std::string> together_lines(const std::vector<Subject>& subjects);
/// The lines that say which specification it is, byte for byte.
std::vector<std::string> specification_lines(const Subject& subject);

}  // namespace ggms::audit
