// What exists, in the public header: engines, and the words that fields take.

#include "api/export.h"
#include "api/synthesis.h"
#include "api/views.h"
#include "library/access.h"
#include "model/faults.h"

namespace ggms {

namespace {

std::vector<Word> words_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<Word> words;
  for (const auto& [word, meaning] : pairs) words.push_back({word, meaning});
  return words;
}

}  // namespace

std::vector<std::string> engines() {
  return api::engine_names();
}

std::vector<Word> faults() {
  return guarded([] { return words_of(model::fault_words()); });
}

std::vector<Word> views() {
  return guarded([] { return words_of(api::view_words()); });
}

std::vector<Word> export_formats() {
  return guarded([] {
    std::vector<Word> words;
    for (const api::ExportFormat& format : api::export_formats())
      words.push_back({format.name, format.meaning});
    return words;
  });
}

}  // namespace ggms
