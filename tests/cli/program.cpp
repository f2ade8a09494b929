// Runs the built program as a shell would, with files in between.

#include "cli/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace ggms::cli {

namespace {

/// Whether the process catches `signal`, as the kernel tells (SigCgt in /proc/PID/status).
bool catches(pid_t process, int signal) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("SigCgt:", 0) != 0) continue;
    const unsigned long long caught = std::stoull(line.substr(7), nullptr, 16);
    return ((caught >> (signal - 1)) & 1U) != 0;
  }
  return false;
}

/// Seconds of processor time that the process has taken so far; 0 where it has ended.
double processor_seconds(pid_t process) {
  constexpr double kNanosecond = 1e-9;
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + kNanosecond * static_cast<double>(time.tv_nsec);
}

void redirect(int stream, const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, stream) < 0) ::_exit(126);
}

}  // namespace

std::vector<std::string> Finished::err_lines() const {
  std::istringstream text(err);
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

Folder::Folder() {
  std::string path = (std::filesystem::temp_directory_path() / "ggms-test-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder: " + path);
  path_ = path;
}

Folder::~Folder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string unwrapped(std::string text) {
  for (std::size_t at = 0; (at = text.find("\n  ", at)) != std::string::npos;) text.replace(at, 3, " ");
  return text;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("no such file: " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file) throw std::runtime_error("can't write " + path);
}

Program::Program(const std::vector<std::string>& arguments, const std::string& out, const Variables& more)
    : out_(out.empty() ? folder_.path("out") : out) {
  const std::string err = folder_.path("err");
  std::vector<std::string> words = {"ggms"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  process_ = ::fork();
  if (process_ < 0) throw std::runtime_error("fork failed");
  if (process_ > 0) return;
  redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
  redirect(STDOUT_FILENO, out_, O_WRONLY | O_CREAT);
  redirect(STDERR_FILENO, err, O_WRONLY | O_CREAT);
  std::signal(SIGINT, SIG_DFL);
  for (const auto& [name, value] : more) ::setenv(name.c_str(), value.c_str(), 1);
  ::execv(GGMS_PROGRAM, argv.data());
  ::_exit(127);
}

Program::~Program() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

void Program::interrupt(const std::vector<int>& signals, double worked) {
  while (!catches(process_, SIGINT) || processor_seconds(process_) < worked) {
    if (::waitpid(process_, nullptr, WNOHANG) != 0) {
      process_ = 0;
      throw std::runtime_error("the program ended before it could be interrupted");
    }
    ::usleep(1000);
  }
  ::kill(process_, SIGSTOP);
  for (const int signal : signals) ::kill(process_, signal);
  ::kill(process_, SIGCONT);
}

Finished Program::finish() {
  int status = 0;
  if (::waitpid(process_, &status, 0) != process_) throw std::runtime_error("waitpid failed");
  process_ = 0;
  Finished run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (out_ == folder_.path("out")) run.out = read_text(out_);
  run.err = read_text(folder_.path("err"));
  return run;
}

Finished ggms(const std::vector<std::string>& arguments, const Program::Variables& more) {
  return Program(arguments, "", more).finish();
}

std::string spec_file(const std::string& name) {
  return GGMS_SOURCE_DIR "/specs/" + name + ".smt2";
}

std::string flood_set(int processes, int crashes, int rounds, int flipped) {
  using Json = nlohmann::ordered_json;
  Json transitions = Json::array();
  for (int round = 1; round <= rounds; ++round) {
    const std::vector<std::string> bits = {"zero", "one"};
    const std::vector<std::string> internal = {"a", "b"};
    std::vector<std::string> sent = round == 1 ? bits : internal;
    const std::vector<std::string>& next = round == rounds ? bits : internal;
    sent.push_back("lost");
    std::vector<std::size_t> vector(static_cast<std::size_t>(processes), 0);
    for (bool more = true; more;) {
      std::vector<std::string> received;
      for (const std::size_t state : vector) received.push_back(sent[state]);
      const auto has = [&](std::size_t state) {
        return std::find(vector.begin(), vector.end(), state) != vector.end();
      };
      if (has(0) || has(1)) {
        const bool flip = round == rounds && flipped-- > 0;
        transitions.push_back(
            {{"round", round}, {"received", received}, {"next", next[has(0) != flip ? 0 : 1]}});
      }
      more = false;
      for (std::size_t& state : vector) {
        state = (state + 1) % sent.size();
        if (state != 0) {
          more = true;
          break;
        }
      }
    }
  }
  const Json protocol = {{"schema", "ggms/protocol/1"},
                         {"spec", {{"name", "consensus"}, {"text", read_text(spec_file("consensus"))}}},
                         {"setting",
                          {{"processes", processes},
                           {"rounds", rounds},
                           {"states", 2},
                           {"faults", "crash=" + std::to_string(crashes)},
                           {"view", "vector"},
                           {"decide", "last"}}},
                         {"initial", {"zero", "one"}},
                         {"internal", {"a", "b"}},
                         {"decisions", {"zero", "one"}},
                         {"transitions", transitions}};
  return protocol.dump(1) + "\n";
}

}  // namespace ggms::cli
