// The words for the kinds of policies, as flags and saved files spell them.

#include <array>

#include "base/check.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "policy/policy.h"

namespace ggms::policy {

namespace {

struct Name {
  Kind kind;
  const char* word;
};
constexpr std::array<Name, 4> kNames = {{{Kind::kTransformer, "transformer"},
                                         {Kind::kMlp, "mlp"},
                                         {Kind::kTable, "table"},
                                         {Kind::kUniform, "uniform"}}};

}  // namespace

std::string to_string(Kind kind) {
  for (const Name& name : kNames) {
    if (name.kind == kind) return name.word;
  }
  CHECK(!"a kind without a name");
}

Kind parse_kind(const std::string& text) {
  std::vector<std::string> known;
  for (const Name& name : kNames) {
    if (text == name.word) return name.kind;
    known.emplace_back(name.word);
  }
  throw base::FieldError("policy", base::unknown_word("policy", text, known));
}

}  // namespace ggms::policy
