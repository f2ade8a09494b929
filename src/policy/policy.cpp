// Makes policies: the two in the program itself, and the networks through the module.

#include "policy/policy.h"

#include "base/check.h"
#include "policy/module.h"
#include "policy/table.h"
#include "policy/uniform.h"

namespace ggms::policy {

std::unique_ptr<Policy> make_policy(Kind kind, const Shape& shape, const NetworkOptions& options) {
  CHECK(shape.length > 0 && shape.vocabulary > 0 && shape.outputs > 0);
  switch (kind) {
    case Kind::kUniform:
      return std::make_unique<Uniform>(shape);
    case Kind::kTable:
      return std::make_unique<Table>(shape);
    case Kind::kTransformer:
    case Kind::kMlp:
      break;
  }
  return networks_module().make(kind, shape, options);
}

}  // namespace ggms::policy
