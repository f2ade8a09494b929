// Tests runs of several jobs, with an executor that fakes the end of each process: which jobs run, which
// results are kept, what remains after an interruption, and how a later run goes on.

#include "jobs/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.h"
#include "base/output_file.h"
#include "cli/program.h"

namespace ggms::jobs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Job job(std::uint64_t seed) {
  return {{"con-2-1", "exact", seed, 60, {}, "1.2.3"}, {"synth", std::to_string(seed)}};
}

std::vector<Job> three_jobs() {
  return {job(1), job(2), job(3)};
}

ProcessEnd answer(const std::string& verdict, int exit_code, const std::string& reason = "") {
  ProcessEnd end;
  end.exit_code = exit_code;
  end.out = R"({"verdict": ")" + verdict + R"(", "reason": ")" + reason +
            R"(", "attempts": [{"seconds": 0.25}], "stats": {}})";
  return end;
}

std::vector<std::uint64_t> seeds_of(const std::vector<Result>& results) {
  std::vector<std::uint64_t> seeds;
  for (const Result& result : results) seeds.push_back(result.plan.seed);
  return seeds;
}

class RunJobs : public testing::Test {
 protected:
  ResultsFile open_file() {
    base::Stop stop;
    return {path_,
            {[](const std::string& path, const std::string& text) { base::write_file(path, text); },
             [this](const std::string& path, const std::string& text) {
               if (disk_is_full_) throw base::Error("no space left");
               base::append_to_file(path, text);
             }},
            stop};
  }

  Finished run(const std::vector<Job>& jobs, const std::function<ProcessEnd(const std::string&)>& process) {
    ran_.clear();
    const Executor executor = [&](const std::vector<std::string>& arguments, const GoOn& go_on) {
      ran_.push_back(arguments.at(1));
      ProcessEnd end = process(arguments.at(1));
      end.was_ended = !go_on();
      return end;
    };
    return run_jobs(jobs, open_file(), executor, [this] { return !interrupted_; },
                    {[this](std::size_t number, const Result&) { told_.push_back(number); },
                     [this](const std::string& line) { complaints_.push_back(line); }});
  }

  Finished run(const std::vector<Job>& jobs) {
    return run(jobs, [](const std::string&) { return answer("found", 0); });
  }

  cli::Folder folder_;
  std::string path_ = folder_.path("results.jsonl");
  bool disk_is_full_ = false;
  bool interrupted_ = false;
  std::vector<std::string> ran_;  // by their last argument
  std::vector<std::size_t> told_;
  std::vector<std::string> complaints_;
};

TEST_F(RunJobs, RunsEachInOrderAndTellsOfIt) {
  const Finished finished = run(three_jobs());
  EXPECT_THAT(ran_, ElementsAre("1", "2", "3"));
  EXPECT_THAT(told_, ElementsAre(1, 2, 3));
  EXPECT_THAT(seeds_of(finished.results), ElementsAre(1, 2, 3));
  EXPECT_FALSE(finished.interrupted);
  EXPECT_THAT(complaints_, IsEmpty());
}

TEST_F(RunJobs, GoesOnWhereAnEarlierRunEnded) {
  run({job(2)});
  const Finished finished = run(three_jobs());
  EXPECT_THAT(ran_, ElementsAre("1", "3"));
  EXPECT_THAT(seeds_of(finished.results), ElementsAre(1, 2, 3));
  run(three_jobs());
  EXPECT_THAT(ran_, IsEmpty());
}

TEST_F(RunJobs, RunsAJobAgainWhosePlanDiffersInAnything) {
  run({job(1)});
  std::vector<Job> others(6, job(1));
  others[0].plan.setting = "con-3-1";
  others[1].plan.engine = "ggms";
  others[2].plan.seed = 2;
  others[3].plan.timeout = 61;
  others[4].plan.options = {"--memory", "1024"};
  others[5].plan.version = "1.2.4";
  EXPECT_THAT(run(others).results, SizeIs(6));
  EXPECT_THAT(ran_, SizeIs(6));
}

TEST_F(RunJobs, RunsTheJobAgainWhoseLineWasCutOff) {
  run(three_jobs());
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 10);
  run(three_jobs());
  EXPECT_THAT(ran_, ElementsAre("3"));
  run(three_jobs());
  EXPECT_THAT(ran_, IsEmpty()) << "the new line stands on a line of its own";
}

TEST_F(RunJobs, KeepsNoResultOfAnInterruptedJob) {
  const Finished finished = run(three_jobs(), [this](const std::string& seed) {
    interrupted_ = seed == "2";
    return answer("found", 0);
  });
  EXPECT_TRUE(finished.interrupted);
  EXPECT_THAT(seeds_of(finished.results), ElementsAre(1));
  interrupted_ = false;
  run(three_jobs());
  EXPECT_THAT(ran_, ElementsAre("2", "3"));
}

TEST_F(RunJobs, EndsWhereTheProcessAloneWasInterrupted) {
  const Finished finished = run(three_jobs(), [](const std::string& seed) {
    return seed == "2" ? answer("unknown", 3, "interrupted") : answer("found", 0);
  });
  EXPECT_TRUE(finished.interrupted);
  EXPECT_THAT(ran_, ElementsAre("1", "2"));
  EXPECT_THAT(seeds_of(finished.results), ElementsAre(1));
}

TEST_F(RunJobs, ComplainsOnceWhereResultsCanNotBeKeptAndGoesOn) {
  disk_is_full_ = true;
  const Finished finished = run(three_jobs());
  EXPECT_THAT(seeds_of(finished.results), ElementsAre(1, 2, 3));
  EXPECT_EQ(finished.file_error, "no space left");
  EXPECT_THAT(complaints_, ElementsAre("warning: no space left; the runs go on"));
}

TEST_F(RunJobs, PassesOnWhatAProcessSaysOfAFileBesideItsAnswer) {
  const Finished finished = run({job(1)}, [](const std::string&) {
    ProcessEnd end = answer("found", 2);
    end.err = "ggms: p.json: no room\n";
    return end;
  });
  EXPECT_THAT(complaints_, ElementsAre(HasSubstr("p.json: no room")));
  EXPECT_THAT(finished.results, SizeIs(1));
}

TEST_F(RunJobs, EndsWithTheFirstComplaintAboutInput) {
  EXPECT_THROW(run(three_jobs(),
                   [](const std::string&) {
                     ProcessEnd end;
                     end.exit_code = 2;
                     return end;
                   }),
               base::Error);
  EXPECT_THAT(ran_, ElementsAre("1"));
}

TEST_F(RunJobs, KeepsNoFileWhereNoneIsAskedFor) {
  path_.clear();
  EXPECT_THAT(run(three_jobs()).results, SizeIs(3));
  run(three_jobs());
  EXPECT_THAT(ran_, SizeIs(3));
}

}  // namespace
}  // namespace ggms::jobs
