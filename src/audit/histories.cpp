// Checks clauses about histories, which decide a setting for any number of internal states.
//
// A history is what a process received, expressed by what the senders had received, down to initial values.
// Take any correct protocol, with any states. By induction, each history corresponds to one state of the
// protocol: the state of a process that received this history. If a Byzantine process claims a history in a
// run of histories, it claims the corresponding state in the protocol's run. So a variable means "the
// protocol decides so with that history". If a run ends with histories whose decisions break a property
// whenever the clause is false, the clause holds.
#include "audit/reasons.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr int kNone = -1;  // nothing received, or no own state

class HistoryReasons : public Reasons {
 public:
  HistoryReasons(const Basis& basis, const std::string& text, const std::string& file_name)
      : protocol_(basis.protocol),
        vocabulary_(basis.variables),
        // All facts are kept, because a reason describes every run from its start.
        judge_(basis.protocol, basis.properties, {true, true, true}),
        first_(static_cast<std::size_t>(basis.protocol.rounds) + 2, 0) {
    TextReader reader(text, file_name, "#", basis.poll);
    std::vector<std::string_view> words;
    while (reader.next(words)) {
      if (words[0] == "history") {
        read_history(reader, words);
      } else if (words[0] == "decision") {
        read_decision(reader, words);
      } else {
        reader.fail(in_quotes(words[0]) + " is none of history, decision");
      }
    }
  }

  void check(const TextReader& reader, const std::vector<std::string_view>& words,
             const Clause& clause) override {
    const Denied denied = vocabulary_.denied(clause);
    if (words[0] == "states" && words.size() == 1) {
      if (!vocabulary_.is_about_one_entry(denied))
        throw base::Error("is not about the decisions of one history");
    } else if (words[0] == "run" && words.size() >= 4) {
      run(reader, words, denied);
    } else {
      reader.fail("is not a reason");
    }
  }

 private:
  using Known = std::tuple<int, int, int, std::vector<int>>;  // round, process (0: all), own, received

  /// How many histories can be received in a round; they are numbered consecutively.
  std::size_t letters(int round) const {
    if (round == 1) return protocol_.initial.size();
    const auto r = static_cast<std::size_t>(round);
    return first_[r] - first_[r - 1];
  }
  std::size_t first_letter(int round) const {
    return round == 1 ? 0 : first_[static_cast<std::size_t>(round) - 1];
  }

  void read_history(const TextReader& reader, const std::vector<std::string_view>& words) {
    constexpr std::size_t kFirst = 5;
    const auto size = static_cast<std::size_t>(protocol_.processes);
    if (words.size() != kFirst + size) reader.fail("a history has four numbers and what is received");
    const auto next = static_cast<std::int64_t>(numbers_.size());
    reader.number(words[1], next, next);
    const int round = static_cast<int>(reader.number(words[2], 1, protocol_.rounds));
    if (round < round_) reader.fail("histories come round by round");
    // first_[t] is the number of the first history of round t.
    while (round_ < round) first_[static_cast<std::size_t>(++round_)] = numbers_.size();
    first_[static_cast<std::size_t>(round_) + 1] = numbers_.size() + 1;
    const bool tells = protocol_.view == View::kVectorId;
    const int process =
        static_cast<int>(reader.number(words[3], tells ? 1 : 0, tells ? protocol_.processes : 0));
    const auto received = [&](std::string_view word) {
      if (word == "-") return kNone;
      const auto low = static_cast<std::int64_t>(first_letter(round));
      return static_cast<int>(reader.number(word, low, low + static_cast<std::int64_t>(letters(round)) - 1) -
                              low);
    };
    std::vector<int> vector;
    for (std::size_t i = kFirst; i < words.size(); ++i) vector.push_back(received(words[i]));
    const int own = received(words[4]);
    if ((own != kNone) != (protocol_.view == View::kCountsOwn)) reader.fail("own is for counts+own");
    if (!protocol_.by_sender() && !std::is_sorted(vector.begin(), vector.end()))
      reader.fail("what is received is sorted where senders are not told apart");
    if (letters(round) >= kNoState) reader.fail("there are too many histories");
    numbers_.emplace(Known{round, process, own, std::move(vector)}, static_cast<std::size_t>(next));
    if (numbers_.size() != static_cast<std::size_t>(next) + 1)
      reader.fail("the same history has another number");
    vocabulary_.values.push_back(protocol_.decisions.size());
  }

  void read_decision(const TextReader& reader, const std::vector<std::string_view>& words) {
    if (words.size() != 4) reader.fail("a decision has a variable, a history and a decision");
    const auto last = static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1;
    const std::int64_t variable = reader.number(words[1], 1, last);
    if (round_ != protocol_.rounds) reader.fail("decisions come after the histories of the last round");
    const auto rounds = static_cast<std::size_t>(protocol_.rounds);
    const std::int64_t history = reader.number(words[2], static_cast<std::int64_t>(first_[rounds]),
                                               static_cast<std::int64_t>(numbers_.size()) - 1);
    const auto decisions = static_cast<std::int64_t>(protocol_.decisions.size());
    const std::int64_t decision = reader.number(words[3], 0, decisions - 1);
    vocabulary_.define(
        reader, variable,
        {Meaning::Kind::kTakes, static_cast<std::size_t>(history), static_cast<int>(decision)});
  }

  /// The number of the history of a process that moves, if it has one.
  std::optional<std::size_t> history_of(const Replay& replay, const Moment& before, int round,
                                        int process) const {
    const auto p = static_cast<std::size_t>(process);
    std::vector<int> received;
    for (const State state : *replay.received()[p]) received.push_back(state == kLost ? kNone : state);
    if (!protocol_.by_sender()) std::sort(received.begin(), received.end());
    const int own = protocol_.view == View::kCountsOwn ? before.processes[p].state : kNone;
    const auto found =
        numbers_.find({round, protocol_.view == View::kVectorId ? process + 1 : 0, own, std::move(received)});
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
  }

  void run(const TextReader& reader, const std::vector<std::string_view>& words, const Denied& denied) {
    constexpr std::size_t kFirst = 4;
    const auto property = static_cast<std::size_t>(
        reader.number(words[1], 1, static_cast<std::int64_t>(judge_.properties())) - 1);
    const std::vector<int> initial = read_vector(reader, words[2], protocol_);
    std::vector<Role> picked;
    for (const char letter : words[3]) {
      const auto role = role_of(letter);
      if (!role) reader.fail(in_quotes(words[3]) + " are not roles");
      picked.push_back(*role);
    }
    if (picked.size() != initial.size())
      reader.fail(in_quotes(words[3]) + " are not the roles of all processes");
    Moment moment = first_moment(protocol_, initial, picked);
    std::size_t at = kFirst;
    for (int round = 1; round <= protocol_.rounds; ++round) {
      const auto end = static_cast<std::size_t>(
          std::find(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(), "/") - words.begin());
      if ((end == words.size()) != (round == protocol_.rounds)) reader.fail("does not tell all rounds");
      const Deeds deeds =
          read_deeds(reader, words, at, end, protocol_.processes, first_letter(round), letters(round));
      const Replay replay(protocol_, moment, deeds);
      Ended ended;
      std::vector<State> next(moment.processes.size(), kNoState);
      for (int p = 0; p < protocol_.processes; ++p) {
        ended.moves.push_back(replay.moves(p));
        ended.entry.push_back(replay.moves(p) ? history_of(replay, moment, round, p) : std::nullopt);
        if (!replay.moves(p) || round == protocol_.rounds) continue;
        if (!ended.entry.back()) throw base::Error(fmt::format("process {} knows what has no number", p + 1));
        next[static_cast<std::size_t>(p)] =
            static_cast<State>(*ended.entry.back() - first_[static_cast<std::size_t>(round)]);
      }
      moment = replay.after(round, next);
      at = end + 1;
      if (round < protocol_.rounds) continue;
      ended.moment = moment;
      if (!judge_.breaks(property, ended, denied, {initial})) throw base::Error("breaks no such property");
    }
  }

  const Protocol& protocol_;
  Vocabulary vocabulary_;
  Judge judge_;
  std::map<Known, std::size_t> numbers_;
  std::vector<std::size_t> first_;  // by round, the number of the round's first history
  int round_ = 0;                   // of the history read last
};

}  // namespace

std::unique_ptr<Reasons> reasons_of_histories(const Basis& basis, const std::string& variables,
                                              const std::string& file_name) {
  if (basis.protocol.decides_early)
    throw base::Error(file_name, 0, 0, "with decide any there are no histories");
  return std::make_unique<HistoryReasons>(basis, variables, file_name);
}

}  // namespace ggms::audit
