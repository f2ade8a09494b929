// Finds a protocol with the installed library, and checks it there.

#include <ggms/ggms.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto spec = ggms::Specification::load(argv[1]);
  const auto answer = ggms::synthesize(spec, {.processes = 3, .faults = "crash=2", .rounds = 3, .states = 2});
  if (answer.verdict != ggms::Verdict::kFound) return 1;
  const bool is_right = answer.protocol->verify().verdict == ggms::Verdict::kVerified &&
                        answer.protocol->certify().verdict == ggms::Verdict::kCertified;
  std::cout << "ggms " << ggms::version() << ": " << answer.protocol->transitions().size() << " entries, "
            << (is_right ? "certified" : "refused") << "\n";
  return is_right ? 0 : 1;
}
