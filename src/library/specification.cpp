// Specifications in the public header.

#include "api/specification.h"
#include "api/inputs.h"
#include "library/access.h"
#include "report/spec_report.h"

namespace ggms {

Specification Access::made(spec::Spec spec) {
  Specification made;
  made.impl_ = std::make_shared<const Specification::Impl>(Specification::Impl{std::move(spec)});
  return made;
}

Specification Specification::load(const std::string& path, const Limits& limits) {
  return guarded([&] {
    base::Stop stop = stop_of(limits);
    return Access::made(api::load_spec(path, stop));
  });
}

Specification Specification::parse(const std::string& text, const std::string& name) {
  constexpr std::size_t kLongest = 1020;  // bytes; what protocol files take
  return guarded([&] {
    spec::Spec spec = api::read_spec(text, name);
    if (spec.name.empty() || spec.name.size() > kLongest)
      throw base::Error("the name of a specification has from 1 to 1020 bytes");
    return Access::made(std::move(spec));
  });
}

const std::string& Specification::name() const {
  return impl_->spec.name;
}

const std::string& Specification::text() const {
  return impl_->spec.text;
}

const std::vector<std::string>& Specification::initial() const {
  return impl_->spec.initial;
}

const std::vector<std::string>& Specification::decisions() const {
  return impl_->spec.decisions;
}

std::vector<std::string> Specification::properties() const {
  std::vector<std::string> names;
  for (const spec::Property& property : impl_->spec.properties) names.push_back(property.name);
  return names;
}

namespace {

api::Examination examined(const spec::Spec& spec) {
  base::Stop never;
  return api::examine(spec, never);
}

}  // namespace

std::vector<std::string> Specification::warnings() const {
  return guarded([&] { return examined(impl_->spec).warnings; });
}

std::string Specification::summary() const {
  return guarded([&] { return report::spec_text(impl_->spec, examined(impl_->spec), kText); });
}

std::string Specification::json() const {
  return guarded([&] {
    const base::Stopwatch watch;
    const api::Examination examination = examined(impl_->spec);
    return report::spec_json(impl_->spec, examination, {GGMS_VERSION, 0, watch.seconds(), {}, {}});
  });
}

}  // namespace ggms
