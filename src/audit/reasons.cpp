// Checks clauses about tables. Take any correct protocol, and let each variable say what it means about that
// protocol and its executions: then each clause is true. For `step` and `end`, a round of an execution shows
// that; for `states` it follows from the meanings of the variables. `names` is the one appeal to symmetry. A
// protocol stays correct if its internal states are renamed at one boundary (in vector+id even for one
// process alone, because receivers see who sends). The moves of that round and the messages of the next one
// are renamed too; a Byzantine process can claim any state, so its choices stay the same. So if a correct
// protocol exists, there is one in which a given entry of the round moves to a given internal state, if it
// moves to an internal state at all. This works for one entry of each boundary (and process), from the first
// boundary to the last, because a renaming does not change the moves of earlier rounds.
// Or all names are given in the order in which the entries of a fixed list first use them: then an entry
// moves to state v only if an earlier one moves to v - 1. Both at once are allowed only where the entry that
// is fixed is the first of the list and may still move to state 0. A round may also be one in which each
// receiver finds some vector of a set (set_round.h); all combinations occur.

#include "audit/reasons.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "audit/set_round.h"
#include "audit/table_meanings.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

class TableReasons : public Reasons {
 public:
  TableReasons(const Basis& basis, const std::string& text, const std::string& file_name)
      : protocol_(basis.protocol),
        carried_(basis.carried),
        poll_(basis.poll),
        meanings_(basis, text, file_name),
        judge_(basis.protocol, basis.properties, basis.carried) {}

  void check(const TextReader& reader, const std::vector<std::string_view>& words,
             const Clause& clause) override {
    const Denied denied = meanings_.vocabulary().denied(clause);
    if (words[0] == "states" && words.size() == 1) {
      if (!meanings_.vocabulary().is_about_one_entry(denied))
        throw base::Error("is not about the states of one entry");
    } else if (words[0] == "names" && words.size() == 1) {
      names(clause, denied);
    } else if (words[0] == "used" && words.size() == 1) {
      meanings_.sets().check_used(denied);
    } else if (words[0] == "member" && words.size() == 1) {
      meanings_.sets().check_member(denied);
    } else if (words[0] == "step" && words.size() >= 3) {
      step(reader, words, denied);
    } else if (words[0] == "end" && words.size() >= 3) {
      end(reader, words, denied);
    } else {
      reader.fail("is not a reason");
    }
  }

 private:
  void names(const Clause& clause, const Denied& denied) {
    if (clause.size() > 1) {
      const std::pair<int, int> where = meanings_.sets().check_order(denied);
      ordered_.insert(where);
      return require_one_way(where);
    }
    if (denied.takes.size() != 1) throw base::Error("fixes more than one move");
    const auto& [entry, left] = *denied.takes.begin();
    const auto& [round, process, received] = meanings_.key(entry);
    if (round == protocol_.rounds) throw base::Error("decisions have meanings");
    const Values internal = (Values{1} << protocol_.internal.size()) - 1;
    if ((left & ~internal) != 0) throw base::Error("decisions have meanings");
    const auto [known, is_new] = named_.try_emplace({round, process}, std::pair{entry, internal});
    auto& [named, allowed] = known->second;
    if (named != entry) throw base::Error("fixes a second move among the same names");
    allowed &= ~left;
    if (allowed == 0) throw base::Error("leaves no name");
    require_one_way({round, process});
  }

  /// Names are given in one way only: by one move that is fixed, or in the order of first use.
  void require_one_way(const std::pair<int, int>& where) const {
    const auto named = named_.find(where);
    if (ordered_.count(where) == 0 || named == named_.end()) return;
    const auto& [entry, allowed] = named->second;
    if (!meanings_.sets().is_first(entry) || (allowed & 1) == 0)
      throw base::Error("fixes a move among names that have an order");
  }

  /// Checks that the clause is false only if this configuration is reached.
  void require_reached(const NamedConfiguration& from, const Denied& denied) const {
    if (from.variable == 0) return;
    const auto says_so = [&](std::size_t index) {
      return meanings_.configuration(index).variable == from.variable;
    };
    if (std::none_of(denied.reached.begin(), denied.reached.end(), says_so))
      throw base::Error("does not have the configuration that it comes from");
  }

  /// What a line says that the adversary does, and after a colon what receivers find.
  struct Round {
    Deeds deeds;
    bool by_sets = false;
    std::vector<Finding> findings;
  };

  Round round_of(const TextReader& reader, const std::vector<std::string_view>& words, int round) const {
    constexpr std::size_t kFirst = 3;
    const auto colon = std::find(words.begin() + kFirst, words.end(), ":");
    Round result;
    result.by_sets = colon != words.end();
    result.deeds = read_deeds(reader, words, kFirst, static_cast<std::size_t>(colon - words.begin()),
                              protocol_.processes, 0, protocol_.sent(round).size());
    for (auto word = colon; word != words.end() && ++word != words.end();)
      result.findings.push_back(read_finding(reader, *word, protocol_, meanings_.sets(), round));
    return result;
  }

  /// Checks that each receiver moves to what its finding says wherever the clause is false.
  void require_moves(const std::vector<Finding>& findings, const Denied& denied) const {
    for (const Finding& finding : findings) {
      if (finding.set && !meanings_.sets().moves(*finding.set, finding.next, denied))
        throw base::Error(fmt::format("does not say that process {} may move there", finding.process + 1));
    }
  }

  /// The entry that a process needs in a round, if a variable speaks of it.
  std::optional<std::size_t> entry_of(const Replay& replay, const Moment& before, int round,
                                      int process) const {
    const auto p = static_cast<std::size_t>(process);
    const Received key = key_of(protocol_, *replay.received()[p], process, before.processes[p].state,
                                protocol_.sent(round).size());
    return meanings_.entry_of(round, protocol_.view == View::kVectorId ? process + 1 : 0, key);
  }

  void step(const TextReader& reader, const std::vector<std::string_view>& words, const Denied& denied) {
    const NamedConfiguration& from = meanings_.configuration(reader, words[1]);
    const NamedConfiguration& to = meanings_.configuration(reader, words[2]);
    require_reached(from, denied);
    const auto says_so = [&](std::size_t index) {
      return meanings_.configuration(index).variable == to.variable;
    };
    if (std::none_of(denied.unreached.begin(), denied.unreached.end(), says_so))
      throw base::Error("does not have the configuration that it leads to");
    const int round = from.boundary + 1;
    if (to.boundary != round) throw base::Error("leads to another round");
    const auto &before = meanings_.start(from.start), &after = meanings_.start(to.start);
    if (!std::includes(after.begin(), after.end(), before.begin(), before.end()))
      throw base::Error("leads to a configuration from other initial values");
    const Round done = round_of(reader, words, round);
    if (done.by_sets) return step_by_sets(from, to, done, denied);
    const Replay replay(protocol_, from.moment, done.deeds);
    std::vector<State> next(from.moment.processes.size(), kNoState);
    for (int p = 0; p < protocol_.processes; ++p) {
      if (!replay.moves(p)) continue;
      const auto entry = entry_of(replay, from.moment, round, p);
      const Values left = entry ? denied.left(*entry, meanings_.vocabulary().values[*entry]) : Values{0};
      if (!entry || (left & (left - 1)) != 0)
        throw base::Error(fmt::format("does not say what process {} moves to", p + 1));
      if (left == 0) return;  // the clause can't be false
      next[static_cast<std::size_t>(p)] = static_cast<State>(__builtin_ctzll(left));
    }
    if (meanings_.seen(replay.after(round, next)) != to.moment)
      throw base::Error("leads to another configuration");
  }

  void step_by_sets(const NamedConfiguration& from, const NamedConfiguration& to, const Round& done,
                    const Denied& denied) const {
    if (carried_.connected) throw base::Error("does not say who is connected");
    require_moves(done.findings, denied);
    const int round = from.boundary + 1;
    const SetRound set_round(protocol_, meanings_.sets(), from.moment, done.deeds, round, done.findings,
                             carried_.lost, poll_);
    std::vector<State> next(from.moment.processes.size(), kNoState);
    for (int p = 0; p < protocol_.processes; ++p) {
      if (!set_round.replay().moves(p)) continue;
      const std::optional<int> state = set_round.next()[static_cast<std::size_t>(p)];
      if (!state) throw base::Error(fmt::format("does not say what process {} moves to", p + 1));
      next[static_cast<std::size_t>(p)] = static_cast<State>(*state);
    }
    Moment after = meanings_.seen(set_round.after(next));
    if (after.losses < to.moment.losses) after.losses = to.moment.losses;  // a run may use up less
    if (after != to.moment) throw base::Error("leads to another configuration");
  }

  void end(const TextReader& reader, const std::vector<std::string_view>& words, const Denied& denied) {
    const NamedConfiguration& from = meanings_.configuration(reader, words[1]);
    require_reached(from, denied);
    const int round = protocol_.rounds;
    if (from.boundary != round - 1) throw base::Error("is not about the last round");
    const std::size_t property = static_cast<std::size_t>(
        reader.number(words[2], 1, static_cast<std::int64_t>(judge_.properties())) - 1);
    const Round done = round_of(reader, words, round);
    const Ended ended = done.by_sets ? ended_by_sets(from, done, denied) : ended_by_deeds(from, done.deeds);
    if (!judge_.breaks(property, ended, denied, meanings_.start(from.start)))
      throw base::Error("breaks no such property");
  }

  Ended ended_by_deeds(const NamedConfiguration& from, const Deeds& deeds) const {
    const int round = protocol_.rounds;
    const Replay replay(protocol_, from.moment, deeds);
    Ended ended;
    for (int p = 0; p < protocol_.processes; ++p) {
      ended.moves.push_back(replay.moves(p));
      ended.entry.push_back(replay.moves(p) ? entry_of(replay, from.moment, round, p) : std::nullopt);
    }
    ended.moment = replay.after(round, std::vector<State>(ended.moves.size(), kNoState));
    ended.decides.resize(ended.moves.size());
    return ended;
  }

  Ended ended_by_sets(const NamedConfiguration& from, const Round& done, const Denied& denied) const {
    if (carried_.connected) throw base::Error("does not say who is connected");
    require_moves(done.findings, denied);
    const SetRound set_round(protocol_, meanings_.sets(), from.moment, done.deeds, protocol_.rounds,
                             done.findings, carried_.lost, poll_);
    Ended ended;
    for (int p = 0; p < protocol_.processes; ++p) ended.moves.push_back(set_round.replay().moves(p));
    ended.entry.resize(ended.moves.size());
    ended.decides = set_round.next();
    ended.moment = set_round.after(std::vector<State>(ended.moves.size(), kNoState));
    return ended;
  }

  const Protocol& protocol_;
  const Carried carried_;
  const Poll poll_;
  const TableMeanings meanings_;
  Judge judge_;
  std::map<std::pair<int, int>, std::pair<std::size_t, Values>>
      named_;  // by round and process: the entry that is fixed, the names it may still take
  std::set<std::pair<int, int>>
      ordered_;  // rounds and processes whose names are given in the order of first use
};

}  // namespace

std::unique_ptr<Reasons> reasons_of_a_table(const Basis& basis, const std::string& variables,
                                            const std::string& file_name) {
  return std::make_unique<TableReasons>(basis, variables, file_name);
}

}  // namespace ggms::audit
