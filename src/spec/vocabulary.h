#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ggms::spec {

/// A function or constant that specifications may declare.
struct VocabularyWord {
  std::string name;
  std::vector<std::string> sorts;  // of its arguments; "" stands for any enumeration
  std::string result;
  std::string meaning;  // of a finished run
};

/// The vocabulary, all but the constants p1, p2, ...
const std::vector<VocabularyWord>& vocabulary();

/// The word of that name; nullptr if the vocabulary has no such word.
const VocabularyWord* vocabulary_word(const std::string& name);

/// How a specification declares the word; V and W stand for enumerations.
std::string declaration(const VocabularyWord& word);

/// The names as words of a sentence, "and p1, p2, ..." at the end.
std::string vocabulary_names();

/// Whether the name is one of the vocabulary's functions and constants (init, decides, ..., p1, p2, ...).
bool is_vocabulary(const std::string& name);

/// The index of the process that p1, p2, ... names, from 1; nothing for any other name.
std::optional<int> process_index(const std::string& name);

/// The operators of terms, without quantifiers and `let`.
std::vector<std::string> operator_names();

}  // namespace ggms::spec
