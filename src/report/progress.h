#pragma once

#include <cstdio>
#include <functional>
#include <string>

#include "report/style.h"
#include "synth/synthesis.h"

namespace ggms::report {

/// Tells a person that a long run is alive. On a terminal one line is redrawn in place; elsewhere a line is
/// printed every ten seconds; nothing at all if quiet. Never touches another stream than its own.
class Progress {
 public:
  /// `now` gives seconds on a clock that never goes back; tests bring their own.
  Progress(std::FILE* stream, bool quiet, std::function<double()> now = {});
  /// Erases the line.
  ~Progress() { finish(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// One line, without its end. Shown if it is time to.
  void update(const std::string& text);
  /// One line, without its end, that is shown at once and stays.
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
