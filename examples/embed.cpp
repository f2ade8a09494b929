// A program that embeds the synthesizer: it looks for the fewest rounds in which three processes with two internal states
// reach consensus though so many of them may crash, shows the protocol, and lets it run.
//
// Usage: embed SPEC [CRASHES]

#include <ggms/ggms.h>

#include <cstdlib>
#include <iostream>

namespace {

/// Asks for one more round until there is a protocol. Returns it, or none where a limit came first.
std::optional<ggms::Protocol> with_fewest_rounds(const ggms::Specification& spec, ggms::Setting setting) {
  constexpr int kMostRounds = 5;
  constexpr double kSeconds = 60;  // for each search
  ggms::SynthesisOptions options;
  options.engine = "exact";
  options.limits.seconds = kSeconds;
  for (int rounds = 1; rounds <= kMostRounds; ++rounds) {
    setting.rounds = rounds;
    const ggms::Synthesis answer = ggms::synthesize(spec, setting, options);
    std::cout << "in " << rounds << (rounds == 1 ? " round: " : " rounds: ") << to_string(answer.verdict) << "\n";
    if (answer.protocol) return answer.protocol;
    for (const std::string& property : answer.conflict) std::cout << "  can't be met: " << property << "\n";
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::cerr << "usage: embed SPEC [CRASHES]\n";
    return 2;
  }
  const std::string crashes = argc > 2 ? argv[2] : "1";
  const auto protocol = with_fewest_rounds(ggms::Specification::load(argv[1]),
                                           {.processes = 3, .faults = "crash=" + crashes, .states = 2});
  if (!protocol) return 3;
  std::cout << "\n" << protocol->table();

  // Found is verified already; here it is audited once more, by code of its own.
  std::cout << "\naudit: " << to_string(protocol->certify().verdict) << "\n";

  // How many of a thousand random runs decide "one"?
  constexpr std::uint64_t kRuns = 1000;
  int ones = 0;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
    for (const auto& decision : protocol->simulate(seed).decisions()) {
      if (!decision) continue;  // of a process that crashed
      ones += *decision == "one" ? 1 : 0;
      break;
    }
  }
  std::cout << "runs that decide one: " << ones << " of " << kRuns << "\n";
  return 0;
} catch (const ggms::Error& error) {
  std::cerr << "embed: " << error.what() << "\n";
  return 2;
}
