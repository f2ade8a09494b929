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

/// One fault model: a fault word and what the word lets the adversary do. To add a fault model, write its
/// file and give it a row in the table of faults.cpp (docs/faults.md shows how).
struct FaultModel {
  enum class Number {
    kProcesses,         // at most that many processes fail in a run
    kMessagesPerRound,  // at most that many messages get lost in a round
    kMessagesPerRun,
    kRounds,  // it strikes in at most that many rounds
  };

  const char* word;
  const char* letter;  // the letter of its number in help texts
  const char* meaning;
  Number number;
  bool picks = false;    // the adversary picks its processes before the run
  bool forges = false;   // its processes have no state: they send any state
  char mark = 0;         // the letter of its processes in certificates, different for each word that picks
  bool crashes = false;  // its processes crash during the run
  bool leaves = false;   // its processes make a move in the round in which they crash

  /// Extends a round's draft in every way that the model allows; `left` is the part of its number that is not
  /// used up yet.
  void (*extend)(const Draft& draft, std::size_t word, int left, const std::function<void(Draft)>& next);
  /// Whether the model already explains the loss of a message, so that the loss costs nothing more. Null:
  /// never.
  bool (*explains)(const LostMessage& message, std::size_t word) = nullptr;
  /// The most messages that one receiver can lack because of this model, for a number of the word and n
  /// processes.
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

/// What a number of failures, of processes or messages, lets one receiver lack: the messages of so many
/// others, at most of all.
int at_most_all_others(int number, int processes);

/// Calls next with every way to choose at most `most` of those processes of a draft that `may` be chosen,
/// each split off its class: (draft, indices of the chosen classes, number of chosen processes).
void for_each_choice_of_processes(
    const Draft& draft, int most, const std::function<bool(const Choice::Class&)>& may,
    const std::function<void(Draft&, const std::vector<std::size_t>&, int)>& next);

}  // namespace ggms::model
