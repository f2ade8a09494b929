// Reads the received vectors and processes that the variables of a refutation speak of.
#include "audit/table_words.h"

#include <algorithm>

#include "audit/text.h"

namespace ggms::audit {

Received read_received(const Protocol& protocol, const TextReader& reader,
                       const std::vector<std::string_view>& words, std::size_t first, int round,
                       int process) {
  const std::size_t states = protocol.sent(round).size();
  const auto size = static_cast<std::size_t>(protocol.processes);
  const bool own = protocol.view == View::kCountsOwn;
  if (words.size() != first + (protocol.by_sender() ? size : states + (own ? 1 : 0)))
    reader.fail("what is received has not the length that the view asks for");
  const auto last_state = static_cast<std::int64_t>(states) - 1;
  Received received;
  for (std::size_t i = first; i < words.size(); ++i) {
    const bool is_state = protocol.by_sender() || i - first == states;
    if (protocol.by_sender() && words[i] == "-") {
      received.push_back(static_cast<char16_t>(kLost));
    } else {
      received.push_back(static_cast<char16_t>(
          reader.number(words[i], 0, is_state ? last_state : static_cast<std::int64_t>(size))));
    }
  }
  if (protocol.view == View::kVectorId) received.push_back(static_cast<char16_t>(process - 1));
  return received;
}

ProcessThen read_process(const Protocol& protocol, const TextReader& reader, std::string_view word,
                         int boundary) {
  const std::vector<std::string>& names = boundary == 0 ? protocol.initial : protocol.broadcast;
  ProcessThen process;
  const std::size_t letters = word.find_first_not_of("0123456789-");
  const std::string_view state = word.substr(0, letters);
  if (state != "-") {
    process.state = static_cast<State>(reader.number(state, 0, static_cast<std::int64_t>(names.size()) - 1));
    if (protocol.is_decision(boundary, process.state))
      process.decision = static_cast<int>(process.state) - static_cast<int>(protocol.internal.size());
  }
  std::size_t at = std::min(letters, word.size());
  for (; at < word.size() && word[at] != ':' && word[at] != '@'; ++at) {
    if (const auto role = role_of(word[at]); role && process.role == Role::kHonest) {
      process.role = *role;
    } else if (word[at] == 'c' || word[at] == 'l') {
      process.crash = word[at] == 'c' ? Crash::kCrash : Crash::kLate;
    } else if (word[at] == 'n') {
      process.connected = false;
    } else {
      reader.fail(in_quotes(word) + " is not a process");
    }
  }
  if (at < word.size() && word[at] == ':') {
    const std::size_t end = std::min(word.find('@', at), word.size());
    process.decision = static_cast<int>(reader.number(
        word.substr(at + 1, end - at - 1), 0, static_cast<std::int64_t>(protocol.decisions.size()) - 1));
    at = end;
  }
  if (at < word.size())
    process.decided_in = static_cast<int>(reader.number(word.substr(at + 1), 1, boundary));
  const bool has_state = !process.is_gone() && !process.is_byzantine();
  if (has_state != (process.state != kNoState))
    reader.fail(in_quotes(word) + " has a state, or should have one");
  return process;
}

}  // namespace ggms::audit
