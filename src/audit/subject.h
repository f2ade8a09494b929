#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/claim.h"

namespace ggms::audit {

struct Protocol;

/// What a certificate, or a protocol file, makes its claim about.
struct Subject {
  Claim claim = Claim::kFound;
  std::string spec_name, spec_text;
  int processes = 0;
  int rounds = 0;
  std::optional<int> states;  // internal ones, at most; none: any number
  std::string faults, view,
      decide;  // as a setting has them; the faults in one order, "none" if there are none

  /// SHA-256 of the specification's text.
  std::string spec_digest() const;
};

/// A problem that was read from a file. `any_states`: the claim is for any number of internal states; with
/// one round, that there is no protocol always is, because there are none in between.
Subject subject_of(const Protocol& problem, Claim claim, bool any_states = false);

/// The same of the text of a protocol.json. Throws base::Error where that is malformed.
Subject subject_of_protocol(const std::string& json_text, const std::string& file_name);
/// The same of the text of a certificate.json that claims that there is no protocol.
Subject subject_of_refutation(const std::string& json_text, const std::string& file_name);
/// Throws base::Error if the text of a certificate.json has a digest, and it is not that of the
/// specification. Those of earlier versions have none.
void require_digest(const std::string& json_text, const std::string& file_name, const Subject& subject);

/// What a reader wants a certificate to be about, as far as it matters to that reader.
struct Expectations {
  std::optional<std::string> spec_text;
  std::optional<Claim> claim;
  std::optional<int> processes, rounds;
  std::optional<int> states;
  bool any_states = false;  // instead of `states`: any number of them
  std::optional<std::string> faults, view, decide;
};

/// How a claim is about another question than the expected one, in words: "4 processes, not 3"; none if it
/// answers that. A stronger claim does, too: a found protocol with fewer states, and that there is none with
/// more. For any number of states, every found protocol answers. Throws base::Error where the expected faults
/// make no sense.
std::vector<std::string> differences(const Subject& subject, const Expectations& expected);

/// "4 processes, 2 rounds, at most 2 internal states, faults crash=2, view vector, decide last".
std::string setting_text(const Subject& subject);
/// The line that says what several claims, each of them audited and good, come to together.
std::vector<std::string> together_lines(const std::vector<Subject>& subjects);
/// The lines that say which specification it is, byte for byte.
std::vector<std::string> specification_lines(const Subject& subject);

}  // namespace ggms::audit
