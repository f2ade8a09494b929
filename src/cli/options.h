#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/certification.h"
#include "api/synthesis.h"
#include "api/verification.h"
#include "model/faults.h"
#include "model/setting.h"
#include "search/options.h"

namespace ggms::cli {

/// The limits of a command; 0 means none.
struct Limits {
  double timeout = 0;        // seconds
  std::uint64_t memory = 0;  // MiB
};

struct SynthOptions {
  std::string spec;
  int processes = 0;
  model::FaultLimits faults;
  std::optional<int> rounds;
  std::optional<int> states;
  std::optional<int> max_rounds;
  int max_states = 4;
  model::View view = model::View::kVector;
  model::Decide decide = model::Decide::kLast;
  std::string engine = "ggms";
  synth::Strategy strategy = synth::Strategy::kAuto;  // of the exact engine
  std::uint64_t seed = 1;
  int threads = 0;  // 0: one per processor
  Limits limits;
  bool as_published = false;
  search::Options learning;
  bool count_failing = false;  // scenarios, for the log
  // Paths, empty if not asked for:
  std::string log;
  std::string checkpoint;
  std::string resume;
  std::string policy_in;
  std::string policy_out;
  std::string output;
  std::string certificate;  // a folder
  bool total = false;       // also fill in the entries that no execution needs
  bool all = false;         // protocols
  std::optional<std::uint64_t> all_limit;
  bool count = false;             // only count the protocols
  std::string story;              // path of a picture; empty: none
  std::optional<double> explain;  // seconds for the conflict of an infeasible answer
  bool json = false;
  bool quiet = false;
};

struct VerifyOptions {
  std::string protocol;
  std::string spec;  // path, empty: the protocol's own
  std::optional<model::FaultLimits> faults;
  std::vector<std::string> properties;  // by name; empty: all
  api::Method method = api::Method::kExplicit;
  int threads = 0;  // 0: one per processor
  int repeat = 0;   // how many checks to time; 0: no timing
  Limits limits;
  std::string trace;  // path, empty if not asked for
  bool margin = false;
  bool json = false;
  bool quiet = false;
};

struct ShowOptions {
  std::string protocol;
  bool json = false;
  bool quiet = false;
};

struct CheckOptions {
  std::string spec;
  bool json = false;
  bool quiet = false;
};

struct CompleteOptions {
  std::string protocol;
  std::string output;  // path, empty: standard output
  Limits limits;
  bool json = false;
  bool quiet = false;
};

struct SimulateOptions {
  std::string protocol;
  std::string scenario;  // path, empty: random
  std::uint64_t seed = 1;
  std::optional<model::FaultLimits> faults;
  // Paths, empty if not asked for:
  std::string save;
  std::string trace;
  bool json = false;
  bool quiet = false;
};

struct ExportOptions {
  std::string protocol;
  std::string format;  // a name of api::export_formats()
  std::string spec;    // path, empty: the protocol's own
  std::optional<model::FaultLimits> faults;
  std::string output;  // path, empty: standard output
  bool json = false;
  bool quiet = false;
};

struct CertifyOptions {
  std::string file;            // a protocol's, or a folder of certificates
  std::string spec;            // path of the specification that the certificate has to be about; empty: any
  api::Expectations expected;  // what else the certificate has to be about
  Limits limits;
  bool json = false;
  bool quiet = false;
};

enum class BenchFormat { kText, kMarkdown, kCsv, kJson };

struct BenchOptions {
  std::string table;
  int runs = 10;
  std::vector<std::string> engines = {
      SynthOptions().engine};         // columns: an engine, or an engine with options
  std::vector<std::string> settings;  // by name; empty: all
  std::vector<std::string> only;      // theorems by name; empty: all
  Limits limits;                      // of each run; memory has no limit
  std::string specs;                  // folder; empty: the program looks for one
  std::string results;                // path, empty if not asked for
  BenchFormat format = BenchFormat::kText;
  std::vector<std::string> synth_options;  // for every run
  bool quiet = false;
};

/// A request that needs no command: words to print, help or the version.
struct Words {
  std::string text;
};

using Request = std::variant<Words, SynthOptions, VerifyOptions, ShowOptions, CompleteOptions,
                             SimulateOptions, ExportOptions, CertifyOptions, CheckOptions, BenchOptions>;

/// Reads the command line. Throws base::Error if it makes no sense.
Request parse(int argc, const char* const* argv);

}  // namespace ggms::cli
