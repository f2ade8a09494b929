// Protocols in the public header: their files, tables and rules.

#include <algorithm>

#include "api/completion.h"
#include "api/export.h"
#include "api/inputs.h"
#include "base/input_file.h"
#include "base/output_file.h"
#include "library/access.h"
#include "library/words.h"
#include "report/answers_json.h"
#include "report/table.h"

namespace ggms {

Protocol Access::made(files::Protocol protocol, std::string text, std::string name) {
  Protocol made;
  made.impl_ = std::make_shared<const Protocol::Impl>(
      Protocol::Impl{std::move(protocol), std::move(text), std::move(name)});
  return made;
}

Protocol Protocol::load(const std::string& path, const Limits& limits) {
  return guarded([&] {
    base::Stop stop = stop_of(limits);
    std::string text = base::read_file(path, stop);
    files::Protocol protocol = api::read_protocol(text, path, stop);
    return Access::made(std::move(protocol), std::move(text), path);
  });
}

Protocol Protocol::parse(const std::string& text, const std::string& name) {
  return guarded([&] {
    base::Stop never;
    return Access::made(api::read_protocol(text, name, never), text, name);
  });
}

void Protocol::save(const std::string& path, const Limits& limits) const {
  guarded([&] { write_under(limits, path, impl_->text); });
}

const std::string& Protocol::text() const {
  return impl_->text;
}

Specification Protocol::specification() const {
  return guarded([&] { return Access::made(impl_->protocol.problem.specification()); });
}

Setting Protocol::setting() const {
  return guarded([&] { return in_words(impl_->protocol.problem.setting()); });
}

std::vector<Transition> Protocol::transitions() const {
  return guarded([&] {
    const std::vector<model::Entry>& unneeded = impl_->protocol.unneeded;
    std::vector<Transition> transitions;
    for (const auto& [entry, next] : impl_->protocol.machine.entries()) {
      transitions.push_back(in_words(impl_->protocol.problem, entry, next));
      transitions.back().needed = !std::binary_search(unneeded.begin(), unneeded.end(), entry);
    }
    return transitions;
  });
}

std::optional<std::string> Protocol::next(const Transition& asked) const {
  return guarded([&]() -> std::optional<std::string> {
    const model::Problem& problem = impl_->protocol.problem;
    const model::State next = impl_->protocol.machine.next(entry_of(problem, asked));
    if (next == model::Machine::kUndefined) return std::nullopt;
    return problem.state_name(asked.round, next);
  });
}

std::string Protocol::table() const {
  return guarded([&] {
    const files::Protocol& protocol = impl_->protocol;
    return report::machine_table(protocol.problem, protocol.machine, kText, protocol.unneeded);
  });
}

std::vector<Rules> Protocol::rules() const {
  return guarded([&] {
    const files::Protocol& protocol = impl_->protocol;
    std::vector<Rules> rules;
    for (report::TableBlock& block :
         report::machine_blocks(protocol.problem, protocol.machine, kText, protocol.unneeded).blocks)
      rules.push_back({block.first_round, block.last_round, std::move(block.rules)});
    return rules;
  });
}

Protocol Protocol::complete(const Limits& limits) const {
  return guarded([&] {
    base::Stop stop = stop_of(limits);
    base::Phases time;
    api::Completion completion = api::complete(impl_->protocol, impl_->text, stop, time);
    if (completion.is_completed())
      return Access::made(std::move(completion.protocol), std::move(completion.text), impl_->name);
    if (stop.reason() != base::Stop::Reason::kNone) throw base::Stopped(stop.reason());
    throw base::Error(impl_->name + ": is not verified, and only a verified protocol is completed");
  });
}

std::string Protocol::exported(const std::string& format, const std::optional<std::string>& faults,
                               const std::optional<Specification>& specification) const {
  return guarded([&] {
    api::Circumstances circumstances;
    if (faults) circumstances.faults = model::parse_faults(*faults);
    if (specification) circumstances.spec = Access::in(*specification);
    return api::exported(*Access::problem_of(*this, circumstances), impl_->protocol.machine, format);
  });
}

std::string Protocol::json() const {
  return guarded([&] {
    const base::Stopwatch watch;
    return report::show_json(impl_->protocol, {GGMS_VERSION, 0, watch.seconds(), {}, {}});
  });
}

}  // namespace ggms
