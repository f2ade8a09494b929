#pragma once

#include <string>

#include "policy/policy.h"

/// The interface between the program and the module of networks. Both are compiled from this header; the
/// version tells whether from the same one.
namespace ggms::policy {

inline constexpr const char* kModuleFile = "ggms_networks.so";
inline constexpr const char* kVersionEntry = "ggms_networks_version";
inline constexpr const char* kMakeEntry = "ggms_networks_make";

/// Increase it when policy.h changes in a way that sizes don't show.
inline constexpr int kModuleInterface = 1;

/// The version: of ggms, of the interface, and the sizes of the types that cross it.
inline std::string module_version() {
  return std::string(GGMS_VERSION) + "-" + std::to_string(kModuleInterface) + "." +
         std::to_string(sizeof(Batch)) + "." + std::to_string(sizeof(Shape)) + "." +
         std::to_string(sizeof(NetworkOptions));
}

extern "C" {
/// Both throw only ggms::base errors: the module and the program share libstdc++, which knows types by name.
using VersionEntry = const char*();
using MakeEntry = Policy*(Kind kind, const Shape* shape, const NetworkOptions* options);
}

}  // namespace ggms::policy
