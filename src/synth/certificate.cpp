// The texts of a certificate of infeasibility. Everything is numbers, so that files stay small and reading
// stays simple; what the numbers mean stands at the top of each file.

#include "synth/certificate.h"

#include <iterator>

#include <fmt/format.h>

#include "base/sha256.h"
#include "files/format.h"
#include "synth/certificate_heads.h"
#include "synth/proof.h"

namespace ggms::synth {

namespace {

std::string vector_text(const std::vector<int>& values) {
  return fmt::format("{}", fmt::join(values, "."));
}

class Writer {
 public:
  Writer(const model::Problem& problem, const Derivation& derivation)
      : problem_(problem), setting_(problem.setting()), derivation_(derivation) {}

  std::string head() const {
    std::string facts;
    const auto carry = [&](bool carried, const char* fact) {
      if (carried) facts += fmt::format("{}\"{}\"", facts.empty() ? "" : ", ", fact);
    };
    carry(problem_.compiled().uses_lost(), "lost");
    carry(problem_.compiled().uses_connected(), "connected");
    carry(problem_.compiled().uses_decided_by(), "decided-by");
    return fmt::format(
        "{{\n  \"schema\": \"ggms/certificate/1\",\n  \"claim\": \"infeasible\",\n  \"states\": "
        "\"{}\",\n{},\n"
        "  \"carried\": [{}],\n  \"spec_digest\": \"{}\",\n  \"version\": \"{}\"\n}}\n",
        derivation_.any_states ? "any number" : "as in the setting", files::problem_members(problem_), facts,
        base::sha256(problem_.specification().text), GGMS_VERSION);
  }

  std::string formula() const {
    std::string text = fmt::format("p cnf {} {}\n", derivation_.variables, derivation_.clauses.size());
    for (const std::vector<int>& clause : derivation_.clauses) {
      for (const int literal : clause) fmt::format_to(std::back_inserter(text), "{} ", literal);
      text += "0\n";
    }
    return text;
  }

  std::string variables() {
    text_ = kVariablesHead;
    if (derivation_.any_states) {
      histories();
    } else {
      for (const auto& [variable, move] : derivation_.moves) this->move(variable, move);
      for (std::size_t i = 0; i < derivation_.start_classes.size(); ++i) {
        put("start {}", i);
        for (const std::vector<int>& initial : derivation_.start_classes[i]) put(" {}", vector_text(initial));
        text_ += '\n';
      }
      for (std::size_t i = 0; i < derivation_.configurations.size(); ++i)
        configuration(i, derivation_.configurations[i]);
      outcomes();
    }
    return std::move(text_);
  }

  std::string reasons() {
    text_ = kReasonsHead;
    for (const Reason& why : derivation_.reasons) {
      switch (why.kind) {
        case Reason::Kind::kStates:
          text_ += "states";
          break;
        case Reason::Kind::kNames:
          text_ += "names";
          break;
        case Reason::Kind::kUsed:
          text_ += "used";
          break;
        case Reason::Kind::kMember:
          text_ += "member";
          break;
        case Reason::Kind::kStep:
          put("step {} {}", why.from, why.to);
          deeds(why.faults);
          receivers(why);
          break;
        case Reason::Kind::kEnd:
          put("end {} {}", why.from, why.property + 1);
          deeds(why.faults);
          receivers(why);
          break;
        case Reason::Kind::kRun:
          run(why);
          break;
      }
      text_ += '\n';
    }
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  void put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
  }

  bool tells() const { return setting_.view == model::View::kVectorId; }

  void move(int variable, const MoveMeaning& move) {
    put("move {} {} {} {} {}\n", variable, move.entry.round, tells() ? move.entry.slot + 1 : 0, move.next,
        received(move.entry, " "));
  }

  /// The received vector of an entry, its parts joined.
  std::string received(const model::Entry& entry, std::string_view joint) const {
    const model::Keys keys(setting_, entry.round);
    const model::Received received = keys.decode(entry.key);
    std::vector<std::string> words;
    for (const int state : received.by_sender)
      words.push_back(state == model::Received::kLost ? "-" : std::to_string(state));
    for (std::size_t i = 0; i + 1 < received.counts.size(); ++i)
      words.push_back(std::to_string(received.counts[i]));
    if (setting_.view == model::View::kCountsOwn) words.push_back(std::to_string(received.own));
    return fmt::format("{}", fmt::join(words, joint));
  }

  /// The sets of vectors, and the variables that speak of them and of names.
  void outcomes() {
    for (std::size_t i = 0; i < derivation_.sets.size(); ++i) {
      const VectorSet& set = derivation_.sets[i];
      put("set {} {} {}", i, set.round, tells() ? set.slot + 1 : 0);
      for (const model::Entry& entry : set.vectors) put(" {}", received(entry, "."));
      for (const std::size_t part : set.parts) put(" +{}", part);
      text_ += '\n';
    }
    for (const auto& [variable, outcome] : derivation_.outcomes)
      put("outcome {} {} {}\n", variable, outcome.set, outcome.next);
    for (const auto& [variable, used] : derivation_.used)
      put("used {} {} {} {} {}\n", variable, used.round, tells() ? used.slot + 1 : 0, used.count, used.state);
  }

  void receivers(const Reason& why) {
    if (why.by_sets) text_ += " :";
    for (const Reason::Receiver& receiver : why.receivers) {
      if (receiver.misses) {
        put(" {}!", receiver.process + 1);
      } else {
        put(" {}@{}={}", receiver.process + 1, receiver.set, receiver.next);
      }
    }
  }

  void configuration(std::size_t number, const ConfigurationMeaning& meaning) {
    put("configuration {} {} {} {} {} {} {}", number, meaning.variable, meaning.boundary, meaning.start_class,
        meaning.situation.lost ? 1 : 0, model::losses_of(meaning.ledger), model::splits_of(meaning.ledger));
    // Of each kind of crash only the number is kept, not which process crashed how.
    int crashes = model::crashes_of(meaning.ledger);
    for (std::size_t p = 0; p < meaning.situation.processes.size(); ++p) {
      const model::ProcessNow& now = meaning.situation.processes[p];
      const bool gone = now.state == model::ProcessNow::kAbsent;
      put(" {}", gone ? "-" : std::to_string(now.state));
      if (meaning.picked[p] != model::kNotPicked) text_ += model::mark_of(meaning.picked[p]);
      if (now.crashed) text_ += crashes-- > 0 ? 'c' : 'l';
      if (!now.connected) text_ += 'n';
      if (gone && now.decision != model::ProcessNow::kNone) put(":{}", now.decision);
      if (problem_.compiled().uses_decided_by() && now.decided_in != model::ProcessNow::kNone)
        put("@{}", now.decided_in);
    }
    text_ += '\n';
  }

  void histories() {
    std::size_t first = 0;   // number of the round's first history
    std::size_t before = 0;  // and of the round before
    for (std::size_t round = 0; round < derivation_.histories.size(); ++round) {
      const auto number = [&](int history) {
        return history == HistoryMeaning::kLost ? "-"
                                                : std::to_string(static_cast<std::size_t>(history) + before);
      };
      for (std::size_t i = 0; i < derivation_.histories[round].size(); ++i) {
        const HistoryMeaning& history = derivation_.histories[round][i];
        put("history {} {} {} {}", first + i, round + 1, tells() ? history.slot + 1 : 0, number(history.own));
        for (const int received : history.received) put(" {}", number(received));
        text_ += '\n';
      }
      if (round + 1 == derivation_.histories.size()) {
        for (const auto& [variable, meaning] : derivation_.decisions)
          put("decision {} {} {}\n", variable, static_cast<std::size_t>(meaning.first) + first,
              meaning.second);
      }
      before = first;
      first += derivation_.histories[round].size();
    }
  }

  void deeds(const model::RoundFaults& faults, int claims = 0) {
    for (const int p : faults.crashing) put(" x{}", p + 1);
    for (const int p : faults.leaving) put(" l{}", p + 1);
    for (const int p : faults.block) put(" f{}", p + 1);
    for (const auto& [receiver, sender] : faults.losses) put(" {}<{}", receiver + 1, sender + 1);
    for (const model::Forgery& forged : faults.forged)
      put(" {}<{}={}", forged.receiver + 1, forged.sender + 1, forged.state + claims);
  }

  void run(const Reason& why) {
    const model::Scenario& scenario = derivation_.runs[why.run];
    put("run {} {} ", why.property + 1, vector_text(scenario.initial));
    for (std::size_t p = 0; p < scenario.initial.size(); ++p)
      text_ += model::mark_of(scenario.role(static_cast<int>(p)));
    int claims = 0;  // number of the first history that can be claimed
    for (int round = 1; round <= setting_.rounds; ++round) {
      if (round > 1) text_ += " /";
      deeds(scenario.faults(round), claims);
      if (round > 1)
        claims += static_cast<int>(derivation_.histories[static_cast<std::size_t>(round) - 2].size());
    }
  }

  const model::Problem& problem_;
  const model::Setting& setting_;
  const Derivation& derivation_;
  std::string text_;
};

}  // namespace

CertificateFiles derivation_files(const model::Problem& problem, const Derivation& derivation) {
  Writer writer(problem, derivation);
  return {{"formula.cnf", writer.formula()},
          {"variables.txt", writer.variables()},
          {"reasons.txt", writer.reasons()},
          {"certificate.json", writer.head()}};
}

std::optional<CertificateFiles> certificate(const model::Problem& problem, const Derivation& derivation,
                                            base::Stop& stop) {
  // There can be half a million runs, and the proof needs few of them. The clauses of a table make the proof
  // shorter even where it does not need them.
  Derivation few;
  if (derivation.any_states) {
    const auto enough = contradiction(derivation.variables, derivation.clauses, stop);
    if (!enough) return std::nullopt;
    few = reduced(derivation, *enough);
  }
  const Derivation& told = derivation.any_states ? few : derivation;
  std::optional<std::string> refutation = proof(told.variables, told.clauses, stop);
  if (!refutation) return std::nullopt;
  CertificateFiles files = derivation_files(problem, told);
  files.insert(files.begin(), {"proof.drat", std::move(*refutation)});
  return files;
}

}  // namespace ggms::synth
