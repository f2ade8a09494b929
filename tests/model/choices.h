#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/adversary.h"

/// How the tests of the adversary ask for its choices and show them.
namespace ggms::model {

/// A choice in a line: the classes (group, number if not 1, ! crashes, ~ leaves, * forges, | is apart, -2
/// loses two), then row by row what each class gets from each: . sure, ? at risk, * forged, x lost, -
/// nothing.
std::string drawn(const Choice& choice);
std::vector<std::string> drawn(const std::vector<Choice>& choices);

/// Every choice where that many processes are present.
std::vector<Choice> choices(const std::string& faults, const std::vector<Party>& parties,
                            const Ledger& ledger = {});
Adversary adversary(const std::string& faults, int processes);

/// Correct processes that are told apart.
std::vector<Party> apart(int processes);

/// How many sets of at most so many there are among n.
std::uint64_t subsets_up_to(int n, int most);

}  // namespace ggms::model
