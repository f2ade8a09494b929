#pragma once

#include <cstdint>
#include <string>

namespace ggms::support {

/// What a model checker said of a text.
struct Judgement {
  bool verified = false;
  std::string violated;      // what it names as broken; empty if nothing
  std::uint64_t states = 0;  // how many it stored
};

/// SPIN's, of a Promela program. Throws std::runtime_error where it gives no verdict.
Judgement ask_spin(const std::string& promela);
/// rumur's, of a Murphi program.
Judgement ask_rumur(const std::string& murphi);

}  // namespace ggms::support
