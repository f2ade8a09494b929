#pragma once

// ggms discovers distributed protocols and proves them right. This is the whole library: the program's commands as
// calls. Errors are ggms::Error. Values (Specification, Protocol, Scenario, ...) never change once made and share what
// they hold, so they are cheap to copy and may be used by several threads at once; so may every function. Moving one
// copies it, so that none is ever empty. What a call returns was checked by code that does not know the engines, as the program checks it.
//
//   const auto spec = ggms::Specification::load("specs/consensus.smt2");
//   const auto answer = ggms::synthesize(spec, {.processes = 3, .faults = "crash=2", .rounds = 3, .states = 2});
//   if (answer.verdict == ggms::Verdict::kFound) std::cout << answer.protocol->table();
//
// Words (faults, views, engines, verdicts) are those of the command line; docs/cli.md explains them, docs/library.md
// has more examples, docs/files.md the files and JSON objects.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#define GGMS_API __attribute__((visibility("default")))

namespace ggms {

/// The version of the linked library, such as "1.2.3".
GGMS_API std::string version();

/// What is wrong, and where. what() is one line for people, in which control characters are written as \x0a.
class GGMS_API Error : public std::runtime_error {
 public:
  enum class Kind {
    kInput,     // what was given is wrong, or a file can't be read or written
    kStopped,   // limits or a StopToken ended a call that has no part of an answer to give
    kInternal,  // a bug in ggms
  };
  struct Place {
    std::string file;   // or what a text was called; empty where the error is in no text
    int line = 0;       // from 1; 0: not known
    int column = 0;     // from 1, in characters; 0: not known
    std::string field;  // as this header calls it, as in "max_rounds"; empty where the error is in none
  };

  Error(Kind kind, const std::string& what, Place place);
  Kind kind() const { return kind_; }
  const Place& place() const { return place_; }

 private:
  Kind kind_;
  Place place_;
};

/// Ends calls from outside: another thread, a signal handler, or a callback. Copies share one state: stopping one stops all.
class GGMS_API StopToken {
 public:
  StopToken();
  StopToken(const StopToken&) = default;
  StopToken& operator=(const StopToken&) = default;
  /// May be called at any time, in a signal handler, too. Calls that were given this token end soon.
  void request_stop() const noexcept;
  bool is_requested() const noexcept;

 private:
  friend struct Access;
  std::shared_ptr<void> flag_;
};

/// What ends a call before it is done by itself. 0: no limit.
struct Limits {
  double seconds = 0;            // of wall time
  std::uint64_t memory_mib = 0;  // of the whole process, resident
  std::optional<StopToken> stop = {};
};

/// The outcome of a call. Each result says which of these it can have.
enum class Verdict {
  kFound,       // synthesize: a protocol
  kInfeasible,  // synthesize: there is none
  kVerified,    // verify: every property holds in every execution
  kHolds,       // verify: those properties that were asked about do
  kViolated,    // verify: one does not
  kCertified,   // certify: the claim was proved again
  kRefuted,     // certify: it is wrong, or not proved by what is there
  kUnknown,     // limits, or a StopToken, came first
};
/// "found", "infeasible", ... as --json has them.
GGMS_API std::string to_string(Verdict verdict);

/// What must hold: SMT-LIB in the vocabulary of docs/specifications.md.
class GGMS_API Specification {
 public:
  struct Impl;  // what stands behind it

  Specification(const Specification&) = default;
  Specification& operator=(const Specification&) = default;

  /// From a file.
  static Specification load(const std::string& path, const Limits& limits = {});
  /// From a text; `name` is what errors cite, and the specification's name.
  static Specification parse(const std::string& text, const std::string& name = "specification");

  const std::string& name() const;
  const std::string& text() const;
  const std::vector<std::string>& initial() const;    // the values that processes can start with
  const std::vector<std::string>& decisions() const;  // those that they can decide
  std::vector<std::string> properties() const;        // by name, in the file's order
  /// What looks wrong with it, a line each; takes about a second at most.
  std::vector<std::string> warnings() const;
  /// What it asks for, as `ggms check` prints it, or with `--json`.
  std::string summary() const;
  std::string json() const;

 private:
  friend struct Access;
  Specification() = default;
  std::shared_ptr<const Impl> impl_;
};

/// How many processes, which faults, which sizes.
struct Setting {
  int processes = 0;
  std::string faults = "none";       // such as "crash=2,loss=1"
  std::optional<int> rounds = {};    // none: they grow from 1
  std::optional<int> states = {};    // internal ones; none: they grow from 1
  std::string view = "vector";       // what a transition looks at: vector, vector+id, counts, counts+own
  std::string decide = "last";       // when processes decide: last (round), any
};

/// One entry of a machine's table.
struct Transition {
  int round = 0;    // from 1
  int process = 0;  // from 1 where the view is vector+id; else 0: any
  std::vector<std::string> received;  // by sender what it sent, or "lost"; empty where the view counts
  /// Where the view counts: states, and "lost", with how many of them; zeros are left out.
  std::vector<std::pair<std::string, int>> counts;
  std::string own;     // the own state where the view is counts+own; else empty
  std::string next;    // the next state; in the last round a decision
  bool needed = true;  // false: no execution needs it, a rule filled it in
};

/// What processes do in some rounds, as rules that a person reads from top to bottom: the first that holds counts.
struct Rules {
  int first_round = 0, last_round = 0;  // which read the same
  std::string text;                     // a line a rule
};

/// What goes wrong in one execution, and with what processes start. Its text is that of a scenario file, or of a trace:
/// what Execution::drawn() gives as "itf". Protocol::simulate() reads it, and throws where it is neither.
class GGMS_API Scenario {
 public:
  /// As in its file (docs/files.md).
  const std::string& text() const { return text_; }
  explicit Scenario(std::string text) : text_(std::move(text)) {}
  static Scenario load(const std::string& path, const Limits& limits = {});
  void save(const std::string& path, const Limits& limits = {}) const;

 private:
  std::string text_;
};

/// One execution of a protocol.
class GGMS_API Execution {
 public:
  struct Impl;  // what stands behind it

  Execution(const Execution&) = default;
  Execution& operator=(const Execution&) = default;

  Scenario scenario() const;
  /// [boundary][process]: the state; none: crashed, or Byzantine. Ends before a round in which an entry was missing.
  std::vector<std::vector<std::optional<std::string>>> states() const;
  std::vector<std::optional<std::string>> decisions() const;  // by process; empty if an entry was missing
  /// The first property that is violated; "undefined": a needed entry was missing.
  std::optional<std::string> violated() const;
  /// As a picture: "text" (as `ggms simulate` prints it), "svg", "mermaid"; or as "itf", a trace for other tools.
  std::string drawn(const std::string& format = "text") const;
  /// As `ggms simulate --json`.
  std::string json() const;

 private:
  friend struct Access;
  Execution() = default;
  std::shared_ptr<const Impl> impl_;
};

/// How much more of one fault word a protocol tolerates.
struct Margin {
  std::string word;
  int own = 0;                      // its number in the protocol's setting
  int holds = 0;                    // the largest number that is known to do no harm
  int most = 0;                     // the largest number that makes sense
  std::optional<int> breaks = {};   // the smallest number that is known to do harm
  std::string property = {};        // what breaks then
  std::string why_unknown = {};     // why the numbers between were not decided, if so
};

/// The result of a verification.
struct Verification {
  Verdict verdict = Verdict::kUnknown;        // kVerified, kHolds, kViolated, kUnknown
  std::string reason;                         // what ended it, if unknown
  std::uint64_t configurations = 0;           // reached, over all round boundaries
  std::uint64_t transitions = 0;              // steps between them, not entries of the table
  std::optional<Execution> counterexample;    // if violated
  std::vector<Margin> margin;                 // if it was asked for, and the protocol verified
  std::string summary, json;                  // as `ggms verify` prints it, with `--json`
};

class Protocol;

/// Files that prove a claim to a program that is not ours (docs/certificates.md).
struct GGMS_API Certificate {
  std::string name;                                        // of its folder, where there are several
  std::vector<std::pair<std::string, std::string>> files;  // name and text

  /// From a folder: of one certificate, or of several in it.
  static std::vector<Certificate> load(const std::string& folder, const Limits& limits = {});
  /// Into a new or empty folder. File names with a slash, or given twice, are refused.
  void save(const std::string& folder) const;
};

/// What a claim is expected to be about; an audit of one that is about something else is an Error.
struct Expectations {
  std::optional<Specification> specification = {};
  std::string claim = {};  // "found", "infeasible"; empty: either
  std::optional<int> processes = {}, rounds = {}, states = {};
  bool any_states = false;  // instead of `states`
  std::string faults = {}, view = {}, decide = {};
};

/// The result of an audit.
struct Audit {
  Verdict verdict = Verdict::kUnknown;  // kCertified, kRefuted, kUnknown
  std::string reason;                   // what ended it, if unknown
  std::string summary, json;            // as `ggms certify` prints it, with `--json`
};

/// Audits certificates, by code that shares only libraries and general helpers with
/// the code that made them.
GGMS_API Audit certify(const std::vector<Certificate>& certificates, const Expectations& expected = {},
                       const Limits& limits = {});

/// A state machine that every process runs, with the specification and the setting that it is for.
class GGMS_API Protocol {
 public:
  struct Impl;  // what stands behind it

  Protocol(const Protocol&) = default;
  Protocol& operator=(const Protocol&) = default;

  static Protocol load(const std::string& path, const Limits& limits = {});
  /// The text of a protocol file; `name` is what errors cite.
  static Protocol parse(const std::string& text, const std::string& name = "protocol");
  /// Replaces the file by a complete new one, or leaves it as it was. Limits matter where a pipe has no reader.
  void save(const std::string& path, const Limits& limits = {}) const;

  const std::string& text() const;  // of its file
  Specification specification() const;
  Setting setting() const;  // with rounds and states
  std::vector<Transition> transitions() const;
  /// The next state of a process that received this in a round, as Transition has it; `next` and `needed` are not
  /// looked at, and what the view does not show has to be empty. None: there is no entry.
  std::optional<std::string> next(const Transition& asked) const;
  /// The machine as rules that a person reads, as `ggms show` prints them.
  std::string table() const;
  /// The same in parts.
  std::vector<Rules> rules() const;
  std::string json() const;  // as `ggms show --json`

  struct VerifyOptions {
    std::optional<Specification> specification = {};  // instead of its own
    std::optional<std::string> faults = {};           // instead of its own
    std::vector<std::string> properties = {};         // by name; empty: all
    std::string method = "explicit";                  // or "scenarios": one after the other, slow
    int threads = 0;                                  // of "scenarios"; 0: one per processor
    bool margin = false;                              // how much more of each fault word it tolerates
    Limits limits = {};
    std::function<void(const std::string& faults)> on_margin = {};  // before each check for the margin
  };
  /// Checks every possible execution.
  Verification verify(const VerifyOptions& options) const;
  Verification verify() const;

  /// One execution. Throws if the scenario does not fit the setting; `faults` instead of its own.
  Execution simulate(const Scenario& scenario, const std::optional<std::string>& faults = {}) const;
  /// The same of a scenario that is drawn at random.
  Execution simulate(std::uint64_t seed, const std::optional<std::string>& faults = {}) const;

  /// Audits the protocol, by code that shares only libraries and general helpers with what found it.
  Audit certify(const Expectations& expected = {}, const Limits& limits = {}) const;
  /// Files with which other programs can do that; none where there are too many configurations to list.
  std::optional<Certificate> certificate(const Limits& limits = {}) const;

  /// The same with an entry for everything that a process could receive under any adversary, filled in by its rules
  /// and verified again. Throws where the protocol is not verified, or a table of all entries too large.
  Protocol complete(const Limits& limits = {}) const;

  /// In the language of another tool: promela, murphi, smt2, quint, tla, cpp, dot or csv (docs/exports.md); `faults` and
  /// `specification` instead of its own.
  std::string exported(const std::string& format, const std::optional<std::string>& faults = {},
                       const std::optional<Specification>& specification = {}) const;

 private:
  friend struct Access;
  Protocol() = default;
  std::shared_ptr<const Impl> impl_;
};

/// What a running search tells.
struct Progress {
  std::string aside;  // what is asked besides the question, such as "why"; empty for the question itself
  int rounds = 0, states = 0;  // of the setting that is searched now
  double seconds = 0;
  std::uint64_t candidates = 0, counterexamples = 0, clauses = 0;
  std::uint64_t episodes = 0, simulations = 0, failed = 0, freezes = 0, unfreezes = 0;  // of learning
  double loss = 0;                                                                      // of the policy
  std::uint64_t runs = 0;  // beginnings of runs that full information went through, while it is asked
  /// If they were asked for: the scenarios of the phase, and in how many of them the machine of the last episode fails.
  std::optional<std::uint64_t> scenarios = {}, failing_scenarios = {};
  std::string text, json;  // as the program shows it, and as --log writes it
};

/// How a protocol is searched for.
struct SynthesisOptions {
  std::string engine = "ggms";     // of engines()
  std::string strategy = "auto";   // of engine "exact": "auto", "counterexamples" or "symbolic"
  std::uint64_t seed = 1;
  int threads = 0;  // 0: one per processor
  Limits limits = {};
  std::optional<int> max_rounds = {};  // where they grow; none: as --max-rounds, whose default docs/cli.md has
  int max_states = 4;                  // where they grow
  bool total = false;                  // an entry for everything that a process could receive
  bool certificates = false;           // whether Synthesis::certificates is asked for
  std::optional<double> explain = {};  // seconds for an infeasible answer's reasons; 0: none are looked for
  bool all = false;                    // all protocols of the setting, by engine "exact"
  std::optional<std::uint64_t> all_limit = {};  // ... at most so many
  bool count = false;                           // ... only how many
  bool count_failing = false;  // whether Progress::failing_scenarios is asked for, by learning engines; slow
  /// Options of learning by name, as in {"policy", "table"}, {"share-tree", "false"}, {"as-published", "true"}.
  std::vector<std::pair<std::string, std::string>> learning = {};
  std::optional<std::string> policy = {};  // learnt weights to begin with
  std::optional<std::string> resume = {};  // a checkpoint to go on from
  bool keep_policy = false;   // whether Synthesis::policy is asked for
  /// Called by the thread that called synthesize. What it throws ends the search, and leaves synthesize.
  std::function<void(const Progress&)> on_progress = {};
  std::function<void(const std::string& checkpoint)> on_checkpoint = {};  // learning engines, after each episode
};

/// The result of a synthesis.
struct Synthesis {
  Verdict verdict = Verdict::kUnknown;  // kFound, kInfeasible, kUnknown
  std::string reason;                   // what ended it, if unknown
  bool any_states = false;              // the answer is about any number of internal states
  std::optional<Protocol> protocol;     // if one was asked for and found
  std::vector<Protocol> protocols;      // if all were asked for
  std::uint64_t count = 0;              // how many, of all
  bool is_complete = false;             // there are no others
  struct Attempt {
    int rounds = 0;
    int states = 0;           // internal ones, at most
    bool any_states = false;  // instead: any number of them, which full information was asked about
    Verdict verdict = Verdict::kUnknown;
    double seconds = 0;
  };
  std::vector<Attempt> attempts;  // the settings that were tried
  /// The same question in the view in which processes see most.
  struct StrongerView {
    std::string view;
    Verdict verdict = Verdict::kUnknown;  // kFound, kInfeasible, kUnknown
    int rounds = 0;                       // of the answer, if it is known
    int states = 0;                       // ... internal ones
    bool any_states = false;              // ... instead: any number of them
    double seconds = 0;
  };
  Progress stats;                 // of the last attempt
  double seconds = 0;
  std::vector<std::pair<std::string, double>> time;  // what they were spent on
  std::vector<std::string> conflict;   // of an infeasible answer: properties that can't be met together, if it is known
  bool is_minimal = false;             // ... proved: without any one of these the others can
  std::string story, story_svg;        // ... an argument in executions, if there is one
  std::string no_story;                // ... why there is none, where one was looked for
  std::optional<StrongerView> stronger_view;  // ... the answer where processes know who they are, if that was asked
  std::optional<Protocol> stronger;           // ... the protocol of that, if one was found
  std::vector<Certificate> certificates;  // if they were asked for; `warnings` says where one is missing
  std::string policy;                     // the learnt weights, if they were asked for
  std::vector<std::string> warnings;      // a line each; also of bugs that kept reasons from being told
  std::string summary, json;  // as `ggms synth` prints it, with `--json`
};

/// The engines that `SynthesisOptions::engine` names.
GGMS_API std::vector<std::string> engines();
/// A word that a field takes, and what it means.
struct Word {
  std::string word, meaning;
};
/// What `Setting::faults` is put together from, each with a number: "crash=F".
GGMS_API std::vector<Word> faults();
/// What `Setting::view` takes.
GGMS_API std::vector<Word> views();
/// What `Protocol::exported` takes.
GGMS_API std::vector<Word> export_formats();
/// Looks for a protocol.
GGMS_API Synthesis synthesize(const Specification& specification, const Setting& setting,
                              const SynthesisOptions& options = {});

}  // namespace ggms
