// The explicit checker's entry point: explores, turns hits into scenarios, and has the plain simulator
// confirm each scenario.

#include "verify/explicit.h"

#include "base/check.h"
#include "base/stopped.h"
#include "model/step.h"
#include "verify/exploration.h"
#include "verify/fewest.h"
#include "verify/tracer.h"

namespace ggms::verify {

class Explicit::Impl {
 public:
  explicit Impl(const model::Problem& problem) : problem_(problem), exploration_(problem_) {}

  Check check(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop) {
    Check check = exploration_.run(machine, options, stop);
    Tracer tracer(exploration_);
    for (const Exploration::Hit& hit : exploration_.hits()) {
      Violation violation{Violation::kUndefined, tracer.trace(hit)};
      const auto broken = broken_property(problem_, model::simulate(problem_, machine, violation.scenario));
      CHECK(broken.has_value());
      violation.property = *broken;
      check.violations.push_back(std::move(violation));
    }
    return check;
  }

  std::pair<Check, std::vector<Point>> refute(const model::Machine& machine, const ExplicitOptions& options,
                                              base::Stop& stop) {
    Check check = exploration_.run(machine, options, stop);
    std::vector<Point> points;
    const Tracer tracer(exploration_);
    for (const Exploration::Hit& hit : exploration_.hits()) {
      const std::vector<Point> way = tracer.way_to(hit);
      points.insert(points.end(), way.begin(), way.end());
    }
    return {std::move(check), std::move(points)};
  }

 private:
  const model::Problem& problem_;
  Exploration exploration_;
};

Explicit::Explicit(const model::Problem& problem) : impl_(std::make_unique<Impl>(problem)) {}
Explicit::~Explicit() = default;
Explicit::Explicit(Explicit&&) noexcept = default;
Explicit& Explicit::operator=(Explicit&&) noexcept = default;

Check Explicit::check(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop) {
  try {
    return impl_->check(machine, options, stop);
  } catch (const base::Stopped&) {
    return {};  // unknown: stopped inside the evaluation of one property
  }
}

std::pair<Check, std::vector<Explicit::Point>> Explicit::refute(const model::Machine& machine,
                                                                const ExplicitOptions& options,
                                                                base::Stop& stop) {
  try {
    return impl_->refute(machine, options, stop);
  } catch (const base::Stopped&) {
    return {};  // unknown
  }
}

namespace {

/// Whether the counterexample has no faults.
bool is_without_faults(const Check& check) {
  return model::count_faults(check.violations.at(0).scenario) == model::FaultCount{};
}

}  // namespace

Check check_explicit(const model::Problem& problem, const model::Machine& machine,
                     const ExplicitOptions& options, base::Stop& stop) {
  Check check = Explicit(problem).check(machine, options, stop);
  if (check.verdict != Verdict::kViolated) return check;
  check.fewest = is_without_faults(check);
  ExplicitOptions verdict_only;
  verdict_only.count = false;
  for (int failures = 0;; ++failures) {
    model::Setting fewer = problem.setting();
    fewer.faults = model::with_failures(fewer.faults, failures);
    const model::Problem easier = problem.with(fewer);
    Check least = Explicit(easier).check(machine, verdict_only, stop);
    if (least.verdict == Verdict::kUnknown) return check;
    if (least.verdict == Verdict::kViolated) {
      if (auto best = fewest_faults(easier, machine, stop)) {
        check.violations = {std::move(*best)};
        check.fewest = true;
      } else {
        check.violations = std::move(least.violations);
        check.fewest = is_without_faults(check);
      }
      return check;
    }
  }
}

}  // namespace ggms::verify
