#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace ggms::spec {

/// How many arguments an operator of any number of them takes at most.
inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

/// A built-in operator of terms; `nested` if Z3 turns n arguments into n nested terms.
struct Operator {
  std::size_t min = 0;
  std::size_t max = kAnyNumber;
  bool nested = false;
};

/// The operators that a specification may use, by name.
const std::map<std::string, Operator>& operators();

/// Whether SMT-LIB has the name for something of its own.
bool is_word(const std::string& name);

}  // namespace ggms::spec
