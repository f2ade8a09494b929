// Makes policies.

#include "policy/policy.h"

#include "base/check.h"
#include "policy/networks/network_policy.h"
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
      return make_network_policy(kind, shape, options);
  }
  CHECK(!"a kind that makes no policy");
}

}  // namespace ggms::policy
