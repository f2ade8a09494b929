// Reads protocol files (schema ggms/protocol/1), found by ggms or written by hand. First checks all that does
// not need the specification, because reading that is slow; then compares the names with the specification's.
// transitions.cpp reads the transitions.

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "files/format.h"
#include "files/json.h"
#include "files/protocol.h"
#include "files/quoted.h"
#include "files/transitions.h"
#include "model/vectors.h"

namespace ggms::files {

namespace {

/// Runs code that throws base::Error without a place, and puts the place before its message.
template <class Body>
auto blaming(const JsonPlace& place, const Body& body) {
  try {
    return body();
  } catch (const base::FieldError& error) {
    place.fail(error.message());
  } catch (const base::Error& error) {
    place.fail(error.what());
  }
}

/// Throws if the setting that was read from this object makes no sense. The fields of errors are members of
/// the object.
void validate_at(const JsonPlace& place, const model::Setting& setting) {
  try {
    validate(setting);
  } catch (const base::FieldError& error) {
    place.member(error.field()).fail(error.message());
  } catch (const base::Error& error) {
    place.fail(error.what());
  }
}

/// Like blaming(), for errors that cite lines and columns of the embedded specification.
template <class Body>
auto blaming_spec(const std::string& file, const Body& body) {
  try {
    return body();
  } catch (const base::Error& error) {
    throw base::Error(file, 0, 0, std::string("spec ") + error.what());
  }
}

/// The text of a short string on one line, which messages of lower rooms can quote unchanged.
const std::string& word(const JsonPlace& place) {
  constexpr std::size_t kMaxWord = 1020;  // bytes; 255 of a file's name, each as \xff
  if (place.text().size() > kMaxWord || has_control_characters(place.text())) {
    place.fail(in_quotes(place.text()) + " is too long, or has control characters such as line breaks");
  }
  return place.text();
}

std::vector<std::string> read_names(const JsonPlace& top, const char* key) {
  const JsonPlace place = top.member(key);
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const JsonPlace item = place.item(i);
    const std::string& name = item.text();
    if (name.empty()) item.fail("a name can't be empty");
    if (name == model::kLostName) {
      item.fail(fmt::format("\"{}\" stands for a message that did not arrive; a state needs another name",
                            model::kLostName));
    }
    if (has_control_characters(name)) item.fail("a name can't have control characters such as line breaks");
    if (!seen.insert(name).second) item.fail(in_quotes(name) + " is listed twice");
    names.push_back(name);
  }
  return names;
}

model::Setting read_setting(const JsonPlace& top, const StateNames& names) {
  constexpr int kMax = std::numeric_limits<int>::max();  // validate() has the limits
  const JsonPlace place = top.member("setting");
  const auto number = [&](const char* key) { return static_cast<int>(place.member(key).integer(0, kMax)); };
  model::Setting setting;
  setting.processes = number("processes");
  setting.rounds = number("rounds");
  setting.states = number("states");
  const JsonPlace faults = place.member("faults");
  const std::string& faults_word = word(faults);
  setting.faults = blaming(faults, [&] { return model::parse_faults(faults_word); });
  const JsonPlace view = place.member("view");
  const std::string& view_word = word(view);
  setting.view = blaming(view, [&] { return model::parse_view(view_word); });
  const JsonPlace decide = place.member("decide");
  const std::string& decide_word = word(decide);
  setting.decide = blaming(decide, [&] { return model::parse_decide(decide_word); });
  setting.initial = static_cast<int>(names.initial.size());
  setting.decisions = static_cast<int>(names.decisions.size());
  validate_at(place, setting);
  if (names.internal.size() != static_cast<std::size_t>(setting.states)) {
    top.member("internal")
        .fail(fmt::format("it lists {} names, but setting.states is {}", names.internal.size(),
                          setting.states));
  }
  return setting;
}

spec::Spec read_embedded_spec(const JsonPlace& top, const std::string& file, const spec::Spec* known) {
  const JsonPlace place = top.member("spec");
  const JsonPlace name = place.member("name");
  const JsonPlace text = place.member("text");
  if (word(name).empty() || name.text().find('/') != std::string::npos) {
    name.fail("expected a name such as \"consensus\", without slashes");
  }
  if (known != nullptr && known->name == name.text() && known->text == text.text()) return *known;
  spec::Spec spec = blaming_spec(file, [&] { return spec::read_spec(text.text(), name.text()); });
  spec.name = name.text();
  return spec;
}

/// Throws unless a list of the file equals the specification's, in the same order.
void require_same(const JsonPlace& place, const std::vector<std::string>& ours,
                  const std::vector<std::string>& specs, const char* kind) {
  if (ours == specs) return;
  place.fail(fmt::format("the specification's {} are, in this order: {}", kind, listed(specs)));
}

std::optional<Found> read_found(const JsonPlace& top) {
  const auto place = top.optional_member("found");
  if (!place) return std::nullopt;
  Found found;
  if (const auto engine = place->optional_member("engine")) found.engine = engine->text();
  if (const auto seed = place->optional_member("seed")) found.seed = seed->natural();
  if (const auto version = place->optional_member("version")) found.version = version->text();
  if (const auto seconds = place->optional_member("seconds")) found.seconds = seconds->number();
  return found;
}

std::optional<Verified> read_verified(const JsonPlace& top) {
  const auto place = top.optional_member("verified");
  if (!place) return std::nullopt;
  return Verified{place->member("configurations").natural(), place->member("transitions").natural()};
}

}  // namespace

Protocol read_protocol(const std::string& text, const std::string& file, base::Stop& stop,
                       const spec::Spec* known) {
  const Json root = parse_protocol(text, file, stop);
  const JsonPlace top(root, file);
  require_schema(top, kProtocolSchema);
  StateNames names{read_names(top, "initial"), read_names(top, "internal"), read_names(top, "decisions"), {}};
  const model::Setting setting = read_setting(top, names);
  names.between = names.internal;
  if (setting.decide == model::Decide::kAny) {
    for (const std::string& decision : names.decisions) {
      if (std::find(names.internal.begin(), names.internal.end(), model::kDecidedPrefix + decision) !=
          names.internal.end())
        top.member("internal").fail(in_quotes(model::kDecidedPrefix + decision) + " stands for a decision");
      names.between.push_back(model::kDecidedPrefix + decision);
    }
  }
  model::Machine machine = blaming(top.member("setting"), [&] { return model::Machine(setting); });
  std::vector<model::Entry> unneeded = read_transitions(top, text, file, names, setting, machine, stop);
  const std::optional<Found> found = read_found(top);
  const std::optional<Verified> verified = read_verified(top);

  spec::Spec spec = read_embedded_spec(top, file, known);
  require_same(top.member("initial"), names.initial, spec.initial, "initial values");
  require_same(top.member("decisions"), names.decisions, spec.decisions, "decisions");
  model::Problem problem = blaming_spec(file, [&] { return model::Problem(std::move(spec), setting); });
  return {std::move(problem), std::move(machine), found, verified, std::move(unneeded)};
}

Protocol read_protocol(const std::string& text, const std::string& file) {
  base::Stop never;
  return read_protocol(text, file, never);
}

}  // namespace ggms::files
