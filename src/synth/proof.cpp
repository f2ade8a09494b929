// Picks a few of many clauses that contradict each other, model by model, and has a fresh CaDiCaL prove it
// (DRAT).

#include "synth/proof.h"

#include <algorithm>
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

constexpr std::size_t kBatch = 500;  // clauses that are taken up for one model at most; ours, by measurement

bool holds(const std::vector<int>& clause, const std::vector<bool>& values) {
  return std::any_of(clause.begin(), clause.end(), [&](int literal) {
    return values[static_cast<std::size_t>(std::abs(literal))] == (literal > 0);
  });
}

void add(CaDiCaL::Solver& solver, const std::vector<int>& clause) {
  for (const int literal : clause) solver.add(literal);
  solver.add(0);
}

}  // namespace

/// A clause is taken up only once a model of those before it breaks it.
std::optional<std::vector<std::size_t>> contradiction(int variables,
                                                      const std::vector<std::vector<int>>& clauses,
                                                      base::Stop& stop) {
  CaDiCaL::Solver solver;
  solver.set("quiet", 1);
  solver.reserve(variables);
  std::vector<bool> values(static_cast<std::size_t>(variables) + 1, false);
  std::vector<std::size_t> taken;
  for (;;) {
    std::vector<std::size_t> broken;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      if (!holds(clauses[i], values)) broken.push_back(i);
    }
    CHECK(!broken.empty());
    const std::size_t stride = (broken.size() + kBatch - 1) / kBatch;
    for (std::size_t i = 0; i < broken.size(); i += stride) {
      taken.push_back(broken[i]);
      add(solver, clauses[broken[i]]);
    }
    const Satisfiable answer = ask(solver, stop);
    if (answer == Satisfiable::kStopped || stop.requested_now()) return std::nullopt;
    if (answer == Satisfiable::kNo) break;
    for (int variable = 1; variable <= variables; ++variable)
      values[static_cast<std::size_t>(variable)] = solver.val(variable) > 0;
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

std::optional<std::string> proof(int variables, const std::vector<std::vector<int>>& clauses,
                                 base::Stop& stop) {
  Memory memory;
  CaDiCaL::Solver solver;
  solver.set("quiet", 1);
  solver.set("binary", 0);
  CHECK(solver.trace_proof(memory.file(), "proof"));
  solver.reserve(variables);
  for (const std::vector<int>& clause : clauses) add(solver, clause);
  const Satisfiable answer = ask(solver, stop);
  CHECK(answer != Satisfiable::kYes);
  if (answer == Satisfiable::kStopped) return std::nullopt;
  solver.flush_proof_trace();
  solver.close_proof_trace();
  return memory.text();
}

}  // namespace ggms::synth
