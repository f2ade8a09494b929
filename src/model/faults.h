#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ggms::model {

/// The number of fault words: rows of the table in faults.cpp.
inline constexpr std::size_t kFaultWords = 8;

/// The limits of the adversary.
struct FaultLimits {
  static constexpr int kNoCap = std::numeric_limits<int>::max();

  std::array<int, kFaultWords> numbers{};  // per fault word, in the order of the table; 0 for absent words
  int most_failures = kNoCap;  // no more processes may fail in all, whatever the numbers add up to
  auto operator<=>(const FaultLimits&) const = default;
};

/// "crash=2"; "none" if nothing may fail.
std::string to_string(const FaultLimits& limits);
/// The inverse of to_string: words joined by commas, each at most once. Throws base::Error, which lists the
/// words.
FaultLimits parse_faults(const std::string& text);
/// For help texts: each fault word with its number, and what it lets the adversary do.
std::vector<std::pair<std::string, std::string>> fault_words();
/// A fault word by its place in the table.
std::string fault_word(std::size_t word);
/// The largest number of a fault word that makes a difference, but at most what parse_faults accepts.
int largest_number(std::size_t word, int processes, int rounds);
/// Throws base::Error if a word speaks of more processes than there are.
void validate(const FaultLimits& limits, int processes);

/// The most processes that may fail in a run.
int max_failures(const FaultLimits& limits, int processes);
/// The most messages that the vector of a process that moves can lack.
int max_missing(const FaultLimits& limits, int processes);
/// The most rounds in which a limited fault can strike: failures of processes, and faults with a limit for
/// the whole run.
int max_strikes(const FaultLimits& limits, int processes);
/// These limits with at most `failures` failing processes.
FaultLimits with_failures(const FaultLimits& limits, int failures);
/// Whether some number of `a` is below that of `b`.
bool is_weaker(const FaultLimits& a, const FaultLimits& b);
/// Whether any fault is possible.
bool any_faults(const FaultLimits& limits);

}  // namespace ggms::model
