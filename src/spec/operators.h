#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace ggms::spec {

/// Operator::max of an operator that takes any number of arguments.
inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

/// A built-in operator of terms; `nested` says that Z3 turns n arguments into n nested terms.
struct Operator {
  std::size_t min = 0;
  std::size_t max = kAnyNumber;
  bool nested = false;
};

/// The operators that a specification may use, by name.
const std::map<std::string, Operator>& operators();

/// Whether SMT-LIB reserves the name.
bool is_word(const std::string& name);

}  // namespace ggms::spec
