#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/evidence.h"
#include "audit/certify.h"
#include "audit/claim.h"
#include "audit/refutation.h"
#include "base/phases.h"
#include "base/stop.h"
#include "model/faults.h"
#include "model/setting.h"

namespace ggms::api {

/// What evidence has to be about, as far as it matters to the caller. A stronger claim will do, too
/// (audit/subject.h).
struct Expectations {
  std::optional<std::string> spec_text = {};  // a byte order mark makes no difference
  std::string spec_name = {};                 // what errors call it
  std::optional<audit::Claim> claim = {};
  std::optional<int> processes = {};
  std::optional<int> rounds = {};
  std::optional<int> states = {};
  bool any_states = false;  // instead of `states`: any number of them
  std::optional<model::FaultLimits> faults = {};
  std::optional<model::View> view = {};
  std::optional<model::Decide> decide = {};
};

/// The audit of one certificate, or of a protocol alone.
struct Audit {
  enum class Verdict { kGood, kUnknown, kBad };  // from good to bad

  std::string name;  // Evidence::name
  std::variant<audit::Certificate, audit::Refutation> result;

  Verdict verdict() const;
};

/// What the audits of all that was given came to.
struct Certification {
  std::vector<Audit> audits;
  std::string why_unknown;  // what ended them early, if that leaves the verdict open

  /// The worst verdict of one. Nothing is certified unless all is.
  Audit::Verdict verdict() const;
};

/// Audits evidence, by code that shares nothing with what made it. First all claims are read and compared
/// with what is expected; only then the first is audited, from the text that was read. `time` is what it
/// spends its time on. Throws base::Error where there is no evidence, a claim is about another question, a
/// file is malformed, or a certificate is not whole.
Certification certify(const std::vector<Evidence>& evidence, const Expectations& expected, base::Stop& stop,
                      base::Phases& time);

}  // namespace ggms::api
