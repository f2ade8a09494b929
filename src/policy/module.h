#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace ggms::policy {

/// The loaded module of networks. It is never unloaded, because its tensor library can't be.
class Module {
 public:
  /// Loads the module from the first of `folders` that has it. Throws base::Error if none has it, or if it
  /// can't be loaded or belongs to another ggms.
  explicit Module(const std::vector<std::string>& folders);

  std::unique_ptr<Policy> make(Kind kind, const Shape& shape, const NetworkOptions& options) const;

 private:
  void* make_ = nullptr;  // the module's entry, see networks/entry.h
};

/// The folders in which to look for the module: $GGMS_MODULES if that is set, the program's folder,
/// ../lib/ggms from there.
std::vector<std::string> module_folders();

/// The module of this program; the first call loads it. Several threads may call it.
const Module& networks_module();

}  // namespace ggms::policy
