#pragma once

#include <cstdint>
#include <string>

namespace ggms::support {

/// The verdict of a model checker on a text.
struct Judgement {
  bool verified = false;
  std::string violated;      // the property that it calls broken; empty if none
  std::uint64_t states = 0;  // how many states it stored
};

/// SPIN's verdict on a Promela program. Throws std::runtime_error if it gives none.
Judgement ask_spin(const std::string& promela);
/// rumur's verdict on a Murphi program.
Judgement ask_rumur(const std::string& murphi);

}  // namespace ggms::support
