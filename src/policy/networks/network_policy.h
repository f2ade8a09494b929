#pragma once

#include <memory>

#include "policy/policy.h"

namespace ggms::policy {

/// A policy that learns with a network, kTransformer or kMlp. Throws base::Error if the options make none.
std::unique_ptr<Policy> make_network_policy(Kind kind, const Shape& shape, const NetworkOptions& options);

}  // namespace ggms::policy
