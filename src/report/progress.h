#pragma once

#include <cstdio>
#include <functional>
#include <string>

#include "report/style.h"
#include "synth/synthesis.h"

namespace ggms::report {

/// Shows that a long run is alive. On a terminal it redraws one line in place; elsewhere it prints a line
/// every ten seconds; if quiet, it prints nothing. Writes to its own stream only.
class Progress {
 public:
  /// `now` gives seconds on a clock that never goes back; tests bring their own.
  Progress(std::FILE* stream, bool quiet, std::function<double()> now = {});
  /// Erases the line.
  ~Progress() { finish(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Takes one line, without its end, and shows it if it is time to.
  void update(const std::string& text);
  /// Takes one line, without its end, shows it at once and lets it stand.
  void keep(const std::string& text);
  /// Erases the line on a terminal, so that other text can follow; update() may be called again.
  void finish();

 private:
  std::FILE* stream_;
  bool silent_;
  bool redraws_;
  Style style_;
  std::function<double()> now_;
  double last_shown_ = 0;
  bool has_line_ = false;
};

/// What a running engine has done so far, with its mean rate.
std::string progress_text(const synth::Progress& progress);

/// The same and more as a line of JSON, for --log.
std::string progress_json(const synth::Progress& progress);

}  // namespace ggms::report
