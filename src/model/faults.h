#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ggms::model {

/// How many fault words there are: rows of the table in faults.cpp.
inline constexpr std::size_t kFaultWords = 8;

/// How far the adversary may go.
struct FaultLimits {
  static constexpr int kNoCap = std::numeric_limits<int>::max();

  std::array<int, kFaultWords> numbers{};  // per fault word, in the order of the table; 0 where it is absent
  int most_failures = kNoCap;              // however they add up, no more processes than that may fail
  auto operator<=>(const FaultLimits&) const = default;
};

/// "crash=2"; "none" where nothing may fail.
std::string to_string(const FaultLimits& limits);
/// The inverse of to_string: words joined by commas, each there once. Throws base::Error that lists the
/// words.
FaultLimits parse_faults(const std::string& text);
/// One line a fault word, for help texts: the word with its number, and what the adversary may do.
std::vector<std::pair<std::string, std::string>> fault_words();
/// A fault word by its place in the table.
std::string fault_word(std::size_t word);
/// The largest number of a fault word that makes a difference, or that parse_faults takes if that is less.
int largest_number(std::size_t word, int processes, int rounds);
/// Throws base::Error if a word speaks of more processes than there are.
void validate(const FaultLimits& limits, int processes);

/// How many processes may fail in a run at most.
int max_failures(const FaultLimits& limits, int processes);
/// How many messages the vector of a process that moves can lack at most.
int max_missing(const FaultLimits& limits, int processes);
/// In how many rounds something can go wrong that does not come back: failures, and what is limited for the
/// whole run.
int max_strikes(const FaultLimits& limits, int processes);
/// The same limits with at most `failures` failing processes.
FaultLimits with_failures(const FaultLimits& limits, int failures);
/// Whether some number of `a` is below that of `b`.
bool is_weaker(const FaultLimits& a, const FaultLimits& b);
/// Whether anything can go wrong.
bool any_faults(const FaultLimits& limits);

}  // namespace ggms::model
