// Prints help about the program, a command or a topic, and turns CLI11's errors into messages of ours.

#include "cli/help.h"

#include <algorithm>

#include "base/error.h"
#include "base/suggestion.h"
#include "base/words.h"
#include "cli/help_topics.h"
#include "cli/option_value.h"

namespace ggms::cli {

namespace {

/// CLI11's layout of help, but the list of commands has only the first line of each command's description.
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

  /// Leaves out the value that "--no-..." sets, which CLI11 adds in braces.
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    const std::string name = CLI::Formatter::make_option_name(option, is_positional);
    return name.substr(0, name.find('{'));
  }
};

/// The names of all options of a command, with their dashes.
std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

/// The first word that looks like an option but is not one of the app's; empty if there is none.
std::string unknown_option(const CLI::App& app, int argc, const char* const* argv) {
  const std::vector<std::string> unread = app.remaining();
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.starts_with("-") && std::find(unread.begin(), unread.end(), word) != unread.end())
      return word.substr(0, word.find('='));
  }
  return "";
}

/// "-n N", "--to FORMAT" or "SPEC": how a call gives an option.
std::string call_of(const CLI::Option& option) {
  if (option.get_positional()) return option.get_name();
  const std::string name =
      option.get_snames().empty() ? "--" + option.get_lnames().front() : "-" + option.get_snames().front();
  return name + " " + option.get_type_name();
}

/// Says what is wrong with the words behind a command, or with those of a call without a command.
std::string wrong_words(const CLI::App& app, int argc, const char* const* argv,
                        const CLI::ParseError& error) {
  if (const std::string option = unknown_option(app, argc, argv); !option.empty()) {
    // Options of one letter get no suggestion, because each is close to every other one.
    const bool is_long = option.starts_with("--");
    return "unknown option " + option + (is_long ? base::did_you_mean(option, option_names(app)) : "");
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string what = error.what();  // "--processes: ..."
    const CLI::Option* option = app.get_option_no_throw(what.substr(0, what.find(':')));
    if (option != nullptr) {
      const std::string call = call_of(*option);
      return option->count() > 1 ? call.substr(0, call.find(' ')) + " is given more than once"
                                 : call + " lacks its value";
    }
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !app.remaining().empty())
    return "unexpected argument '" + app.remaining().back() + "'";
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_required() && option->count() == 0) return call_of(*option) + " is required";
    }
  }
  return error.what();
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
  for (const HelpTopic& other : help_topics()) {
    const std::string name = other.name;
    if (topic == name || topic + "s" == name) return other.text();
  }
  std::vector<std::string> known = command_names(program);
  const bool is_command = std::find(known.begin(), known.end(), topic) != known.end();
  if (is_command) return program.get_subcommand(topic)->help("ggms");
  for (const HelpTopic& other : help_topics()) known.emplace_back(other.name);
  throw base::Error("help: unknown topic '" + topic + "'" + base::did_you_mean(topic, known) +
                    "; known are " + base::listed(known));
}

void refuse(const CLI::App& program, int argc, const char* const* argv, const CLI::ParseError& error) {
  if (const auto chosen = program.get_subcommands(); !chosen.empty()) {
    const std::string command = chosen.front()->get_name();
    throw base::Error(command + ": " + wrong_words(*chosen.front(), argc, argv, error) + "; see ggms " +
                      command + " --help");
  }
  if (argc > 1 && argv[1][0] == '-')
    throw base::Error(wrong_words(program, argc, argv, error) + "; see ggms --help");
  const std::vector<std::string> known = command_names(program);
  const std::string what =
      argc > 1 ? "unknown command '" + std::string(argv[1]) + "'" + base::did_you_mean(argv[1], known)
               : "a command is missing";
  throw base::Error(what + "; known are " + base::listed(known) + "; see ggms --help");
}

}  // namespace ggms::cli
