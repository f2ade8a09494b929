// The words for the kinds of policies, as flags and saved files spell them.

#include <array>

#include "base/check.h"
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
  std::string known;
  for (const Name& name : kNames) {
    if (text == name.word) return name.kind;
    known += (known.empty() ? "" : ", ") + std::string(name.word);
  }
  throw base::Error("no policy is called '" + text + "'; there are " + known);
}

}  // namespace ggms::policy
