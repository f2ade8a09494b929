// Calls SPIN and rumur as users do, except for flags that make them start faster.

#include "support/model_checkers.h"

#include <regex>
#include <stdexcept>

#include "cli/program.h"
#include "support/shell.h"

namespace ggms::support {

namespace {

/// The first group of a pattern that may match once at most; "" if it does not match.
std::string found(const std::string& text, const std::string& pattern) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(pattern)) ? match[1].str() : "";
}

std::string run_in(const cli::Folder& folder, const std::string& command) {
  // A checker that finds a violation may say so with its exit code.
  return run("cd " + folder.path("") + " && timeout 120 " + command).out;
}

}  // namespace

Judgement ask_spin(const std::string& promela) {
  const cli::Folder folder;
  cli::write_text(folder.path("protocol.pml"), promela);
  const std::string depth = found(promela, "-m([0-9]+)");
  const std::string made = run_in(folder, "spin -a protocol.pml && cc -O0 -w -DSAFETY -o pan pan.c");
  const std::string said = run_in(folder, "./pan -n" + (depth.empty() ? "" : " -m" + depth));
  Judgement judgement;
  const std::string errors = found(said, "errors: ([0-9]+)");
  judgement.verified = errors == "0";
  judgement.violated = found(said, "assertion violated ([A-Za-z0-9_]+)");
  if (judgement.violated.empty()) judgement.violated = found(said, "pan:1: (invalid end state)");
  const bool is_cut = said.find("max search depth too small") != std::string::npos;
  if (errors.empty() || is_cut || judgement.verified != judgement.violated.empty())
    throw std::runtime_error("SPIN gives no verdict:\n" + made + said);
  judgement.states = std::stoull(found(said, "([0-9]+) states, stored"));
  return judgement;
}

Judgement ask_rumur(const std::string& murphi) {
  const cli::Folder folder;
  cli::write_text(folder.path("protocol.m"), murphi);
  const std::string made =
      run_in(folder,
             "rumur --quiet --threads 1 --deadlock-detection stuck protocol.m -o checker.c && "
             "cc -O0 -w -mcx16 -pthread -o checker checker.c");
  const std::string said = run_in(folder, "./checker");
  Judgement judgement;
  judgement.verified = said.find("No error found.") != std::string::npos;
  judgement.violated = found(said, "invariant \"([^\"]*)\" failed");
  if (judgement.violated.empty()) judgement.violated = found(said, "(deadlock)");
  const std::string states = found(said, "([0-9]+) states,");
  if (states.empty() || judgement.verified != judgement.violated.empty())
    throw std::runtime_error("rumur gives no verdict:\n" + made + said);
  judgement.states = std::stoull(states);
  return judgement;
}

}  // namespace ggms::support
