// Help: of the program, of a command, and of what a specification may say. The last is made from the reader's
// own list of the vocabulary.

#include "cli/help.h"

#include <algorithm>

#include "base/error.h"
#include "base/suggestion.h"
#include "cli/option_value.h"
#include "report/style.h"
#include "report/words.h"
#include "spec/vocabulary.h"

namespace ggms::cli {

namespace {

constexpr const char* kSpecification = "specification";

/// Help as CLI11 lays it out; in the list of commands only the first line of what each is about.
class HelpLayout : public CLI::Formatter {
 public:
  HelpLayout() {
    column_width(kHelpMargin);
    label("SUBCOMMAND", "COMMAND");
  }

  std::string make_subcommand(const CLI::App* sub) const override {
    const std::string text = sub->get_description();
    std::ostringstream out;
    CLI::detail::format_help(out, sub->get_name(), fitted(text.substr(0, text.find('\n'))), kHelpMargin);
    return out.str();
  }

  /// Without what "--no-..." sets, which CLI11 puts behind it in braces.
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    const std::string name = CLI::Formatter::make_option_name(option, is_positional);
    return name.substr(0, name.find('{'));
  }
};

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
          "init and decides, and of the others what you use:");
  for (const spec::VocabularyWord& word : spec::vocabulary())
    text += entry(spec::declaration(word), word.meaning);
  text += entry("(declare-const p1 Process)", "and p2, ...: the process of that number");
  text += "\nWhat a property may say:\n";
  text += paragraph("connectives and relations: " + report::listed(spec::operator_names()), 2);
  text += paragraph("forall and exists, over Process, Bool and your enumerations; let; (_ is value)", 2);
  text += paragraph("your definitions, by define-fun and define-const; earlier properties by their names", 2);
  text += "\n" + paragraph(
                     "In \"if a, then b\" ggms calls a the premise, and warns where it never holds. "
                     "docs/specifications.md "
                     "tells more; ggms synth consensus takes a specification that is installed.");
  return text;
}

/// The names of all options of a command, as they are written.
std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

/// What was meant by the first option that the command doesn't know.
std::string meant_option(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr) return "";
  for (const std::string& word : app.remaining()) {
    if (word.starts_with("-")) return base::did_you_mean(word.substr(0, word.find('=')), option_names(app));
  }
  return "";
}

}  // namespace

std::shared_ptr<CLI::Formatter> help_layout() {
  return std::make_shared<HelpLayout>();
}

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::string help_text(const CLI::App& program, const std::string& topic) {
  if (topic.empty()) return program.get_formatter()->make_help(&program, "ggms", CLI::AppFormatMode::Normal);
  if (topic == kSpecification) return specification_help();
  std::vector<std::string> known = command_names(program);
  const bool is_command = std::find(known.begin(), known.end(), topic) != known.end();
  if (is_command) return program.get_subcommand(topic)->help("ggms");
  known.emplace_back(kSpecification);
  throw base::Error("help: unknown topic '" + topic + "'" + base::did_you_mean(topic, known) +
                    "; known are " + report::listed(known));
}

void refuse(const CLI::App& program, int argc, const char* const* argv, const CLI::ParseError& error) {
  if (const auto chosen = program.get_subcommands(); !chosen.empty()) {
    const std::string command = chosen.front()->get_name();
    throw base::Error(command + ": " + error.what() + meant_option(*chosen.front(), error) + "; see ggms " +
                      command + " --help");
  }
  if (argc > 1 && argv[1][0] == '-')
    throw base::Error(error.what() + meant_option(program, error) + "; see ggms --help");
  const std::vector<std::string> known = command_names(program);
  const std::string what =
      argc > 1 ? "unknown command '" + std::string(argv[1]) + "'" + base::did_you_mean(argv[1], known)
               : "a command is missing";
  throw base::Error(what + "; known are " + report::listed(known) + "; see ggms --help");
}

}  // namespace ggms::cli
