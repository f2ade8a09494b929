// Writes and reads the list of reachable configurations that makes a found protocol's certificate: boundary
// by boundary, each configuration with the initial vectors that lead to it. Any program may have written the
// list, so the reader refuses all that the stepper could not step.
#include "audit/listing.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "audit/json.h"
#include "audit/text.h"

namespace ggms::audit {

namespace {

constexpr const char* kListingSchema = "ggms/configurations/1";
constexpr std::array kPicked{std::pair(Role::kOmission, "omission"),
                             std::pair(Role::kGeneralOmission, "general-omission"),
                             std::pair(Role::kByzantine, "byzantine")};
constexpr std::array kCrashed{std::pair(Crash::kCrash, "crash"), std::pair(Crash::kLate, "crash-late")};

std::string quoted(const std::string& name) {
  return Json(name).dump();
}

const std::vector<std::string>& names_at(const Protocol& protocol, std::size_t boundary) {
  return boundary == 0 ? protocol.initial : protocol.taken(static_cast<int>(boundary));
}

std::string group_text(const Runs& runs, std::size_t boundary, const Group& group) {
  const Protocol& protocol = runs.protocol();
  std::string text;
  if (runs.apart()) {
    text = fmt::format("\"process\": {}", group.who + 1);
  } else {
    const std::size_t values = protocol.initial.size();
    text = fmt::format("\"count\": {}, \"initial\": {}", group.count,
                       quoted(protocol.initial[group.who % values]));
    if (group.who >= values) {
      const auto named =
          std::next(runs.watched().named.begin(), static_cast<std::ptrdiff_t>(group.who / values) - 1);
      text += fmt::format(", \"process\": {}", *named);
    }
  }
  if (group.state != kNoState)
    text += fmt::format(", \"state\": {}", quoted(names_at(protocol, boundary)[group.state]));
  for (const auto& [role, word] : kPicked) {
    if (group.role == role) text += fmt::format(", \"picked\": \"{}\"", word);
  }
  for (const auto& [crash, word] : kCrashed) {
    if (group.crash == crash) text += fmt::format(", \"crashed\": \"{}\"", word);
  }
  if (group.decided_in != 0) text += fmt::format(", \"decided-in\": {}", group.decided_in);
  if (!group.connected) text += ", \"connected\": false";
  return "{" + text + "}";
}

/// Reads one file.
class Reader {
 public:
  Reader(const Runs& runs, const Poll& poll) : runs_(runs), protocol_(runs.protocol()), poll_(poll) {}

  std::vector<Boundary> read(const Place& top) const {
    const Place schema = top.member("schema");
    if (schema.text() != kListingSchema)
      schema.fail(fmt::format("{} is not \"{}\"", in_quotes(schema.text()), kListingSchema));
    const Place list = top.member("boundaries");
    const auto boundaries = static_cast<std::size_t>(protocol_.rounds) + 1;
    if (size(list) != boundaries) list.fail(fmt::format("must have {} boundaries", boundaries));
    std::vector<Boundary> result(boundaries);
    for (std::size_t at = 0; at < boundaries; ++at) {
      const Place boundary = list.item(at);
      for (std::size_t i = 0; i < size(boundary); ++i) {
        poll_();
        const Place item = boundary.item(i);
        Configuration configuration = read_configuration(item, at);
        if (!result[at].try_emplace(std::move(configuration), read_starts(item)).second)
          item.fail("is listed twice");
      }
    }
    return result;
  }

 private:
  static std::size_t size(const Place& list) {
    if (!list.value().is_array()) list.fail("must be a list");
    return list.value().size();
  }
  static void refuse_others(const Place& place, const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : place.value().items()) {
      if (std::find(known.begin(), known.end(), key) == known.end())
        place.fail(fmt::format("has {}, which is none of {}", in_quotes(key), fmt::join(known, ", ")));
    }
  }
  static std::int64_t number(const Place& place, const char* key, std::int64_t most) {
    const auto member = place.member_if_any(key);
    return member ? member->integer(0, most) : 0;
  }
  static bool truth(const Place& place, const char* key, bool otherwise) {
    const auto member = place.member_if_any(key);
    if (!member) return otherwise;
    if (!member->value().is_boolean()) member->fail("must be true or false");
    return member->value().get<bool>();
  }
  template <class Word, std::size_t kSize>
  static Word word(const Place& place, const char* key,
                   const std::array<std::pair<Word, const char*>, kSize>& words, Word otherwise) {
    const auto member = place.member_if_any(key);
    if (!member) return otherwise;
    for (const auto& [meaning, text] : words) {
      if (member->text() == text) return meaning;
    }
    member->fail(fmt::format("{} is not a word for this", in_quotes(member->text())));
  }
  static State state(const Place& place, const std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), place.text());
    if (found == names.end())
      place.fail(fmt::format("{} is not a state of this boundary", in_quotes(place.text())));
    return static_cast<State>(found - names.begin());
  }

  Configuration read_configuration(const Place& place, std::size_t boundary) const {
    Configuration result;
    const Place groups = place.member("groups");
    refuse_others(place, {"groups", "lost", "losses-left", "splits-left", "starts"});
    int processes = 0;
    std::vector<int> alone(static_cast<std::size_t>(protocol_.processes),
                           0);  // by process: how often the list has it
    for (std::size_t i = 0; i < size(groups); ++i) {
      const Place item = groups.item(i);
      const Group group = read_group(item, boundary, alone);
      processes += group.count;
      const std::size_t before = result.groups.size();
      add(result.groups, group);
      if (result.groups.size() == before) item.fail("is told twice");
    }
    if (processes != protocol_.processes)
      groups.fail(fmt::format("tells of {} processes; there are {}", processes, protocol_.processes));
    for (std::size_t p = 0; p < alone.size(); ++p) {
      const bool is_alone = runs_.apart() || runs_.watched().named.contains(static_cast<int>(p) + 1);
      if (alone[p] != (is_alone ? 1 : 0)) groups.fail(fmt::format("must tell once of process {}", p + 1));
    }
    require_numbers(groups, result, boundary);
    const bool last = boundary == static_cast<std::size_t>(protocol_.rounds);
    result.lost = truth(place, "lost", false);
    result.losses_left =
        static_cast<std::uint16_t>(number(place, "losses-left", last ? 0 : protocol_.faults.loss_total));
    result.splits_left =
        static_cast<std::uint16_t>(number(place, "splits-left", last ? 0 : protocol_.faults.partition));
    return result;
  }

  Group read_group(const Place& place, std::size_t boundary, std::vector<int>& alone) const {
    Group group;
    refuse_others(place,
                  {"count", "initial", "process", "state", "picked", "crashed", "decided-in", "connected"});
    read_who(place, group, alone);
    group.role = word(place, "picked", kPicked, Role::kHonest);
    group.crash = word(place, "crashed", kCrashed, Crash::kNone);
    const auto named = place.member_if_any("state");
    group.state = named ? state(*named, names_at(protocol_, boundary)) : kNoState;
    const bool decided = protocol_.is_decision(static_cast<int>(boundary), group.state);
    if (group.is_byzantine() && (group.is_gone() || named))
      place.fail("is Byzantine, so it neither crashes nor has a state");
    if (!group.is_byzantine() && !group.is_gone() && !named) place.fail("has no state, though it is up");
    if (group.is_gone() && named && !decided) place.fail("has crashed, so its state must be a decision");
    const bool keeps_round = decided && runs_.watched().decided_by;
    if (const auto round = place.member_if_any("decided-in")) {
      if (!keeps_round) round->fail("is kept of decisions that some property asks for only");
      group.decided_in = static_cast<std::uint16_t>(round->integer(1, static_cast<std::int64_t>(boundary)));
    } else if (keeps_round) {
      place.fail("must say in which round it decided: \"decided-in\"");
    }
    group.connected = truth(place, "connected", true);
    if (!group.connected && !runs_.watched().connected)
      place.fail("must not say who is connected: no property asks");
    return group;
  }

  void read_who(const Place& place, Group& group, std::vector<int>& alone) const {
    const auto process = place.member_if_any("process");
    const auto who = process ? static_cast<int>(process->integer(1, protocol_.processes)) : 0;
    if (process) ++alone[static_cast<std::size_t>(who) - 1];
    if (runs_.apart()) {
      if (!process) place.fail("must say which process it is");
      group.who = static_cast<std::uint32_t>(who - 1);
      return;
    }
    const auto& named = runs_.watched().named;
    if (process && !named.contains(who)) process->fail("is not a process that a property names");
    group.who = state(place.member("initial"), protocol_.initial);
    if (process) {
      const auto place_of_name = std::distance(named.begin(), named.find(who)) + 1;
      group.who +=
          static_cast<std::uint32_t>(place_of_name * static_cast<std::ptrdiff_t>(protocol_.initial.size()));
    }
    group.count =
        static_cast<std::uint16_t>(place.member("count").integer(1, process ? 1 : protocol_.processes));
  }

  /// Fails if more processes are picked or crashed than the faults allow.
  void require_numbers(const Place& place, const Configuration& configuration, std::size_t boundary) const {
    const Faults& faults = protocol_.faults;
    const int crashed = configuration.crashed(Crash::kCrash);
    const int late = configuration.crashed(Crash::kLate);
    // At the last boundary the two kinds of crash look the same.
    const bool fits = boundary == static_cast<std::size_t>(protocol_.rounds)
                          ? late == 0 && crashed <= faults.crash + faults.crash_late
                          : crashed <= faults.crash && late <= faults.crash_late;
    if (!fits || !runs_.may_pick(configuration)) place.fail("has more faults than the setting allows");
  }

  std::vector<std::uint32_t> read_starts(const Place& place) const {
    const auto list = place.member_if_any("starts");
    if (!list && !runs_.apart()) return {0};
    if (!list) place.fail("must have \"starts\"");
    std::vector<std::uint32_t> starts;
    for (std::size_t i = 0; i < size(*list); ++i) {
      const Place item = list->item(i);
      starts.push_back(
          static_cast<std::uint32_t>(item.integer(0, static_cast<std::int64_t>(runs_.starts()) - 1)));
      if (i > 0 && starts[i - 1] >= starts[i]) item.fail("is not more than the one before it");
    }
    if (starts.empty()) list->fail("must not be empty");
    return starts;
  }

  const Runs& runs_;
  const Protocol& protocol_;
  const Poll& poll_;
};

}  // namespace

std::string configuration_text(const Runs& runs, std::size_t boundary, const Configuration& configuration,
                               const std::vector<std::uint32_t>& starts) {
  std::vector<std::string> groups;
  for (const Group& group : configuration.groups) groups.push_back(group_text(runs, boundary, group));
  std::string text = fmt::format("{{\"groups\": [{}]", fmt::join(groups, ", "));
  if (configuration.lost) text += ", \"lost\": true";
  if (configuration.losses_left > 0) text += fmt::format(", \"losses-left\": {}", configuration.losses_left);
  if (configuration.splits_left > 0) text += fmt::format(", \"splits-left\": {}", configuration.splits_left);
  if (runs.apart()) text += fmt::format(", \"starts\": [{}]", fmt::join(starts, ", "));
  return text + "}";
}

std::string write_listing(const Runs& runs, const Poll& poll) {
  std::vector<std::string> boundaries;
  for (std::size_t at = 0; at < runs.boundaries().size(); ++at) {
    std::vector<std::string> lines;
    for (const auto& [configuration, starts] : runs.boundaries()[at]) {
      poll();
      lines.push_back("      " + configuration_text(runs, at, configuration, starts));
    }
    boundaries.push_back(fmt::format("    [\n{}\n    ]", fmt::join(lines, ",\n")));
  }
  return fmt::format("{{\n  \"schema\": \"{}\",\n  \"boundaries\": [\n{}\n  ]\n}}\n", kListingSchema,
                     fmt::join(boundaries, ",\n"));
}

std::vector<Boundary> read_listing(const std::string& json_text, const std::string& file_name,
                                   const Runs& runs, const Poll& poll) {
  const Json root = parse_json(json_text, file_name);
  return Reader(runs, poll).read(Place(root, file_name));
}

}  // namespace ggms::audit
