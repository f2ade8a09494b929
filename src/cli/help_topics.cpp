// The topics of `ggms help`. Each is made from the list that the program itself uses: the reader's
// vocabulary, the table of fault words, the views, the endings of traces, the formats of exports.

#include "cli/help_topics.h"

#include <utility>

#include "api/export.h"
#include "api/views.h"
#include "base/words.h"
#include "cli/setting_options.h"
#include "cli/traces.h"
#include "model/faults.h"
#include "report/style.h"
#include "spec/vocabulary.h"

namespace ggms::cli {

namespace {

constexpr const char* kExample = R"(What a specification may say

Example:
  (declare-sort Process 0)
  (declare-datatypes ((Bit 0)) (((zero) (one))))
  (declare-fun init (Process) Bit)
  (declare-fun decides (Process Bit) Bool)
  (declare-fun correct (Process) Bool)
  (assert (! (forall ((p Process) (q Process))
               (not (and (decides p zero) (decides q one)))) :named agreement))
  (assert (! (forall ((v Bit)) (=> (forall ((p Process)) (= (init p) v))
               (forall ((p Process) (w Bit)) (=> (decides p w) (= w v)))))
             :named validity))
  (assert (! (forall ((p Process))
               (=> (correct p) (exists ((v Bit)) (decides p v))))
             :named termination))

  ggms check mine.smt2        (reads it, and warns of what looks wrong)
  ggms synth mine.smt2 -n 3 --faults crash=1

)";

std::string paragraph(const std::string& text, int indent = 0) {
  constexpr int kColumns = 80;
  return std::string(static_cast<std::size_t>(indent), ' ') +
         report::wrapped(text, kColumns, indent, indent) + "\n";
}

std::string entry(const std::string& declaration, const std::string& meaning) {
  return "  " + declaration + "\n" + paragraph(meaning, 6);
}

std::string specification_help() {
  std::string text = kExample;
  text += paragraph(
      "It is a file in SMT-LIB 2.6. Each assertion is a property and needs a name; a protocol has to make "
      "all of "
      "them true in every run. How many processes there are and what may fail is not part of it: that is "
      "what -n, --faults and so on say.");
  text += "\nSorts:\n" + entry("(declare-sort Process 0)", "the processes 1 to n");
  text += entry("(declare-datatypes ((V 0)) (((value) ...)))",
                "your enumerations, with any names; Bool is there, and Int for literals");
  text +=
      "\n" +
      paragraph(
          "The vocabulary says something of a process, or of the whole run, when the run has ended. Declare "
          "init and decides, and those of the others that you use:");
  for (const spec::VocabularyWord& word : spec::vocabulary())
    text += entry(spec::declaration(word), word.meaning);
  text += entry("(declare-const p1 Process)", "and p2, ...: the process of that number");
  text += "\nWhat a property may say:\n";
  text += paragraph("connectives and relations: " + base::listed(spec::operator_names()), 2);
  text += paragraph("forall and exists, over Process, Bool and your enumerations; let; (_ is value)", 2);
  text += paragraph("your definitions, by define-fun and define-const; earlier properties by their names", 2);
  text += "\n" + paragraph(
                     "In \"if a, then b\" ggms calls a the premise, and warns where it never holds. "
                     "docs/specifications.md "
                     "tells more; ggms synth consensus takes a specification that is installed.");
  return text;
}

/// A list of words and their meanings.
std::string entries(const std::vector<std::pair<std::string, std::string>>& words) {
  std::string text;
  for (const auto& [word, meaning] : words) text += entry(word, meaning);
  return text;
}

constexpr const char* kFaultsExample = R"(What may fail (--faults)

Examples:
  ggms synth consensus -n 4 --faults crash=1,loss=1 --engine exact
  ggms verify protocol.json --faults byzantine=1
  ggms verify protocol.json --margin      (how much more it tolerates)

)";

std::string faults_help() {
  std::string text = kFaultsExample;
  text += paragraph(
      "--faults takes these words with numbers, joined by commas. Each can be there once, and they add up: "
      "with crash=1,loss=1 one process may crash and one message a round may be lost, in the same run. 'Up "
      "to' includes none. Without the option nothing fails in a search, and a protocol is checked with the "
      "faults that it was made for.");
  text += "\n" + entries(model::fault_words());
  text +=
      "\n" + paragraph(
                 "A process is correct if it never crashed and was not picked; one that only suffers from "
                 "lost messages or splits is correct. A message to oneself always arrives. "
                 "docs/semantics.md says exactly what the words mean, and what they mean together.");
  return text;
}

constexpr const char* kViewsExample = R"(What a process sees in a round (--view)

Examples:
  ggms synth consensus -n 3 --faults crash=1 --view vector+id --engine exact
  ggms synth consensus -n 9 --faults crash=2 --view counts --engine exact

)";

std::string views_help() {
  std::string text = kViewsExample;
  text += paragraph(
      "In every round each process receives a state, or nothing, from each process, itself included. Its "
      "next "
      "state depends on the round, and on what the view shows it of that:");
  text += "\n" + entries(api::view_words());
  text +=
      "\n" + paragraph(
                 "vector+id shows all that the others show, so it allows the most protocols. In the two "
                 "counts views processes are anonymous: tables are small, and settings with many processes "
                 "can be searched. docs/semantics.md tells more.");
  return text;
}

std::string files_help() {
  std::vector<std::string> formats;
  for (const auto& [name, meaning] : api::export_formats()) formats.push_back(name);
  std::string text = "Files that ggms reads and writes\n\n";
  text += entries(
      {{"specification",
        "what protocols have to do, in SMT-LIB, as you write it: ggms help specification. A name without "
        "slash "
        "and dot that is not a file, such as consensus, is one that is installed."},
       {"protocol",
        "a machine with its specification and setting, in JSON. ggms synth -o and ggms complete -o write it; "
        "verify, show, complete, simulate, export and certify read it."},
       {"scenario",
        "the initial values and faults of one run, in JSON: ggms simulate --save writes it, and simulate "
        "--scenario plays it."},
       {"trace", "a run, for --trace of verify and simulate; its name ends in " + trace_endings() +
                     ". simulate --scenario reads .itf.json and .json back."},
       {"certificate",
        "a folder that proves an answer: ggms synth --certificate writes it, and ggms certify audits it."},
       {"story", "a picture of why there is no protocol, in SVG: ggms synth --story."},
       {"export",
        "a protocol in another tool's language: ggms export --to " + base::listed(formats, "or") + "."},
       {"log, checkpoint, weights",
        "of learning engines: --log, --checkpoint and --resume, --policy-out and --policy-in of ggms synth."},
       {"results", "finished runs of a benchmark, one JSON object a line: ggms bench table1 --results."}});
  text += "\n" +
          paragraph(
              "Files are written only where an option names them, and each that was written is named in the "
              "answer. They appear whole or not at all; logs and results grow by whole lines. "
              "docs/files.md describes them all, and docs/certificates.md and docs/exports.md two of them.");
  return text;
}

std::string semantics_help() {
  std::string text = "What happens in a run\n\n";
  text += paragraph(
      "A specification says what has to be true of runs. A run has n processes and a fixed number of rounds, "
      "and goes like this:");
  text +=
      "\n" +
      entries(
          {{"start", "Each process starts with an initial value, any of those of the specification."},
           {"round",
            "Each process sends its state to all, itself included. Then each looks up what it received, "
            "as its view shows it, in the table of the round; the entry says what it becomes: one of the "
            "internal states, or in the last round a decision. No message comes in a later round."},
           {"decision",
            "What a process becomes in the last round. With --decide any it may become that earlier; it "
            "then keeps the decision and goes on sending it."},
           {"crashes",
            "A process that crashes in a round still sends to some processes, any of them or none, makes "
            "no move in that round, and is gone. With crash-late it may crash after its move instead, and "
            "so can decide first."},
           {"adversary",
            "It picks the initial values and what fails, within --faults, as is worst for the protocol. A "
            "protocol is verified if every property holds for all its choices, and if no process receives "
            "what its table has no entry for ('undefined')."}});
  text += "\n" + paragraph("docs/semantics.md says all of it exactly.");
  return text;
}

std::string exit_codes_help() {
  std::string text = "Exit codes\n\n";
  text +=
      entries({{"0", "the answer that was asked for: found, verified, certified, or what was to be printed"},
               {"1", "a definite no: infeasible, violated, refuted"},
               {"2", "the command line or an input is wrong, or an output can't be written"},
               {"3", "unknown: a limit of time, memory, rounds or states was reached, or Ctrl-C was pressed"},
               {"4", "an internal check failed: please report it"}});
  text += "\n" + paragraph(
                     "What the code is about stands in the first line on standard output, or with --json in "
                     "its 'verdict'. Errors, notes and warnings are lines on standard error. ggms bench has "
                     "codes of its own: ggms help bench.");
  return text;
}

}  // namespace

const std::vector<HelpTopic>& help_topics() {
  static const std::vector<HelpTopic> kTopics = {{"specification", specification_help},
                                                 {"faults", faults_help},
                                                 {"views", views_help},
                                                 {"files", files_help},
                                                 {"semantics", semantics_help},
                                                 {"exit-codes", exit_codes_help}};
  return kTopics;
}

}  // namespace ggms::cli
