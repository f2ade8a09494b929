#pragma once

#include <memory>
#include <new>
#include <string_view>
#include <type_traits>

#include <z3++.h>

namespace ggms::base {

/// A Z3 context of its own. z3::context crashes if Z3 has no memory for it; this class throws std::bad_alloc.
/// Header only, because `base` doesn't link Z3; the rooms that include this header do.
class Z3Context {
 public:
  Z3Context() : owned_(made()), view_(owned_.get()) {}

  z3::context& get() { return view_(); }

 private:
  struct Delete {
    void operator()(Z3_context context) const { Z3_del_context(context); }
  };
  using Owned = std::unique_ptr<std::remove_pointer_t<Z3_context>, Delete>;

  static Owned made() {
    z3::config config;
    Owned context(Z3_mk_context_rc(config));
    if (context == nullptr) throw std::bad_alloc();
    return context;
  }

  Owned owned_;
  z3::scoped_context view_;
};

/// Parameters for every solver and every simplification, with which Z3 leaves Ctrl-C to the program. Without
/// them Z3 catches SIGINT with a handler of its own while it works, gives up, and the program never sees the
/// signal.
inline z3::params without_ctrl_c(z3::context& context) {
  z3::params parameters(context);
  parameters.set("ctrl_c", false);
  return parameters;
}

/// Throws std::bad_alloc if Z3's exception says that memory ran out.
inline void check_memory(const z3::exception& error) {
  if (std::string_view(error.msg()) == "out of memory") throw std::bad_alloc();
}

}  // namespace ggms::base
