#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace ggms::policy {

/// The module of networks, loaded. It is never unloaded: its tensor library can't be.
class Module {
 public:
  /// Takes the first of `folders` that has the module. Throws base::Error where none has it, or where it
  /// can't be loaded or belongs to another ggms.
  explicit Module(const std::vector<std::string>& folders);

  std::unique_ptr<Policy> make(Kind kind, const Shape& shape, const NetworkOptions& options) const;

 private:
  void* make_ = nullptr;  // the module's entry, see networks/entry.h
};

/// Where the module is looked for: $GGMS_MODULES if that is set, beside the program, in ../lib/ggms from
/// there.
std::vector<std::string> module_folders();

/// The module that belongs to this program, loaded by the first call. Safe to call from several threads.
const Module& networks_module();

}  // namespace ggms::policy
