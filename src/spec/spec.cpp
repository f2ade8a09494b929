// A specification with some of its properties left out. Reading one is in reader.cpp.

#include "spec/spec.h"

namespace ggms::spec {

Spec with_properties(const Spec& spec, const std::vector<int>& properties) {
  Spec fewer = spec;
  fewer.properties.clear();
  for (const int property : properties) {
    fewer.properties.push_back(spec.properties[static_cast<std::size_t>(property)]);
  }
  return fewer;
}

}  // namespace ggms::spec
