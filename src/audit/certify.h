#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/subject.h"

namespace ggms::audit {

/// One property of the specification, and on how many final outcomes it was true.
struct CertifiedProperty {
  std::string name;
  std::uint64_t outcomes = 0;    // distinct final outcomes on which it was evaluated
  std::uint64_t violations = 0;  // those on which it was false
  bool good() const { return violations == 0; }
};

/// The result of an audit of a protocol file, with counts of what it examined.
struct Certificate {
  enum class Verdict { kGood, kBad, kUnknown };

  Verdict verdict = Verdict::kUnknown;
  bool good() const { return verdict == Verdict::kGood; }

  Subject subject;
  std::string initial_vectors;         // how many there are, as text, because there can be 2^100
  std::uint64_t configurations = 0;    // distinct at the boundaries 0..rounds, with initial values
  std::uint64_t outcomes = 0;          // configurations at the last boundary
  std::uint64_t evaluations = 0;       // properties evaluated by Z3; outcomes that look alike share one
  bool listed = false;                 // the configurations are those of a list
  std::uint64_t transitions = 0;       // transitions in the protocol file
  std::uint64_t used_transitions = 0;  // those of them that some execution takes
  std::vector<CertifiedProperty> properties;
  std::string
      failure;  // bad: what failed and an execution that leads there; unknown: why it gave up. One line.
};

/// Audits a protocol.json: whether every execution of its transitions, from all initial values and under
/// every choice of the adversary of its setting, ends with all properties of its specification true and never
/// needs a missing entry. Calls `stop` every now and then, and gives up (verdict unknown) once it returns
/// true. Throws base::Error for a malformed file.
Certificate certify_protocol(const std::string& json_text, const std::string& file_name,
                             const std::function<bool()>& stop = {});

/// Audits a protocol file with a list of its reachable configurations (schema ggms/configurations/1): checks
/// that the list has every initial configuration and every configuration that can follow a listed one in a
/// round, and that all properties are true of the configurations listed at the end. Explores nothing beyond
/// the list. Throws base::Error if either file is malformed.
Certificate certify_listed(const std::string& json_text, const std::string& file_name,
                           const std::string& listing_text, const std::string& listing_name,
                           const std::function<bool()>& stop = {});

/// The list that certify_listed checks; nullopt if there are too many configurations, an entry is missing, or
/// `stop` returned true.
std::optional<std::string> list_configurations(const std::string& json_text, const std::string& file_name,
                                               const std::function<bool()>& stop = {});

/// What exactly a certificate states, as lines for people.
std::vector<std::string> certificate_lines(const Certificate& certificate);

}  // namespace ggms::audit
