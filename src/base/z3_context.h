#pragma once

#include <memory>
#include <new>
#include <string_view>
#include <type_traits>

#include <z3++.h>

namespace ggms::base {

/// A Z3 context of its own. z3::context crashes where Z3 has no memory for it; this throws std::bad_alloc.
/// Header only: `base` doesn't link Z3, the rooms that include this do.
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

/// For every solver and every simplification: Z3 leaves Ctrl-C to the program. While it works it would catch
/// SIGINT by a handler of its own, give up, and keep the signal from everything else.
inline z3::params without_ctrl_c(z3::context& context) {
  z3::params parameters(context);
  parameters.set("ctrl_c", false);
  return parameters;
}

/// Throws std::bad_alloc if that is what Z3's exception means.
inline void check_memory(const z3::exception& error) {
  if (std::string_view(error.msg()) == "out of memory") throw std::bad_alloc();
}

}  // namespace ggms::base
