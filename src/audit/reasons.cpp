// Checks clauses about tables. Take any correct protocol, and let each variable say what it means about that
// protocol and its executions: then each clause is true. For `step` and `end`, a round of an execution shows
// that; for `states` it follows from the meanings of the variables. `names` is the one appeal to symmetry. A
// protocol stays correct if its internal states are renamed at one boundary (in vector+id even for one
// process alone, because receivers see who sends). The moves of that round and the messages of the next one
// are renamed too; a Byzantine process can claim any state, so its choices stay the same. So if a correct
// protocol exists, there is one in which a given entry of the round moves to a given internal state, if it
// moves to an internal state at all. This works for one entry of each boundary (and process), from the first
// boundary to the last, because a renaming does not change the moves of earlier rounds.
#include "audit/reasons.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "audit/table_words.h"
#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr std::int64_t kMostNumbers = 1 << 30;

struct NamedConfiguration {
  int variable = 0;
  int boundary = 0;
  std::size_t start = 0;
  Moment moment;
};

class TableReasons : public Reasons {
 public:
  TableReasons(const Basis& basis, const std::string& text, const std::string& file_name)
      : protocol_(basis.protocol),
        carried_(basis.carried),
        vocabulary_(basis.variables),
        judge_(basis.protocol, basis.properties, basis.carried) {
    TextReader reader(text, file_name, "#", basis.poll);
    std::vector<std::string_view> words;
    while (reader.next(words)) {
      if (words[0] == "move") {
        read_move(reader, words);
      } else if (words[0] == "start") {
        read_start(reader, words);
      } else if (words[0] == "configuration") {
        read_configuration(reader, words);
      } else {
        reader.fail(in_quotes(words[0]) + " is none of move, start, configuration");
      }
    }
  }

  void check(const TextReader& reader, const std::vector<std::string_view>& words,
             const Clause& clause) override {
    const Denied denied = vocabulary_.denied(clause);
    if (words[0] == "states" && words.size() == 1) {
      if (!vocabulary_.is_about_one_entry(denied)) throw base::Error("is not about the states of one entry");
    } else if (words[0] == "names" && words.size() == 1) {
      names(clause, denied);
    } else if (words[0] == "step" && words.size() >= 3) {
      step(reader, words, denied);
    } else if (words[0] == "end" && words.size() >= 3) {
      end(reader, words, denied);
    } else {
      reader.fail("is not a reason");
    }
  }

 private:
  using Key = std::tuple<int, int, Received>;  // round, process (0: all), what is received

  // ---- the meanings of variables ----

  void read_move(const TextReader& reader, const std::vector<std::string_view>& words) {
    constexpr std::size_t kReceived = 5;  // the index of the first word of the received vector
    if (words.size() < kReceived)
      reader.fail("a move has a variable, a round, a process, a state and what is received");
    const std::int64_t variable =
        reader.number(words[1], 1, static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1);
    const int round = static_cast<int>(reader.number(words[2], 1, protocol_.rounds));
    const bool tells = protocol_.view == View::kVectorId;
    const int process =
        static_cast<int>(reader.number(words[3], tells ? 1 : 0, tells ? protocol_.processes : 0));
    const int next = static_cast<int>(reader.number(words[4], 0, static_cast<std::int64_t>(kMostValues) - 1));
    const Key key{round, process, read_received(protocol_, reader, words, kReceived, round, process)};
    const std::size_t values = protocol_.taken(round).size();
    if (values > kMostValues) reader.fail("there are too many states");
    const auto [entry, is_new] = entries_.try_emplace(key, vocabulary_.values.size());
    if (is_new) {
      vocabulary_.values.push_back(values);
      keys_.push_back(key);
    }
    vocabulary_.define(reader, variable, {Meaning::Kind::kTakes, entry->second, next});
  }

  void read_start(const TextReader& reader, const std::vector<std::string_view>& words) {
    if (words.size() < 3) reader.fail("a start has a number and vectors");
    reader.number(words[1], static_cast<std::int64_t>(starts_.size()),
                  static_cast<std::int64_t>(starts_.size()));
    starts_.emplace_back();
    for (std::size_t i = 2; i < words.size(); ++i)
      starts_.back().push_back(read_vector(reader, words[i], protocol_));
    std::sort(starts_.back().begin(), starts_.back().end());
  }

  void read_configuration(const TextReader& reader, const std::vector<std::string_view>& words) {
    constexpr std::size_t kFirst = 8;
    const auto size = static_cast<std::size_t>(protocol_.processes);
    if (words.size() != kFirst + size) reader.fail("a configuration has seven numbers and all processes");
    const auto next = static_cast<std::int64_t>(configurations_.size());
    reader.number(words[1], next, next);
    NamedConfiguration configuration;
    const std::int64_t variable =
        reader.number(words[2], 0, static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1);
    configuration.variable = static_cast<int>(variable);
    configuration.boundary = static_cast<int>(reader.number(words[3], 0, protocol_.rounds - 1));
    configuration.start =
        static_cast<std::size_t>(reader.number(words[4], 0, static_cast<std::int64_t>(starts_.size()) - 1));
    configuration.moment.lost = reader.number(words[5], 0, 1) == 1;
    configuration.moment.losses = static_cast<int>(reader.number(words[6], 0, kMostNumbers));
    configuration.moment.splits = static_cast<int>(reader.number(words[7], 0, kMostNumbers));
    for (std::size_t i = kFirst; i < words.size(); ++i)
      configuration.moment.processes.push_back(
          read_process(protocol_, reader, words[i], configuration.boundary));
    if (variable == 0) {
      require_start(reader, configuration);
    } else {
      if (configuration.boundary == 0) reader.fail("what a run starts with needs no variable");
      configuration.moment = seen(configuration.moment);
      vocabulary_.define(reader, variable, {Meaning::Kind::kReached, configurations_.size(), 0});
    }
    configurations_.push_back(std::move(configuration));
  }

  /// Checks that the configuration is one before the first round: no fault has occurred yet.
  void require_start(const TextReader& reader, const NamedConfiguration& configuration) const {
    const std::vector<std::vector<int>>& vectors = starts_[configuration.start];
    if (configuration.boundary != 0 || vectors.size() != 1)
      reader.fail("only what a run starts with, from one vector, needs no variable");
    std::vector<Role> picked;
    for (const ProcessThen& process : configuration.moment.processes) picked.push_back(process.role);
    try {
      if (seen(first_moment(protocol_, vectors.front(), picked)) == seen(configuration.moment)) return;
    } catch (const base::Error& error) {
      reader.fail(error.what());
    }
    reader.fail("no run starts like this");
  }

  /// The part of a run that configurations keep: the number of crashes of each kind, but not which process
  /// had which, and no open fact.
  Moment seen(Moment moment) const {
    if (!carried_.lost) moment.lost = false;
    auto crashes = std::count_if(moment.processes.begin(), moment.processes.end(),
                                 [](const ProcessThen& process) { return process.crash == Crash::kCrash; });
    for (ProcessThen& process : moment.processes) {
      if (!carried_.connected) process.connected = true;
      if (!carried_.decided_by) process.decided_in = ProcessThen::kNone;
      if (process.is_gone()) process.crash = crashes-- > 0 ? Crash::kCrash : Crash::kLate;
    }
    return moment;
  }

  // ---- the reasons of clauses ----

  void names(const Clause& clause, const Denied& denied) {
    if (clause.size() != 1 || denied.takes.size() != 1) throw base::Error("fixes more than one move");
    const auto& [entry, left] = *denied.takes.begin();
    const auto& [round, process, received] = keys_[entry];
    if (round == protocol_.rounds) throw base::Error("decisions have meanings");
    const Values internal = (Values{1} << protocol_.internal.size()) - 1;
    if ((left & ~internal) != 0) throw base::Error("decisions have meanings");
    const auto [known, is_new] = named_.try_emplace({round, process}, std::pair{entry, internal});
    auto& [named, allowed] = known->second;
    if (named != entry) throw base::Error("fixes a second move among the same names");
    allowed &= ~left;
    if (allowed == 0) throw base::Error("leaves no name");
  }

  const NamedConfiguration& configuration(const TextReader& reader, std::string_view word) const {
    return configurations_[static_cast<std::size_t>(
        reader.number(word, 0, static_cast<std::int64_t>(configurations_.size()) - 1))];
  }

  /// Checks that the clause is false only if this configuration is reached.
  void require_reached(const NamedConfiguration& from, const Denied& denied) const {
    if (from.variable == 0) return;
    const auto says_so = [&](std::size_t index) { return configurations_[index].variable == from.variable; };
    if (std::none_of(denied.reached.begin(), denied.reached.end(), says_so))
      throw base::Error("does not have the configuration that it comes from");
  }

  Deeds deeds(const TextReader& reader, const std::vector<std::string_view>& words, int round) const {
    constexpr std::size_t kFirst = 3;
    return read_deeds(reader, words, kFirst, words.size(), protocol_.processes, 0,
                      protocol_.sent(round).size());
  }

  /// The entry that a process needs in a round, if a variable speaks of it.
  std::optional<std::size_t> entry_of(const Replay& replay, const Moment& before, int round,
                                      int process) const {
    const auto p = static_cast<std::size_t>(process);
    const Received key = key_of(protocol_, *replay.received()[p], process, before.processes[p].state,
                                protocol_.sent(round).size());
    const auto found = entries_.find({round, protocol_.view == View::kVectorId ? process + 1 : 0, key});
    if (found == entries_.end()) return std::nullopt;
    return found->second;
  }

  void step(const TextReader& reader, const std::vector<std::string_view>& words, const Denied& denied) {
    const NamedConfiguration& from = configuration(reader, words[1]);
    const NamedConfiguration& to = configuration(reader, words[2]);
    require_reached(from, denied);
    const auto says_so = [&](std::size_t index) { return configurations_[index].variable == to.variable; };
    if (std::none_of(denied.unreached.begin(), denied.unreached.end(), says_so))
      throw base::Error("does not have the configuration that it leads to");
    const int round = from.boundary + 1;
    if (to.boundary != round) throw base::Error("leads to another round");
    const auto &before = starts_[from.start], &after = starts_[to.start];
    if (!std::includes(after.begin(), after.end(), before.begin(), before.end()))
      throw base::Error("leads to a configuration from other initial values");
    const Deeds done = deeds(reader, words, round);
    const Replay replay(protocol_, from.moment, done);
    std::vector<State> next(from.moment.processes.size(), kNoState);
    for (int p = 0; p < protocol_.processes; ++p) {
      if (!replay.moves(p)) continue;
      const auto entry = entry_of(replay, from.moment, round, p);
      const Values left = entry ? denied.left(*entry, vocabulary_.values[*entry]) : Values{0};
      if (!entry || (left & (left - 1)) != 0)
        throw base::Error(fmt::format("does not say what process {} moves to", p + 1));
      if (left == 0) return;  // the clause can't be false
      next[static_cast<std::size_t>(p)] = static_cast<State>(__builtin_ctzll(left));
    }
    if (seen(replay.after(round, next)) != to.moment) throw base::Error("leads to another configuration");
  }

  void end(const TextReader& reader, const std::vector<std::string_view>& words, const Denied& denied) {
    const NamedConfiguration& from = configuration(reader, words[1]);
    require_reached(from, denied);
    const int round = protocol_.rounds;
    if (from.boundary != round - 1) throw base::Error("is not about the last round");
    const std::size_t property = static_cast<std::size_t>(
        reader.number(words[2], 1, static_cast<std::int64_t>(judge_.properties())) - 1);
    const Deeds done = deeds(reader, words, round);
    const Replay replay(protocol_, from.moment, done);
    Ended ended;
    for (int p = 0; p < protocol_.processes; ++p) {
      ended.moves.push_back(replay.moves(p));
      ended.entry.push_back(replay.moves(p) ? entry_of(replay, from.moment, round, p) : std::nullopt);
    }
    ended.moment = replay.after(round, std::vector<State>(ended.moves.size(), kNoState));
    if (!judge_.breaks(property, ended, denied, starts_[from.start]))
      throw base::Error("breaks no such property");
  }

  const Protocol& protocol_;
  const Carried carried_;
  Vocabulary vocabulary_;
  Judge judge_;
  std::map<Key, std::size_t> entries_;
  std::vector<Key> keys_;                              // of the entries
  std::vector<std::vector<std::vector<int>>> starts_;  // sorted
  std::vector<NamedConfiguration> configurations_;
  std::map<std::pair<int, int>, std::pair<std::size_t, Values>>
      named_;  // by round and process: entry, names left
};

}  // namespace

std::unique_ptr<Reasons> reasons_of_a_table(const Basis& basis, const std::string& variables,
                                            const std::string& file_name) {
  return std::make_unique<TableReasons>(basis, variables, file_name);
}

}  // namespace ggms::audit
