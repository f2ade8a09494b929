#include "synth/proof.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <cadical.hpp>

#include "base/check.h"
#include "synth/sat.h"

namespace ggms::synth {

namespace {

/// A stream into memory, as the solver writes its proof to a FILE.
class Memory {
 public:
  Memory() : file_(open_memstream(&text_, &size_)) { CHECK(file_ != nullptr); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    std::fclose(file_);
    std::free(text_);
  }

  FILE* file() { return file_; }
  std::string text() {
    std::fflush(file_);
    return {text_, size_};
  }

 private:
  char* text_ = nullptr;
  std::size_t size_ = 0;
  FILE* file_;
};

}  // namespace

std::optional<std::string> proof(int variables, const std::vector<std::vector<int>>& clauses,
                                 base::Stop& stop) {
  Memory memory;
  CaDiCaL::Solver solver;
  solver.set("quiet", 1);
  solver.set("binary", 0);
  CHECK(solver.trace_proof(memory.file(), "proof"));
  solver.reserve(variables);
  for (const std::vector<int>& clause : clauses) {
    for (const int literal : clause) solver.add(literal);
    solver.add(0);
  }
  const Satisfiable answer = ask(solver, stop);
  CHECK(answer != Satisfiable::kYes);
  if (answer == Satisfiable::kStopped) return std::nullopt;
  solver.flush_proof_trace();
  solver.close_proof_trace();
  return memory.text();
}

}  // namespace ggms::synth
