#include "api/views.h"

#include "model/setting.h"

namespace ggms::api {

std::vector<std::pair<std::string, std::string>> view_words() {
  using model::View;
  return {{model::to_string(View::kVector), "what was received from whom"},
          {model::to_string(View::kVectorId), "the same, and its own index"},
          {model::to_string(View::kCounts), "how many times each state was received"},
          {model::to_string(View::kCountsOwn), "the same, and its own state"}};
}

}  // namespace ggms::api
