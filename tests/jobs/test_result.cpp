// Tests the lines of results files.

#include "jobs/result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"

namespace ggms::jobs {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

Result run_of(const std::string& setting, const std::string& engine, std::uint64_t seed,
              const std::string& verdict, double seconds) {
  Result run;
  run.plan = {setting, engine, seed, 60, {"--threads", "1"}, "1.2.3"};
  run.verdict = verdict;
  run.seconds = seconds;
  run.engine_seconds = seconds / 2;
  run.stats = R"({"candidates":7})";
  return run;
}

TEST(Results, ReadWhatWasWritten) {
  Result run = run_of("con-3-2", "exact:view=counts", 7, "failed", 0.1234567890123);
  run.reason = "ended by signal 11";
  run.spec_digest = "6b86";
  const std::string line = result_line(run);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  const ReadResults read = read_results(line + line, "r.jsonl");
  EXPECT_EQ(read.whole_lines, line + line);
  ASSERT_THAT(read.results, SizeIs(2));
  const Result& last = read.results[1];
  EXPECT_EQ(last.plan, run.plan);
  EXPECT_EQ(last.verdict, run.verdict);
  EXPECT_EQ(last.reason, run.reason);
  EXPECT_EQ(last.spec_digest, run.spec_digest);
  EXPECT_EQ(last.seconds, run.seconds);
  EXPECT_EQ(last.engine_seconds, run.engine_seconds);
  EXPECT_EQ(last.stats, run.stats);
}

TEST(Results, OfEarlierVersionsHaveNoDigest) {
  const std::string line = result_line(run_of("con-3-2", "exact", 7, "found", 0.5));
  EXPECT_EQ(line.find("spec_digest"), std::string::npos);
  EXPECT_EQ(read_results(line, "r.jsonl").results.at(0).spec_digest, "");
}

TEST(Results, ALastLineThatWasCutOffIsLeftOutWhereverTheCut) {
  const std::string line = result_line(run_of("con-3-2", "exact", 1, "found", 0.5));
  for (std::size_t size = 0; size < line.size(); ++size) {
    const ReadResults read = read_results(line + line.substr(0, size), "r.jsonl");
    EXPECT_THAT(read.results, SizeIs(1)) << size;
    EXPECT_EQ(read.whole_lines, line) << size;
  }
  EXPECT_THAT(read_results("", "r.jsonl").results, IsEmpty());
}

TEST(Results, ForeignFilesAreRefusedWithTheLine) {
  const std::string line = result_line(run_of("con-3-2", "exact", 1, "found", 0.5));
  const auto complaint = [](const std::string& text) -> std::string {
    try {
      read_results(text, "r.jsonl");
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  for (const std::string foreign : {"hello", "hello\n", "{}\n", "\n", "{\"schema\":\"ggms/synth/1\"}\n"}) {
    EXPECT_THAT(complaint(foreign), StartsWith("r.jsonl:1:1: ")) << foreign;
    EXPECT_THAT(complaint(line + foreign), StartsWith("r.jsonl:2:1: ")) << foreign;
  }
  EXPECT_THAT(complaint(line.substr(0, line.size() - 9) + "\n" + line), StartsWith("r.jsonl:1:1: "))
      << "cut in the middle of the file";
  EXPECT_THAT(complaint("{\"schema\":\"ggms/bench-run/1\",\"setting\":3}\n"), StartsWith("r.jsonl:1:1: "));
}

TEST(SynthAnswer, IsReadFromItsJsonAndNothingElse) {
  Result run;
  EXPECT_TRUE(
      read_synth_answer(R"({"verdict": "unknown", "reason": "time limit reached", "spec_digest": "6b86",
      "attempts": [{"seconds": 0.25}, {"seconds": 0.5}], "stats": {"candidates": 7}})",
                        run));
  EXPECT_EQ(run.verdict, "unknown");
  EXPECT_EQ(run.reason, "time limit reached");
  EXPECT_EQ(run.spec_digest, "6b86");
  EXPECT_DOUBLE_EQ(run.engine_seconds, 0.75);
  EXPECT_EQ(run.stats, R"({"candidates":7})");
  for (const char* text : {"", "{", "[]", "found", R"({"verdict": 1})", R"({"verdict": "found"})"}) {
    Result other = run;
    EXPECT_FALSE(read_synth_answer(text, other)) << text;
    EXPECT_EQ(other.verdict, run.verdict) << text;
  }
}

}  // namespace
}  // namespace ggms::jobs
