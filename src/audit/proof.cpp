// A forward checker of DRAT proofs, short enough to be read in one sitting.
//
// Each clause watches two of its literals, so that an assignment visits only clauses in which a watched
// literal has become false. Literals that follow from unit clauses alone are assigned for good. A lemma is
// right if assuming all its literals false leads to a false clause (RUP). Otherwise it is right if that holds
// of all its resolvents on its first literal (RAT): then an assignment that satisfies the clauses so far can
// be changed, at that literal, to satisfy the lemma too.
//
// Deletions only remove clauses, so they can't make a wrong lemma right through RUP. They matter for RAT, so
// the checker carries them out, except for clauses that are the reason of a lasting assignment: these stay,
// and RAT then has more resolvents to check, not fewer.
#include "audit/proof.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "audit/text_reader.h"

namespace ggms::audit {

namespace {

constexpr std::size_t kMostVariables = std::size_t{1} << 28U;

/// An upper bound of the variables: the known ones, and as many as the text is long enough to name. A text
/// can't make the checker reserve memory just by naming a large number.
int most_variables(std::size_t known, const std::string& text) {
  return static_cast<int>(std::min(kMostVariables, known + text.size()));
}

/// The literals of a line that ends in 0.
Clause read_clause(const TextReader& reader, const std::vector<std::string_view>& words, std::size_t first,
                   int variables) {
  if (words.size() <= first || words.back() != "0") reader.fail("a clause ends in 0");
  Clause clause;
  for (std::size_t i = first; i + 1 < words.size(); ++i) {
    clause.push_back(static_cast<int>(reader.number(words[i], -variables, variables)));
    if (clause.back() == 0) reader.fail("one clause a line");
  }
  return clause;
}

class Checker {
 public:
  Checker(const Formula& formula, const Poll& poll) : poll_(poll) {
    grow(formula.variables);
    for (const Clause& clause : formula.clauses) {
      poll_();
      add(clause);
    }
  }

  /// Whether the clauses so far contradict each other by unit propagation.
  bool refuted() const { return refuted_; }

  bool follows(const Clause& lemma) {
    for (const int literal : lemma) grow(std::abs(literal));
    return is_rup(lemma) || is_rat(lemma);
  }

  void add(Clause clause) {
    for (const int literal : clause) grow(std::abs(literal));
    sort(clause);
    const auto id = clauses_.size();
    by_hash_.emplace(hash(clause), id);
    // Watches literals that are not false, if there are any. A literal that is true for good satisfies the
    // clause.
    std::stable_partition(clause.begin(), clause.end(), [&](int literal) { return value(literal) >= 0; });
    clauses_.push_back({std::move(clause)});
    const std::vector<int>& literals = clauses_[id].literals;
    if (literals.empty() || value(literals[0]) < 0) {
      refuted_ = true;
    } else if (literals.size() == 1 || value(literals[1]) < 0) {
      if (value(literals[0]) == 0 && !(assign(literals[0], id) && propagate())) refuted_ = true;
      lasting_ = trail_.size();
      if (literals.size() > 1) watch(id);
    } else {
      watch(id);
    }
  }

  /// False if there is no such clause.
  bool remove(Clause clause) {
    sort(clause);
    const auto [begin, end] = by_hash_.equal_range(hash(clause));
    for (auto it = begin; it != end; ++it) {
      Stored& stored = clauses_[it->second];
      Clause literals = stored.literals;
      sort(literals);
      if (literals != clause) continue;
      if (is_reason(it->second)) return true;
      stored.literals.clear();
      stored.literals.shrink_to_fit();
      stored.deleted = true;
      by_hash_.erase(it);
      return true;
    }
    return false;
  }

 private:
  struct Stored {
    std::vector<int> literals;  // the first two are watched
    bool deleted = false;
  };
  static constexpr std::size_t kNoReason = static_cast<std::size_t>(-1);

  static std::size_t index(int literal) {
    return 2 * static_cast<std::size_t>(std::abs(literal)) + (literal < 0 ? 1 : 0);
  }
  /// 1: true, -1: false, 0: open.
  int value(int literal) const { return values_[index(literal)]; }

  static void sort(Clause& clause) {
    std::sort(clause.begin(), clause.end());
    clause.erase(std::unique(clause.begin(), clause.end()), clause.end());
  }
  static std::uint64_t hash(const Clause& clause) {
    std::uint64_t hash = clause.size();
    for (const int literal : clause) {
      // 2^64 divided by the golden ratio, odd.
      hash = (hash ^ static_cast<std::uint32_t>(literal)) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 32;
    }
    return hash;
  }

  void grow(int variable) {
    const std::size_t size = 2 * static_cast<std::size_t>(variable) + 2;
    if (values_.size() >= size) return;
    values_.resize(size, 0);
    watches_.resize(size);
    reason_.resize(static_cast<std::size_t>(variable) + 1, kNoReason);
  }

  void watch(std::size_t id) {
    for (std::size_t i = 0; i < 2; ++i) watches_[index(-clauses_[id].literals[i])].push_back(id);
  }

  /// Makes a literal true; returns false if it was false already.
  bool assign(int literal, std::size_t reason) {
    if (value(literal) != 0) return value(literal) > 0;
    values_[index(literal)] = 1;
    values_[index(-literal)] = -1;
    reason_[static_cast<std::size_t>(std::abs(literal))] = reason;
    trail_.push_back(literal);
    return true;
  }

  /// Assigns all literals that follow; returns false if a clause becomes false.
  bool propagate() {
    while (done_ < trail_.size()) {
      std::vector<std::size_t>& visited = watches_[index(trail_[done_])];
      std::size_t kept = 0;
      bool good = true;
      for (std::size_t i = 0; i < visited.size(); ++i) {
        const std::size_t id = visited[i];
        if (!good) {
          visited[kept++] = id;
        } else if (!clauses_[id].deleted && !moves_on(id, -trail_[done_])) {
          visited[kept++] = id;
          good = assign(clauses_[id].literals[0], id);
        }
      }
      visited.resize(kept);
      if (!good) return false;
      ++done_;
    }
    return true;
  }

  /// Finds another literal to watch instead of `lost`, which is false now. Returns false if the other watched
  /// literal, which is then in front, is true or is the last that is not false.
  bool moves_on(std::size_t id, int lost) {
    std::vector<int>& literals = clauses_[id].literals;
    if (literals[0] == lost) std::swap(literals[0], literals[1]);
    if (value(literals[0]) > 0) return false;
    for (std::size_t i = 2; i < literals.size(); ++i) {
      if (value(literals[i]) < 0) continue;
      std::swap(literals[1], literals[i]);
      watches_[index(-literals[1])].push_back(id);
      return true;
    }
    return false;
  }

  void forget() {
    while (trail_.size() > lasting_) {
      const int literal = trail_.back();
      trail_.pop_back();
      values_[index(literal)] = values_[index(-literal)] = 0;
      reason_[static_cast<std::size_t>(std::abs(literal))] = kNoReason;
    }
    done_ = lasting_;
  }

  /// Whether assuming all literals false leads to a contradiction.
  bool is_rup(const Clause& lemma) {
    bool good = true;
    for (const int literal : lemma) good = good && assign(-literal, kNoReason);
    good = good && propagate();
    forget();
    return !good;
  }

  bool is_rat(const Clause& lemma) {
    if (lemma.empty()) return false;
    const int pivot = lemma.front();
    // Propagation reorders literals and moves watches, but neither adds nor removes clauses.
    for (std::size_t id = 0; id < clauses_.size(); ++id) {
      const std::vector<int>& other = clauses_[id].literals;
      if (clauses_[id].deleted || std::find(other.begin(), other.end(), -pivot) == other.end()) continue;
      poll_();
      Clause resolvent = lemma;
      std::copy_if(other.begin(), other.end(), std::back_inserter(resolvent),
                   [&](int literal) { return literal != -pivot; });
      if (!is_rup(resolvent)) return false;
    }
    return true;
  }

  /// Whether the clause is the reason of a lasting assignment.
  bool is_reason(std::size_t id) const {
    const std::vector<int>& literals = clauses_[id].literals;
    return !literals.empty() && value(literals[0]) > 0 &&
           reason_[static_cast<std::size_t>(std::abs(literals[0]))] == id;
  }

  const Poll& poll_;
  std::vector<Stored> clauses_;
  std::unordered_multimap<std::uint64_t, std::size_t> by_hash_;
  std::vector<signed char> values_;                // by index(literal)
  std::vector<std::vector<std::size_t>> watches_;  // by index(literal): clauses to visit when it becomes true
  std::vector<std::size_t> reason_;                // by variable
  std::vector<int> trail_;                         // literals that are true, in order
  std::size_t lasting_ = 0;                        // how many of them follow from unit clauses alone
  std::size_t done_ = 0;                           // how many of them were propagated
  bool refuted_ = false;
};

}  // namespace

Formula read_formula(const std::string& text, const std::string& file_name, const Poll& poll) {
  TextReader reader(text, file_name, "c", poll);
  std::vector<std::string_view> words;
  if (!reader.next(words) || words.size() != 4 || words[0] != "p" || words[1] != "cnf")
    reader.fail("begins with \"p cnf VARIABLES CLAUSES\"");
  Formula formula;
  formula.variables = static_cast<int>(reader.number(words[2], 0, most_variables(0, text)));
  const std::int64_t clauses = reader.number(words[3], 0, most_variables(0, text));
  while (reader.next(words)) formula.clauses.push_back(read_clause(reader, words, 0, formula.variables));
  if (std::cmp_not_equal(formula.clauses.size(), clauses))
    reader.fail(fmt::format("has {} clauses, and says that it has {}", formula.clauses.size(), clauses));
  return formula;
}

ProofCheck check_proof(const Formula& formula, const std::string& proof, const std::string& file_name,
                       const Poll& poll) {
  ProofCheck result;
  Checker checker(formula, poll);
  const int variables = most_variables(static_cast<std::size_t>(formula.variables), proof);
  TextReader reader(proof, file_name, "c", poll);
  std::vector<std::string_view> words;
  while (!checker.refuted()) {
    if (!reader.next(words)) {
      result.failure = file_name + ": ends before the empty clause";
      return result;
    }
    const bool deletes = words.front() == "d";
    Clause clause = read_clause(reader, words, deletes ? 1 : 0, variables);
    const bool good = deletes ? checker.remove(std::move(clause)) : checker.follows(clause);
    if (!good) {
      result.failure = fmt::format(
          "{}:{}: {}", file_name, reader.line(),
          deletes ? "deletes a clause that is not there" : "does not follow from the clauses before it");
      return result;
    }
    ++(deletes ? result.deletions : result.lemmas);
    if (!deletes) checker.add(std::move(clause));
  }
  result.verdict = ProofCheck::Verdict::kRefutes;
  return result;
}

}  // namespace ggms::audit
