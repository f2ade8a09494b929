// The languages of other tools, by name.

#include "api/export.h"

#include <algorithm>
#include <functional>

#include "base/error.h"
#include "base/suggestion.h"
#include "base/text.h"
#include "export/cpp.h"
#include "export/csv.h"
#include "export/dot.h"
#include "export/murphi.h"
#include "export/names.h"
#include "export/promela.h"
#include "export/quint.h"
#include "export/smt2.h"
#include "export/system.h"
#include "export/tla.h"

namespace ggms::api {

namespace {

struct Language {
  const char* name;
  const char* meaning;
  std::function<std::string(const model::Problem&, const model::Machine&)> text;
};

/// A language that prints the protocol's system.
template <class Print>
auto of_system(Print print) {
  return [print](const model::Problem& problem, const model::Machine& machine) {
    return print(exports::system_of(problem, machine));
  };
}

const std::vector<Language>& languages() {
  static const std::vector<Language> all = {
      {"promela", "the protocol, its faults and its properties, for SPIN", of_system(exports::promela)},
      {"murphi", "the same for rumur and other Murphi checkers", of_system(exports::murphi)},
      {"smt2", "the same as one query for SMT solvers: z3, cvc5", of_system(exports::smt2)},
      {"quint", "the same for Quint", of_system(exports::quint)},
      {kTlaFormat, "the same in TLA+, for TLC", of_system(exports::tla_with_config)},
      {"cpp", "the machine as a C++20 header", exports::cpp},
      {"dot", "the machine as a picture, for Graphviz", exports::dot},
      {"csv", "the machine, a line an entry", exports::csv},
  };
  return all;
}

}  // namespace

std::vector<ExportFormat> export_formats() {
  std::vector<ExportFormat> formats;
  for (const Language& language : languages()) formats.push_back({language.name, language.meaning});
  return formats;
}

std::string exported(const model::Problem& problem, const model::Machine& machine,
                     const std::string& format) {
  const auto language = std::find_if(languages().begin(), languages().end(),
                                     [&](const Language& one) { return one.name == format; });
  if (language != languages().end()) return language->text(problem, machine);
  std::vector<std::string> known;
  for (const Language& one : languages()) known.emplace_back(one.name);
  throw base::FieldError("format", base::unknown_word("format", base::printable(format), known));
}

TlaFiles exported_to_tla(const model::Problem& problem, const model::Machine& machine,
                         const std::string& name) {
  exports::System system = exports::system_of(problem, machine);
  system.name = name;
  return {exports::tla(system), exports::tla_config(system)};
}

bool is_tla_name(const std::string& name) {
  return exports::identifier(name) == name;
}

}  // namespace ggms::api
