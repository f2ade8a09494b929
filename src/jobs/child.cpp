// Runs child processes by POSIX calls. Reads their output through pipes as it arrives, so that no pipe fills
// up.

#include "jobs/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/error.h"
#include "base/phases.h"

namespace ggms::jobs {

namespace {

constexpr int kAskMilliseconds = 50;  // how often we ask go_on
constexpr int kNotStarted = 127;      // exit code, as in a shell

[[noreturn]] void fail(const char* what) {
  throw base::Error(std::string("can't start a process: ") + what + " (" + std::strerror(errno) + ")");
}

/// A pipe whose ends close themselves.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) fail("no pipe");
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void close_writing() { close_end(1); }

  /// Adds the available output to `text`; closes the pipe at its end.
  void read_into(std::string& text) {
    std::array<char, 4096> chunk{};
    const ssize_t count = ::read(ends_[0], chunk.data(), chunk.size());
    if (count > 0) text.append(chunk.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) close_end(0);
  }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }

  std::array<int, 2> ends_ = {-1, -1};
};

/// Runs in the child. Makes only calls that are safe between fork and exec.
[[noreturn]] void become(const char* program, char* const* words, pid_t parent, const Pipe& out,
                         const Pipe& err) {
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const bool ready = ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent &&
                     ::dup2(nothing, STDIN_FILENO) >= 0 && ::dup2(out.writing(), STDOUT_FILENO) >= 0 &&
                     ::dup2(err.writing(), STDERR_FILENO) >= 0;
  if (ready) ::execv(program, words);
  ::_exit(kNotStarted);
}

}  // namespace

ProcessEnd run_child(const std::string& program, const std::vector<std::string>& arguments,
                     const GoOn& go_on) {
  std::vector<std::string> texts = arguments;
  texts.insert(texts.begin(), program);
  std::vector<char*> words;
  for (std::string& text : texts) words.push_back(text.data());
  words.push_back(nullptr);

  ProcessEnd end;
  Pipe out;
  Pipe err;
  const pid_t parent = ::getpid();
  const base::Stopwatch watch;
  const pid_t child = ::fork();
  if (child < 0) fail("fork failed");
  if (child == 0) become(program.c_str(), words.data(), parent, out, err);
  out.close_writing();
  err.close_writing();
  while (out.reading() >= 0 || err.reading() >= 0) {
    if (!end.was_ended && !go_on()) end.was_ended = ::kill(child, SIGKILL) == 0;
    std::array<pollfd, 2> waiting = {{{out.reading(), POLLIN, 0}, {err.reading(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), kAskMilliseconds) <= 0) continue;
    if (waiting[0].revents != 0) out.read_into(end.out);
    if (waiting[1].revents != 0) err.read_into(end.err);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  end.seconds = watch.seconds();
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  return end;
}

Executor child_executor(const std::string& program) {
  return [program](const std::vector<std::string>& arguments, const GoOn& go_on) {
    return run_child(program, arguments, go_on);
  };
}

}  // namespace ggms::jobs
