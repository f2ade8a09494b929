// Reads what the variables of a refutation about tables say.
#include "audit/table_meanings.h"

#include <algorithm>

#include "audit/table_words.h"
#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr std::int64_t kMostNumbers = 1 << 30;

}  // namespace

TableMeanings::TableMeanings(const Basis& basis, const std::string& text, const std::string& file_name)
    : protocol_(basis.protocol),
      carried_(basis.carried),
      vocabulary_(basis.variables),
      sets_(basis.protocol, vocabulary_, [this](int round, int process, const Received& received) {
        return entry_of(round, process, received);
      }) {
  TextReader reader(text, file_name, "#", basis.poll);
  std::vector<std::string_view> words;
  while (reader.next(words)) {
    if (words[0] == "move") {
      read_move(reader, words);
    } else if (words[0] == "start") {
      read_start(reader, words);
    } else if (words[0] == "configuration") {
      read_configuration(reader, words);
    } else if (words[0] == "set") {
      sets_.read_set(reader, words);
    } else if (words[0] == "outcome") {
      sets_.read_outcome(reader, words);
    } else if (words[0] == "used") {
      sets_.read_used(reader, words);
    } else {
      reader.fail(in_quotes(words[0]) + " is none of move, start, configuration, set, outcome, used");
    }
  }
}

std::optional<std::size_t> TableMeanings::entry_of(int round, int process, const Received& received) const {
  const auto found = entries_.find({round, process, received});
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

const NamedConfiguration& TableMeanings::configuration(const TextReader& reader,
                                                       std::string_view word) const {
  return configurations_[static_cast<std::size_t>(
      reader.number(word, 0, static_cast<std::int64_t>(configurations_.size()) - 1))];
}

void TableMeanings::read_move(const TextReader& reader, const std::vector<std::string_view>& words) {
  constexpr std::size_t kReceived = 5;  // the index of the first word of the received vector
  if (words.size() < kReceived)
    reader.fail("a move has a variable, a round, a process, a state and what is received");
  const std::int64_t variable =
      reader.number(words[1], 1, static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1);
  const int round = static_cast<int>(reader.number(words[2], 1, protocol_.rounds));
  const bool tells = protocol_.view == View::kVectorId;
  const int process =
      static_cast<int>(reader.number(words[3], tells ? 1 : 0, tells ? protocol_.processes : 0));
  const int next = static_cast<int>(reader.number(words[4], 0, static_cast<std::int64_t>(kMostValues) - 1));
  const Key key{round, process, read_received(protocol_, reader, words, kReceived, round, process)};
  const std::size_t values = protocol_.taken(round).size();
  if (values > kMostValues) reader.fail("there are too many states");
  const auto [entry, is_new] = entries_.try_emplace(key, vocabulary_.values.size());
  if (is_new) {
    vocabulary_.values.push_back(values);
    keys_.push_back(key);
    sets_.note_entry(round, process, entry->second);
  }
  vocabulary_.define(reader, variable, {Meaning::Kind::kTakes, entry->second, next});
}

void TableMeanings::read_start(const TextReader& reader, const std::vector<std::string_view>& words) {
  if (words.size() < 3) reader.fail("a start has a number and vectors");
  reader.number(words[1], static_cast<std::int64_t>(starts_.size()),
                static_cast<std::int64_t>(starts_.size()));
  starts_.emplace_back();
  for (std::size_t i = 2; i < words.size(); ++i)
    starts_.back().push_back(read_vector(reader, words[i], protocol_));
  std::sort(starts_.back().begin(), starts_.back().end());
}

void TableMeanings::read_configuration(const TextReader& reader, const std::vector<std::string_view>& words) {
  constexpr std::size_t kFirst = 8;
  const auto size = static_cast<std::size_t>(protocol_.processes);
  if (words.size() != kFirst + size) reader.fail("a configuration has seven numbers and all processes");
  const auto next = static_cast<std::int64_t>(configurations_.size());
  reader.number(words[1], next, next);
  NamedConfiguration configuration;
  const std::int64_t variable =
      reader.number(words[2], 0, static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1);
  configuration.variable = static_cast<int>(variable);
  configuration.boundary = static_cast<int>(reader.number(words[3], 0, protocol_.rounds - 1));
  configuration.start =
      static_cast<std::size_t>(reader.number(words[4], 0, static_cast<std::int64_t>(starts_.size()) - 1));
  configuration.moment.lost = reader.number(words[5], 0, 1) == 1;
  configuration.moment.losses = static_cast<int>(reader.number(words[6], 0, kMostNumbers));
  configuration.moment.splits = static_cast<int>(reader.number(words[7], 0, kMostNumbers));
  for (std::size_t i = kFirst; i < words.size(); ++i)
    configuration.moment.processes.push_back(
        read_process(protocol_, reader, words[i], configuration.boundary));
  if (variable == 0) {
    require_start(reader, configuration);
  } else {
    if (configuration.boundary == 0) reader.fail("what a run starts with needs no variable");
    configuration.moment = seen(configuration.moment);
    vocabulary_.define(reader, variable, {Meaning::Kind::kReached, configurations_.size(), 0});
  }
  configurations_.push_back(std::move(configuration));
}

/// Checks that the configuration is one before the first round: no fault has occurred yet.
void TableMeanings::require_start(const TextReader& reader, const NamedConfiguration& configuration) const {
  const std::vector<std::vector<int>>& vectors = starts_[configuration.start];
  if (configuration.boundary != 0 || vectors.size() != 1)
    reader.fail("only what a run starts with, from one vector, needs no variable");
  std::vector<Role> picked;
  for (const ProcessThen& process : configuration.moment.processes) picked.push_back(process.role);
  try {
    if (seen(first_moment(protocol_, vectors.front(), picked)) == seen(configuration.moment)) return;
  } catch (const base::Error& error) {
    reader.fail(error.what());
  }
  reader.fail("no run starts like this");
}

Moment TableMeanings::seen(Moment moment) const {
  if (!carried_.lost) moment.lost = false;
  auto crashes = std::count_if(moment.processes.begin(), moment.processes.end(),
                               [](const ProcessThen& process) { return process.crash == Crash::kCrash; });
  for (ProcessThen& process : moment.processes) {
    if (!carried_.connected) process.connected = true;
    if (!carried_.decided_by) process.decided_in = ProcessThen::kNone;
    if (!process.is_gone()) continue;
    process.crash = crashes-- > 0 ? Crash::kCrash : Crash::kLate;
    process.role = Role::kHonest;  // it is faulty anyhow, and does nothing more
  }
  return moment;
}

}  // namespace ggms::audit
