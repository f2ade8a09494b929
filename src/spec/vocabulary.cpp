// The one list of the words that a specification can use: the reader accepts these, and `ggms help
// specification` prints them.

#include "spec/vocabulary.h"

#include <algorithm>

namespace ggms::spec {

const std::vector<VocabularyWord>& vocabulary() {
  static const std::vector<VocabularyWord> words = {
      {"init", {"Process"}, "", "the value it started with"},
      {"decides", {"Process", ""}, "Bool", "it has decided this value when the run ends"},
      {"correct", {"Process"}, "Bool", "it never crashed and was not picked as omitting or Byzantine"},
      {"connected",
       {"Process"},
       "Bool",
       "it never crashed, isn't Byzantine, and in every round heard from, and was heard by, more than half "
       "of "
       "all processes"},
      {"decided-by",
       {"Process", "Int"},
       "Bool",
       "it had decided by the end of that round, a literal; of use where processes may decide in any round"},
      {"lost", {}, "Bool", "in some round, a process that moved missed a message"},
      {"crashed", {}, "Bool", "some process crashed"},
      {"failures",
       {},
       "Int",
       "how many processes crashed or were picked as faulty; only to be compared with literals"},
  };
  return words;
}

const VocabularyWord* vocabulary_word(const std::string& name) {
  const auto found = std::find_if(vocabulary().begin(), vocabulary().end(),
                                  [&](const VocabularyWord& word) { return word.name == name; });
  return found == vocabulary().end() ? nullptr : &*found;
}

std::string declaration(const VocabularyWord& word) {
  if (word.sorts.empty()) return "(declare-const " + word.name + " " + word.result + ")";
  std::string sorts;
  for (const std::string& sort : word.sorts)
    sorts += (sorts.empty() ? "" : " ") + (sort.empty() ? "W" : sort);
  return "(declare-fun " + word.name + " (" + sorts + ") " + (word.result.empty() ? "V" : word.result) + ")";
}

std::string vocabulary_names() {
  std::string names;
  for (const VocabularyWord& word : vocabulary()) names += word.name + ", ";
  return names.substr(0, names.size() - 2) + " and p1, p2, ...";
}

bool is_vocabulary(const std::string& name) {
  return vocabulary_word(name) != nullptr || process_index(name).has_value();
}

std::optional<int> process_index(const std::string& name) {
  constexpr std::size_t kMaxDigits = 6;
  if (name.size() < 2 || name.size() > kMaxDigits || name[0] != 'p' || name[1] == '0') return std::nullopt;
  if (name.find_first_not_of("0123456789", 1) != std::string::npos) return std::nullopt;
  return std::stoi(name.substr(1));
}

}  // namespace ggms::spec
