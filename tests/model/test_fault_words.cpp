// Tests what docs/faults.md promises for a new fault model: its file and its row in the table are enough.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house/literals.h"
#include "model/adversary.h"
#include "model/fault_model.h"

namespace ggms::model {

extern const FaultModel kReceiveOmission;  // the example of docs/faults.md

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::set<std::string> all_words() {
  std::set<std::string> words;
  for (const FaultModel* model : kFaultModels) words.insert(model->word);
  return words;
}

/// Literals that look like fault words but are not.
const std::map<std::string, std::set<std::string>> kOtherMeanings = {
    {"report/runs/diagram.cpp", {"crash"}},  // a mark in pictures, whatever fault word it comes from
    {"report/bench/feasibility_rows.cpp",
     {"crash", "omission", "general-omission", "byzantine"}},  // theorems
    {"report/json.cpp", {"loss"}},                             // of a policy, and in the next two
    {"report/progress.cpp", {"loss"}},
    {"synth/checkpoint.cpp", {"loss"}},
};

TEST(FaultWords, AreKnownToTheirOwnFileAlone) {
  EXPECT_THAT(
      house::fault_word_violations(house::read_sources(GGMS_SOURCE_DIR "/src"), all_words(), kOtherMeanings),
      IsEmpty());
}

TEST(FaultWords, AreNoticedWhereCodeBranchesOnThem) {
  const std::string branch = "\nif (word_of(role) == \"byzantine\") return 'z';\n";
  for (const std::string path :
       {"synth/certificate.cpp", "model/step.cpp", "report/json.cpp", "cli/planted.cpp"}) {
    EXPECT_THAT(house::fault_word_violations({{path, branch}}, all_words(), {}),
                ElementsAre(HasSubstr("src/" + path + ":2: \"byzantine\" is a fault word")));
  }
  for (const std::string path : {"model/faults/byzantine.cpp", "audit/planted.cpp", "export/planted.cpp"})
    EXPECT_THAT(house::fault_word_violations({{path, branch}}, all_words(), {}), IsEmpty());
}

TEST(FaultWords, HaveNoSuperfluousException) {
  EXPECT_THAT(house::fault_word_violations({{"synth/a.cpp", ""}}, all_words(), {{"synth/a.cpp", {"loss"}}}),
              ElementsAre(HasSubstr("has no \"loss\" any more")));
}

TEST(FaultWords, ThatPickHaveAMarkOfTheirOwn) {
  // Letters that mean something else beside a process in docs/certificates.md's files.
  std::string taken = {mark_of(kNotPicked), 'c', 'l', 'n'};
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    const FaultModel& model = *kFaultModels[word];
    if (!model.picks) continue;
    const char mark = mark_of(static_cast<Role>(word + 1));
    EXPECT_TRUE(mark >= 'a' && mark <= 'z') << model.word;
    EXPECT_EQ(taken.find(mark), std::string::npos) << model.word << " has a mark that is taken";
    taken += mark;
  }
}

TEST(FaultWords, AreAddedAsTheDocumentationSays) {
  constexpr std::size_t kRow = kFaultWords;  // of the new word: behind all others
  constexpr Role kDeaf = kRow + 1;
  EXPECT_FALSE(all_words().contains(kReceiveOmission.word));
  EXPECT_EQ(std::string("hclnogz").find(kReceiveOmission.mark), std::string::npos);

  Draft draft;
  for (int p = 0; p < 3; ++p)
    draft.classes.push_back({.group = p, .count = 1, .role = p == 1 ? kDeaf : kNotPicked});
  draft.links.assign(9, Link::kSure);
  std::vector<Draft> extended;
  kReceiveOmission.extend(draft, kRow, 1, [&](const Draft& after) { extended.push_back(after); });
  ASSERT_EQ(extended.size(), 1U);
  for (std::size_t receiver = 0; receiver < 3; ++receiver) {
    for (std::size_t sender = 0; sender < 3; ++sender)
      EXPECT_EQ(extended[0].link(receiver, sender), receiver == 1 ? Link::kAtRisk : Link::kSure);
  }

  const Scenario scenario{{0, 0, 0}, {}, {kNotPicked, kDeaf, kNotPicked}};
  const RoundFaults round;
  EXPECT_TRUE(kReceiveOmission.explains({scenario, round, 1, 0}, kRow));
  EXPECT_FALSE(kReceiveOmission.explains({scenario, round, 0, 1}, kRow));
  EXPECT_EQ(kReceiveOmission.missing(1, 3), 2);
  EXPECT_EQ(kReceiveOmission.missing(0, 3), 0);
}

TEST(FaultWords, AreCountedByWhatTheirNumberIs) {
  Ledger ledger{};
  for (std::size_t word = 0; word < kFaultWords; ++word) ledger[word] = static_cast<std::uint16_t>(word + 1);
  const auto spent = [&](const FaultModel& model) {
    for (std::size_t word = 0; word < kFaultWords; ++word) {
      if (kFaultModels[word] == &model) return static_cast<int>(ledger[word]);
    }
    return 0;
  };
  EXPECT_EQ(losses_of(ledger), spent(kLossTotal));
  EXPECT_EQ(splits_of(ledger), spent(kPartition));
  EXPECT_EQ(crashes_of(ledger), spent(kCrash));
}

}  // namespace
}  // namespace ggms::model
