#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace ggms::cli {

/// What a run of the program left behind.
struct Finished {
  int exit_code = -1;  // -1: killed by a signal
  std::string out;
  std::string err;

  /// Lines on stderr.
  std::vector<std::string> err_lines() const;
};

/// A folder of its own for a test's files, gone with it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return path_ + "/" + name; }
  /// The names of what is in it, sorted.
  std::vector<std::string> names() const;

 private:
  std::string path_;
};

/// Text with lines that were broken to fit put together again.
std::string unwrapped(std::string text);

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

/// The built program, running.
class Program {
 public:
  /// Environment variables and their values.
  using Variables = std::vector<std::pair<std::string, std::string>>;

  /// Starts it; `out` is where its stdout goes, "" for a file that finish() reads. `more` is added to its
  /// environment.
  explicit Program(const std::vector<std::string>& arguments, const std::string& out = "",
                   const Variables& more = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Waits until it catches SIGINT and has worked for so many seconds of processor time, then sends it these
  /// signals, all of them before it runs on.
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
