// `ggms synth --all` and `--count`. Protocols are numbered in the order of their tables, so that numbers
// don't depend on the order in which they were found.

#include "cli/all_answers.h"

#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

#include "api/found.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/synth_request.h"
#include "cli/written_file.h"
#include "verify/explicit.h"

namespace ggms::cli {

std::string numbered(const std::string& path, std::uint64_t number) {
  const std::filesystem::path whole(path);
  const std::string name = whole.stem().string() + "-" + std::to_string(number) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

void require_numbered(const std::string& path, const std::vector<std::string>& inputs) {
  require_writable(numbered(path, 1), inputs);
  const std::filesystem::path whole(path);
  for (const std::string& input : inputs) {
    const std::filesystem::path other(input);
    const std::string stem = other.stem().string();
    const std::string prefix = whole.stem().string() + "-";
    const bool is_numbered = stem.size() > prefix.size() && stem.starts_with(prefix) &&
                             stem.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
    if (is_numbered && other.extension() == whole.extension())
      require_writable((whole.parent_path() / other.filename()).string(), inputs);
  }
}

synth::Engine AllProtocols::engine() {
  return [this](const model::Problem& problem, const synth::Options& options, base::Stop& stop,
                const synth::OnProgress& on_progress) {
    protocols_.clear();
    synth::AllAnswers all = synth::all_answers(
        problem, options, options_.all_limit.value_or(std::numeric_limits<std::uint64_t>::max()), stop,
        on_progress, [&](synth::Moves moves) {
          if (options_.all) protocols_.insert(std::move(moves));
        });
    found_ = {all.count, all.complete, {}};
    return std::move(all.result);
  };
}

bool AllProtocols::announce(const spec::Spec& spec, const report::Synthesis& synthesis) {
  const synth::Answer answer = report::answer_of(synthesis);
  found_.complete =
      answer == synth::Answer::kInfeasible || (found_.complete && answer == synth::Answer::kFound);
  const model::Problem problem(spec, synthesis.growth.setting);
  verify::Explicit checker(problem);
  const spec::Spec* known = nullptr;  // the specification, once it was read back
  std::optional<api::Checked> first;
  base::Stop stop = stop_of();  // limits were for the search
  bool writes = !options_.output.empty();
  for (const synth::Moves& moves : protocols_) {
    model::Machine machine(problem.setting());
    for (const auto& [entry, next] : moves) machine.set(entry, next);
    const verify::Check check = checker.check(machine, {}, stop);
    if (check.verdict == verify::Verdict::kUnknown) return false;
    const std::uint64_t number = found_.listed.size() + 1;
    std::string path = writes ? numbered(options_.output, number) : "";
    std::optional<api::Checked> checked =
        api::check_again(problem, machine, check, finding_of(options_, synthesis.seconds, path), stop, known);
    if (!checked) return false;
    writes = writes && outputs_.attempt([&] { write_file_atomically(path, checked->text); });
    if (!writes) path.clear();
    found_.listed.push_back({synth::digest(moves), checked->protocol.machine.entries().size(), path});
    if (!first) first = std::move(*checked);
    known = &first->protocol.problem.specification();
  }
  return true;
}

}  // namespace ggms::cli
