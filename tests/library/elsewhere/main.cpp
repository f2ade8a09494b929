// Leaves the folder that it was started in, and then needs the module of networks, which lies beside the
// library.

#include <ggms/ggms.h>
#include <unistd.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto spec = ggms::Specification::load(argv[1]);
  if (::chdir("/") != 0) return 2;
  ggms::SynthesisOptions options;
  options.learning = {{"policy", "mlp"}};
  try {
    const auto answer = ggms::synthesize(spec, {2, "none", 1, 1, "vector", "last"}, options);
    return answer.verdict == ggms::Verdict::kFound ? 0 : 1;
  } catch (const ggms::Error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
