// Leaves out some properties of a specification. reader.cpp reads specifications.

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
