#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ggms::base {

/// Seconds since it was made, on a clock that never goes back.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  /// The same, and begins anew with no time between.
  double lap() {
    const Clock::time_point now = Clock::now();
    return std::chrono::duration<double>(now - std::exchange(start_, now)).count();
  }

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

/// Books time without gaps: what is booked begins where the booking before it ended. For steps so short that
/// the time between two of them counts.
class Laps {
 public:
  /// `phases` has to outlive it.
  explicit Laps(Phases& phases) : phases_(phases) {}

  /// All since the last booking.
  void book(std::string_view name);
  /// Leaves out what passed since the last booking, because it is booked elsewhere.
  void skip() { watch_ = Stopwatch(); }

  /// Books at its end.
  class Step {
   public:
    /// `laps` and the name have to outlive it.
    Step(Laps& laps, std::string_view name) : laps_(laps), name_(name) {}
    ~Step() { laps_.book(name_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Laps& laps_;
    std::string_view name_;
  };

 private:
  Phases& phases_;
  Stopwatch watch_;
};

}  // namespace ggms::base
