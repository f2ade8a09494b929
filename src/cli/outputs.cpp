// Writes a command's files after its answer is known. The program reports an output that fails after the
// answer, so that the failure never costs the user the answer.

#include "cli/outputs.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/text.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/written_file.h"

namespace ggms::cli {

bool Outputs::attempt(const std::function<void()>& write) {
  try {
    write();
    return true;
  } catch (const base::Error& error) {
    add_error(error.what());
    return false;
  }
}

bool Outputs::write(const std::string& path, const std::string& text) {
  return write_together({{path, text}});
}

bool Outputs::write_together(const std::vector<std::pair<std::string, std::string>>& files) {
  const WholeFiles together;
  std::vector<std::string> done;
  const bool whole = attempt([&] {
    for (const auto& [path, text] : files) {
      if (path.empty()) continue;
      write_file_atomically(path, text);
      done.push_back(path);
    }
  });
  std::error_code ignored;  // a file that can't be removed stays
  for (const std::string& path : done) {
    if (whole) {
      add_written(path);
    } else {
      std::filesystem::remove(path, ignored);
    }
  }
  return whole;
}

void Outputs::add_internal_error(const std::string& what) {
  errors_.push_back({internal_error_line(what), false, true});
}

std::vector<std::string> Outputs::errors() const {
  std::vector<std::string> texts;
  for (const Error& error : errors_) texts.push_back(error.text);
  return texts;
}

std::string Outputs::written_lines() const {
  std::string lines;
  for (const std::string& path : written_) lines += "written: " + base::printable(path) + "\n";
  return lines;
}

base::ExitCode Outputs::finish(const std::string& text, base::ExitCode answer) {
  attempt([&] { print(text); });
  for (const Error& error : errors_) {
    if (!error.is_told) complain(error.text);
  }
  if (errors_.empty()) return answer;
  const bool is_bug =
      std::any_of(errors_.begin(), errors_.end(), [](const Error& e) { return e.is_internal; });
  return is_bug ? base::ExitCode::kInternal : base::ExitCode::kUsage;
}

}  // namespace ggms::cli
