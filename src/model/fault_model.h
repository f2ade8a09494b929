#pragma once

#include <array>
#include <functional>

#include "model/adversary.h"
#include "model/scenario.h"

namespace ggms::model {

/// A message of a scenario that was sent and does not arrive.
struct LostMessage {
  const Scenario& scenario;
  const RoundFaults& round;
  int receiver = 0;
  int sender = 0;
};

/// One fault model: a fault word and what it lets the adversary do. To add one, write its file and give it a
/// row in the table of faults.cpp (docs/faults.md shows how).
struct FaultModel {
  enum class Number {
    kProcesses,         // of its number fail in a run at most
    kMessagesPerRound,  // get lost
    kMessagesPerRun,
    kRounds,  // in which it strikes
  };

  const char* word;
  const char* letter;  // how its number is called in help texts
  const char* meaning;
  Number number;
  bool picks = false;    // its processes are picked before the run
  bool forges = false;   // ... and have no state: they send what they like
  char mark = 0;         // ... and are called so in certificates; another letter for each word that picks
  bool crashes = false;  // its processes crash in the course of the run
  bool leaves = false;   // ... and make a move in the round in which they do

  /// Extends a round's draft in every way that the model can, with `left` of its number not used up yet.
  void (*extend)(const Draft& draft, std::size_t word, int left, const std::function<void(Draft)>& next);
  /// Whether it is the reason that a message is lost, so that the loss costs nothing. Null: never.
  bool (*explains)(const LostMessage& message, std::size_t word) = nullptr;
  /// How many messages that are not its own loss one receiver can lack because of it, of a number and n.
  int (*missing)(int number, int processes);
};

extern const FaultModel kCrash;
extern const FaultModel kCrashLate;
extern const FaultModel kOmission;
extern const FaultModel kGeneralOmission;
extern const FaultModel kByzantine;
extern const FaultModel kLoss;
extern const FaultModel kLossTotal;
extern const FaultModel kPartition;

/// The table of fault models: the one list of fault words.
extern const std::array<const FaultModel*, kFaultWords> kFaultModels;

/// Calls next with every way to choose some of a draft's processes that `may` be chosen, at most `most`, each
/// split off its class: (draft, indices of the chosen classes, how many processes that are).
void for_each_choice_of_processes(
    const Draft& draft, int most, const std::function<bool(const Choice::Class&)>& may,
    const std::function<void(Draft&, const std::vector<std::size_t>&, int)>& next);

}  // namespace ggms::model
