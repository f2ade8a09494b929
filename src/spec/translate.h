#pragma once

#include <z3++.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "spec/formula.h"

namespace ggms::spec {

/// A property that can't be translated, by its index. The reader adds the place.
class TranslationError : public std::runtime_error {
 public:
  TranslationError(std::size_t property, const std::string& message)
      : std::runtime_error(message), property_(property) {}

  std::size_t property() const { return property_; }

 private:
  std::size_t property_;
};

/// One property as formulas: the property, and its premise (see spec::Property).
struct Translation {
  NodeId formula = Formulas::kTrueId;
  NodeId premise = Formulas::kTrueId;
  bool has_premise = false;
};

/// Turns the terms that Z3 has read (and sort-checked), in the vocabulary of a specification, into formulas
/// of `formulas`. Throws TranslationError if they are too many.
std::vector<Translation> translate(const z3::expr_vector& assertions, Formulas& formulas);

}  // namespace ggms::spec
