// Writes times, and the names of processes.

#include "report/words.h"

#include <fmt/format.h>

#include <cmath>

namespace ggms::report {

namespace {

constexpr double kMinute = 60;  // seconds
constexpr double kHour = 3600;  // seconds
constexpr int kRunLength = 3;   // from so many neighbours on, a range is shorter

}  // namespace

std::string duration(double seconds) {
  if (seconds < 0.001) return fmt::format("{:.2g} ms", seconds * 1000);
  if (seconds < 1) return fmt::format("{:.3g} ms", seconds * 1000);
  if (seconds < kMinute) return fmt::format("{:.1f} s", seconds);
  const double whole = std::round(seconds);
  if (seconds < kHour)
    return fmt::format("{:.0f} min {:.0f} s", std::floor(whole / kMinute), std::fmod(whole, kMinute));
  return fmt::format("{:.0f} h {:.0f} min", std::floor(whole / kHour),
                     std::floor(std::fmod(whole, kHour) / kMinute));
}

std::vector<std::string> process_names(const std::vector<int>& processes, const Style& style) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < processes.size();) {
    std::size_t end = begin + 1;
    while (end < processes.size() && processes[end] == processes[end - 1] + 1) ++end;
    const auto name = [&](std::size_t i) { return "p" + std::to_string(processes[i] + 1); };
    if (end - begin >= kRunLength) {
      names.push_back(name(begin) + symbols(style).dash + name(end - 1));
    } else {
      for (std::size_t i = begin; i < end; ++i) names.push_back(name(i));
    }
    begin = end;
  }
  return names;
}

}  // namespace ggms::report
