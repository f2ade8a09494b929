#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace ggms::cli {

/// The result of a run of the program.
struct Finished {
  int exit_code = -1;  // -1: killed by a signal
  std::string out;
  std::string err;

  /// Lines on stderr.
  std::vector<std::string> err_lines() const;
};

/// A folder for a test's files, which its destructor removes.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return path_ + "/" + name; }
  /// The names of its files and folders, sorted.
  std::vector<std::string> names() const;

 private:
  std::string path_;
};

/// The text with its wrapped lines joined again.
std::string unwrapped(std::string text);

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

/// The built program, running.
class Program {
 public:
  /// Environment variables and their values.
  using Variables = std::vector<std::pair<std::string, std::string>>;

  /// Starts it. `out` is the file for its stdout, "" for a file that finish() reads. `more` is added to its
  /// environment.
  explicit Program(const std::vector<std::string>& arguments, const std::string& out = "",
                   const Variables& more = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Waits until the program catches SIGINT and has worked for `seconds` seconds of processor time, then
  /// sends it these signals, all of them before it runs on.
  void interrupt(const std::vector<int>& signals, double worked = 0);
  /// Waits for its end.
  Finished finish();

 private:
  Folder folder_;
  std::string out_;
  pid_t process_ = 0;
};

/// Runs the program to its end.
Finished ggms(const std::vector<std::string>& arguments, const Program::Variables& more = {});

/// A file of the repository's specs/.
std::string spec_file(const std::string& name);

/// The text of a protocol file for consensus with FloodSet, which decides zero if it ever heard of a zero;
/// `flipped` is how many of the last round's decisions are the other one.
std::string flood_set(int processes, int crashes, int rounds, int flipped = 0);

}  // namespace ggms::cli
