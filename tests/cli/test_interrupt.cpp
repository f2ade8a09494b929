// Interrupts every command at some of its checks of base::Stop. Each command first runs to its end and
// reports how many checks it makes (GGMS_STOP_GAPS). Then it runs again and again, and each time another
// check raises SIGINT (GGMS_INTERRUPT_AT; base/stop_probe.h).
//
// The exit code has to be 3, or that of the uninterrupted run. The latter is allowed only from the check on
// at which the answer is settled: an interrupt there or later only leaves out text or files beside the
// answer. All files that exist afterwards have to be whole.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "base/rng.h"
#include "cli/program.h"

namespace ggms::cli {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kSeed = 11;

/// A command line; "{}" in words stands for the folder that it runs in.
struct Case {
  const char* name;
  std::vector<std::string> words;
  int exit_code;               // of the whole run
  bool settles = false;        // whether there are checks after the answer is settled
  std::string no_checks = {};  // why it never looks whether to stop; else it must
};

const std::vector<std::string> kSmall = {"-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2"};
const std::vector<std::string> kNo = {"-n", "4", "--faults", "crash=2", "-r", "2", "-s", "2"};

std::vector<std::string> synth(const std::vector<std::string>& setting,
                               const std::vector<std::string>& more) {
  std::vector<std::string> words = {"synth", spec_file("consensus"), "--threads", "1", "-q"};
  words.insert(words.end(), setting.begin(), setting.end());
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Commands whose runs are short, but long enough for an interrupt in each of their parts.
std::vector<Case> cases() {
  const std::string exact = "exact";
  return {
      {"synth", synth(kSmall, {"--engine", exact, "-o", "{}/new.json"}), 0, true},
      {"synth --total", synth(kSmall, {"--engine", exact, "--total", "-o", "{}/new.json"}), 0, true},
      {"synth --certificate", synth(kSmall, {"--engine", exact, "--certificate", "{}/new"}), 0, true},
      {"synth --all",
       synth({"-n", "2", "--faults", "crash=1", "-r", "2", "-s", "2"},
             {"--engine", exact, "--all", "-o", "{}/new.json"}),
       0},
      {"synth --count",
       synth({"-n", "2", "--faults", "crash=1", "-r", "2", "-s", "2"}, {"--engine", exact, "--count"}), 0},
      {"synth, any size", synth({"-n", "3", "--faults", "crash=1"}, {"--engine", exact, "-o", "{}/new.json"}),
       0, true},
      {"synth ggms",
       synth(kSmall, {"--policy", "table", "-o", "{}/new.json", "--policy-out", "{}/weights", "--log",
                      "{}/log.jsonl", "--checkpoint", "{}/checkpoint"}),
       0, true},
      {"synth mcts+dfs", synth(kSmall, {"--policy", "table", "--engine", "mcts+dfs"}), 0, true},
      {"synth, infeasible", synth(kNo, {"--engine", exact, "--explain", "0"}), 1, true},
      {"synth, infeasible and told", synth(kNo, {"--engine", exact, "--story", "{}/story.svg"}), 1, true},
      {"synth, infeasible and proved",
       synth(kNo, {"--engine", exact, "--explain", "0", "--certificate", "{}/new"}), 1, true},
      {"synth, in another view",
       synth({"-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2", "--view", "counts"},
             {"--engine", exact, "-o", "{}/new.json"}),
       0, true},
      {"synth, a large table",
       synth({"-n", "6", "--faults", "loss=1", "-r", "2", "-s", "2", "--view", "vector+id"},
             {"--engine", exact, "-o", "{}/new.json"}),
       0, true},
      {"verify", {"verify", "{}/right.json", "-q"}, 0},
      {"verify --method scenarios",
       {"verify", "{}/right.json", "-q", "--method", "scenarios", "--threads", "1"},
       0},
      {"verify, violated", {"verify", "{}/wrong.json", "-q", "--trace", "{}/trace.json"}, 1, true},
      {"verify --margin", {"verify", "{}/right.json", "-q", "--margin"}, 0},
      {"certify", {"certify", "{}/right.json"}, 0},
      {"certify, bad", {"certify", "{}/wrong.json"}, 1},
      {"certify of a list", {"certify", "{}/found"}, 0},
      {"certify of a proof", {"certify", "{}/infeasible"}, 0},
      {"complete", {"complete", "{}/right.json", "-o", "{}/new.json"}, 0},
      {"show", {"show", "{}/right.json"}, 0, true},  // all are by what prints the answer
      {"simulate",
       {"simulate", "{}/right.json", "--random"},
       0,
       false,
       "a small file is read at once, and one execution enumerates nothing"},
      {"export", {"export", "{}/right.json", "--to", "tla"}, 0, false, "the same: a pass over the table"},
      {"check", {"check", spec_file("consensus")}, 0},
      {"bench table1",
       {"bench", "table1", "--specs", GGMS_SOURCE_DIR "/specs", "--engines", "exact", "--settings", "con-2-1",
        "--runs", "1", "--results", "{}/new.jsonl"},
       0},
  };
}

/// The folder that the commands run in.
void prepare(const Folder& folder) {
  write_text(folder.path("right.json"), flood_set(4, 2, 3));
  write_text(folder.path("wrong.json"), flood_set(4, 2, 3, 1));
  const std::vector<std::string> exact = {"--engine", "exact", "--explain", "0", "--certificate"};
  const auto certificate = [&](const std::vector<std::string>& setting, const std::string& name) {
    std::vector<std::string> words = exact;
    words.push_back(folder.path(name));
    return ggms(synth(setting, words)).exit_code;
  };
  ASSERT_EQ(certificate(kSmall, "found"), 0);
  ASSERT_EQ(certificate(kNo, "infeasible"), 1);
}

std::set<std::string> files_in(const Folder& folder) {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path("")))
    files.insert(entry.path().lexically_relative(folder.path("")).string());
  return files;
}

void expect_whole_json(const std::string& path) {
  EXPECT_TRUE(Json::accept(read_text(path))) << path;
}

/// That a file is whole, as far as its kind tells.
void expect_whole(const std::string& path) {
  if (std::filesystem::is_directory(path)) {
    EXPECT_TRUE(std::filesystem::exists(path + "/certificate.json")) << path;
  } else if (path.ends_with(".json")) {
    expect_whole_json(path);
  } else if (path.ends_with(".jsonl")) {
    std::istringstream lines(read_text(path));
    for (std::string line; std::getline(lines, line);)
      EXPECT_TRUE(Json::accept(line)) << path << ": " << line;
  } else if (path.ends_with(".svg")) {
    EXPECT_TRUE(read_text(path).ends_with("</svg>\n")) << path;
  } else {
    EXPECT_FALSE(read_text(path).empty()) << path;
  }
}

class Interrupted {
 public:
  /// `folder` has the files of prepare().
  Interrupted(const Case& what, const Folder& folder) : case_(what), folder_(folder) {}

  /// Runs the command `runs` times, each time interrupted elsewhere.
  void run(std::size_t runs) {
    SCOPED_TRACE(case_.name);
    before_ = files_in(folder_);
    const std::uint64_t checks = count();
    ASSERT_EQ(checks > 0, case_.no_checks.empty()) << checks << " checks; no_checks: " << case_.no_checks;
    if (checks == 0) return;
    std::set<std::uint64_t> places = {1, checks};
    base::Rng rng(kSeed, case_.name);
    while (places.size() < std::min<std::uint64_t>(runs, checks)) places.insert(1 + rng.below(checks));
    bool is_settled = false;
    for (const std::uint64_t place : places) {
      SCOPED_TRACE(testing::Message() << "interrupted at check " << place << " of " << checks);
      const Finished run = ggms(words(), {{"GGMS_INTERRUPT_AT", std::to_string(place)}});
      const bool answers = run.exit_code == case_.exit_code && case_.settles;
      EXPECT_TRUE(run.exit_code == 3 || answers) << run.exit_code << "\n" << run.out << run.err;
      EXPECT_TRUE(answers || !is_settled) << "an interrupt at an earlier check did not unsettle the answer";
      EXPECT_FALSE(run.out.empty() && run.err.find("interrupted") == std::string::npos) << run.err;
      is_settled = is_settled || answers;
      look_at_files();
    }
    EXPECT_FALSE(places.size() > 2 && case_.settles && !is_settled) << "nothing follows the answer";
  }

 private:
  std::vector<std::string> words() const {
    std::vector<std::string> words = case_.words;
    for (std::string& word : words) {
      if (const std::size_t at = word.find("{}"); at != std::string::npos)
        word.replace(at, 3, folder_.path(""));
    }
    return words;
  }

  /// The uninterrupted run, which counts the checks.
  std::uint64_t count() {
    const Folder beside;
    const Finished run = ggms(words(), {{"GGMS_STOP_GAPS", beside.path("gaps")}});
    EXPECT_EQ(run.exit_code, case_.exit_code) << run.out << run.err;
    look_at_files();
    std::uint64_t checks = 0;
    std::istringstream lines(read_text(beside.path("gaps")));
    // Each run of a benchmark is a process of its own, and is interrupted in its own check of this number.
    for (std::string line; std::getline(lines, line);)
      checks = std::max(checks, Json::parse(line).at("checks").get<std::uint64_t>());
    return checks;
  }

  /// Checks that all new files are whole, and removes them.
  void look_at_files() {
    for (const std::string& file : files_in(folder_)) {
      if (before_.contains(file)) continue;
      EXPECT_EQ(file.find(".ggms-"), std::string::npos) << file << " is left";
      expect_whole(folder_.path(file));
    }
    for (const std::string& file : files_in(folder_)) {
      if (!before_.contains(file)) std::filesystem::remove_all(folder_.path(file));
    }
  }

  const Case case_;
  const Folder& folder_;
  std::set<std::string> before_;
};

/// How often each command is interrupted: GGMS_INTERRUPTS, if that is set.
std::size_t interrupts() {
  constexpr std::size_t kUsual = 10;
  const char* const more = std::getenv("GGMS_INTERRUPTS");
  return more != nullptr ? std::stoul(more) : kUsual;
}

TEST(Interrupt, EndsEveryCommandWithCodeThreeAndWholeFiles) {
  const Folder folder;
  prepare(folder);
  for (const Case& what : cases()) Interrupted(what, folder).run(interrupts());
}

}  // namespace
}  // namespace ggms::cli
