// Loads the networks when they are first needed. If the program linked their tensor library, every call of
// ggms would pay its start-up time and memory, even without a network.

#include "policy/module.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "policy/networks/entry.h"

namespace ggms::policy {

namespace {

namespace fs = std::filesystem;

std::string find_module(const std::vector<std::string>& folders) {
  std::string looked;
  for (const std::string& folder : folders) {
    std::error_code ignored;
    const fs::path file = fs::path(folder) / kModuleFile;
    if (fs::exists(file, ignored)) return file.string();
    looked += (looked.empty() ? "" : ", ") + folder;
  }
  throw base::Error(std::string("networks need the module ") + kModuleFile + ", which is not in " + looked +
                    " (set GGMS_MODULES to its folder, or use the policy 'table' or 'uniform')");
}

}  // namespace

Module::Module(const std::vector<std::string>& folders) {
  const std::string file = find_module(folders);
  // RTLD_LAZY because most of the library is never called; RTLD_LOCAL because no other library may see its
  // symbols.
  void* handle = ::dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) throw base::Error("can't load the networks: " + std::string(::dlerror()));
  const auto version = reinterpret_cast<VersionEntry*>(::dlsym(handle, kVersionEntry));
  make_ = ::dlsym(handle, kMakeEntry);
  if (version == nullptr || make_ == nullptr) throw base::Error(file + ": this is not a module of ggms");
  if (version() != module_version()) {
    throw base::Error(file + ": belongs to another ggms (it is " + version() + ", this is " +
                      module_version() + "); install both together");
  }
}

std::unique_ptr<Policy> Module::make(Kind kind, const Shape& shape, const NetworkOptions& options) const {
  return std::unique_ptr<Policy>(reinterpret_cast<MakeEntry*>(make_)(kind, &shape, &options));
}

namespace {

/// The file of the library or the program that contains this code; empty if it is not known.
fs::path own_file() {
  Dl_info own{};
  if (::dladdr(reinterpret_cast<void*>(&module_folders), &own) == 0 || own.dli_fname == nullptr) return {};
  std::error_code failed;
  return fs::absolute(own.dli_fname, failed);
}

/// Asked while this code is loaded: the loader may know it by a path from the working folder, which a program
/// can leave later.
const fs::path kOwnFile = own_file();

/// The folder of that file; empty if it is not known.
fs::path own_folder() {
  std::error_code failed;
  const fs::path file = fs::canonical(kOwnFile, failed);
  return failed ? fs::path() : file.parent_path();
}

}  // namespace

std::vector<std::string> module_folders() {
  std::vector<std::string> folders;
  if (const char* folder = std::getenv("GGMS_MODULES"); folder != nullptr && *folder != '\0') {
    folders.emplace_back(folder);
  }
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) {
    folders.push_back(program.parent_path().string());
    folders.push_back((program.parent_path().parent_path() / "lib" / "ggms").string());
  }
  // If a program uses ggms as a library, the networks lie near the library.
  if (const fs::path own = own_folder(); !own.empty() && own != program.parent_path()) {
    folders.push_back(own.string());
    folders.push_back((own / "ggms").string());
  }
  return folders;
}

const Module& networks_module() {
#ifdef GGMS_NETWORKS
  static const Module module(module_folders());
  return module;
#else
  throw base::FieldError("policy",
                         "this build of ggms has no networks (GGMS_NETWORKS is off): use table or uniform");
#endif
}

}  // namespace ggms::policy
