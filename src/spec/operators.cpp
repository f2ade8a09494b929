// The lists of the built-in operators of terms, and of the words that SMT-LIB reserves.

#include "spec/operators.h"

#include <set>

#include "spec/vocabulary.h"

namespace ggms::spec {

const std::map<std::string, Operator>& operators() {
  static const std::map<std::string, Operator> table = {
      {"true", {0, 0}},
      {"false", {0, 0}},
      {"not", {1, 1}},
      {"and", {1, kAnyNumber}},
      {"or", {1, kAnyNumber}},
      {"=>", {2, kAnyNumber, true}},
      {"xor", {2, kAnyNumber, true}},
      {"=", {2, kAnyNumber}},
      {"distinct", {2, kAnyNumber}},
      {"ite", {3, 3}},
      {"<", {2, kAnyNumber}},
      {"<=", {2, kAnyNumber}},
      {">", {2, kAnyNumber}},
      {">=", {2, kAnyNumber}},
      {"-", {1, 1}},
  };
  return table;
}

bool is_word(const std::string& name) {
  static const std::set<std::string> words = {"let", "forall", "exists", "!",  "_",
                                              "as",  "is",     "match",  "par"};
  return words.count(name) != 0 || operators().count(name) != 0;
}

std::vector<std::string> operator_names() {
  std::vector<std::string> names;
  for (const auto& [name, shape] : operators()) {
    if (name != "-") names.push_back(name);
  }
  return names;
}

}  // namespace ggms::spec
