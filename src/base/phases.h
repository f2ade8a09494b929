#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ggms::base {

/// Measures seconds since it was made, on a clock that never goes back.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  /// The seconds so far; begins anew without a gap.
  double lap() {
    const Clock::time_point now = Clock::now();
    return std::chrono::duration<double>(now - std::exchange(start_, now)).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

/// The time of a run by named phases, in the order in which they were first booked.
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

  /// The seconds of a phase; 0 if it was never booked.
  double seconds(std::string_view name) const;
  double total() const;
  const std::vector<Phase>& list() const { return list_; }

 private:
  std::vector<Phase> list_;
};

/// Books the time from its construction to its destruction as one phase. No other phase may begin in between,
/// because its time would count twice.
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

/// Books time without gaps: each booking begins where the one before ended. For steps so short that the time
/// between two of them matters.
class Laps {
 public:
  /// `phases` has to outlive it.
  explicit Laps(Phases& phases) : phases_(phases) {}

  /// Books the time since the last booking.
  void book(std::string_view name);
  /// Leaves out what passed since the last booking, because it is booked elsewhere.
  void skip() { watch_ = Stopwatch(); }

  /// Books the time at its destruction.
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
