// What clauses of a refutation say about a protocol, and when decisions at the end of a run break a property.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/file.h"
#include "audit/ground.h"
#include "audit/proof.h"
#include "audit/replay.h"
#include "audit/text_reader.h"

namespace ggms::audit {

/// A set of values, one bit each.
using Values = std::uint64_t;
inline constexpr std::size_t kMostValues = 63;

/// The meaning of a variable.
struct Meaning {
  enum class Kind : std::uint8_t {
    kNothing,
    kTakes,    // the table entry (or history) number `index` takes the value `value`
    kReached,  // the configuration number `index` is reached
    kBecomes,  // a receiver may become what the outcome number `index` says
    kUsed,     // the state that number `index` says is used by then
  };
  Kind kind = Kind::kNothing;
  std::size_t index = 0;
  int value = 0;
};

/// The case in which a clause is false: the opposite of each of its literals.
struct Denied {
  std::map<std::size_t, Values> takes;        // by entry: the values that it may still take
  std::vector<std::size_t> reached;           // configurations that are reached
  std::vector<std::size_t> unreached;         // configurations that are not reached
  std::vector<std::size_t> become, unbecome;  // outcomes that are possible, or not
  std::vector<std::size_t> used, unused;      // states that are used by then, or not

  /// The values that an entry with `values` values may still take.
  Values left(std::size_t entry, std::size_t values) const;
};

/// The meaning of each variable, and how many values each entry or history can take.
struct Vocabulary {
  std::vector<Meaning> meanings;    // [0] has no meaning
  std::vector<std::size_t> values;  // by entry

  explicit Vocabulary(int variables) : meanings(static_cast<std::size_t>(variables) + 1) {}

  /// Throws base::Error, through the reader, if the variable has a meaning already.
  void define(const TextReader& reader, std::int64_t variable, const Meaning& meaning);
  /// Throws base::Error with a reason if a variable has no meaning.
  Denied denied(const Clause& clause) const;
  /// Whether the clause leaves one entry no value: then it can't be false.
  bool is_about_one_entry(const Denied& denied) const;
};

/// The facts that a configuration carries besides its states; other facts are open.
struct Carried {
  bool lost = false, connected = false, decided_by = false;
};

/// A run that has ended, with the decisions of its last round open except for what the clause denies.
struct Ended {
  Moment moment;
  std::vector<std::optional<std::size_t>> entry;  // by process, the entry of its decision in the last round
  std::vector<bool> moves;                        // by process, whether it decides in the last round
  std::vector<std::optional<int>> decides =
      {};  // by process, its decision in the last round where that is known; or empty
};

/// Judges ends of runs.
class Judge {
 public:
  Judge(const Protocol& protocol, GroundProperties& properties, Carried carried)
      : protocol_(protocol), properties_(properties), carried_(carried) {}

  std::size_t properties() const { return properties_.names().size(); }

  /// Whether the property is false of the run for each of these vectors of initial values, in every case that
  /// the clause leaves open. Throws base::Error if there are too many cases.
  bool breaks(std::size_t property, const Ended& ended, const Denied& denied,
              const std::vector<std::vector<int>>& starts);

 private:
  bool breaks(std::size_t property, const Ended& ended, const Denied& denied, KnownRun& run);
  bool breaks_anyway(std::size_t property, const Ended& ended, const Denied& denied, KnownRun& run);
  KnownRun known(const Ended& ended, const Denied& denied) const;

  const Protocol& protocol_;
  GroundProperties& properties_;
  Carried carried_;
  std::uint64_t cases_ = 0;  // cases that were judged for one clause
};

/// Reads "0.1.0": a vector of initial values.
std::vector<int> read_vector(const TextReader& reader, std::string_view word, const Protocol& protocol);
/// The role of a letter: h, o, g or z.
std::optional<Role> role_of(char letter);
/// A run before its first round. Throws base::Error with a reason if more processes are picked than the
/// setting allows.
Moment first_moment(const Protocol& protocol, const std::vector<int>& initial,
                    const std::vector<Role>& picked);
/// Reads what the adversary does in a round. A Byzantine process may claim one of the `claims` states from
/// `first_claim` on; the deeds number them from 0.
Deeds read_deeds(const TextReader& reader, const std::vector<std::string_view>& words, std::size_t first,
                 std::size_t last, int processes, std::size_t first_claim, std::size_t claims);

}  // namespace ggms::audit
