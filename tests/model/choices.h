#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/adversary.h"

/// Functions with which the adversary's tests list its choices and show them.
namespace ggms::model {

/// A choice on one line: the classes (group, number if not 1, ! crashes, ~ leaves, * forges, | is apart, -2
/// loses two), then row by row what each class receives from each: . sure, ? at risk, * forged, x lost, -
/// nothing.
std::string drawn(const Choice& choice);
std::vector<std::string> drawn(const std::vector<Choice>& choices);

/// Every choice with that many processes present.
std::vector<Choice> choices(const std::string& faults, const std::vector<Party>& parties,
                            const Ledger& ledger = {});
Adversary adversary(const std::string& faults, int processes);

/// Correct processes that are told apart.
std::vector<Party> apart(int processes);

/// The number of sets of at most `most` of n elements.
std::uint64_t subsets_up_to(int n, int most);

}  // namespace ggms::model
