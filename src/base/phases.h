#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::base {

/// Seconds since it was made, on a clock that never goes back.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

/// Where the time of a run went: parts with names, in the order in which they were first booked.
class Phases {
 public:
  struct Phase {
    std::string name;
    double seconds = 0;
  };

  /// Adds to the phase of this name.
  void add(std::string_view name, double seconds);
  /// Adds every phase of another run.
  void add(const Phases& others);

  /// 0 for a phase that was never booked.
  double seconds(std::string_view name) const;
  double total() const;
  const std::vector<Phase>& list() const { return list_; }

 private:
  std::vector<Phase> list_;
};

/// Books the time from its making to its end as one phase. No other may begin before it ends: the time of the
/// inner one would count twice.
class Booked {
 public:
  /// `phases` and the name have to outlive it.
  Booked(Phases& phases, std::string_view name) : phases_(phases), name_(name) {}
  ~Booked() { phases_.add(name_, watch_.seconds()); }
  Booked(const Booked&) = delete;
  Booked& operator=(const Booked&) = delete;

 private:
  Phases& phases_;
  std::string_view name_;
  Stopwatch watch_;
};

}  // namespace ggms::base
