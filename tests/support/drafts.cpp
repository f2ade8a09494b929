// Makes random specifications.

#include "support/drafts.h"

#include <utility>

#include "spec/random_spec.h"

namespace ggms::support {

namespace {

constexpr const char* kFacts =
    "(declare-fun correct (Process) Bool)\n"
    "(declare-fun connected (Process) Bool)\n"
    "(declare-fun decided-by (Process Int) Bool)\n"
    "(declare-const lost Bool)\n"
    "(declare-const crashed Bool)\n"
    "(declare-const failures Int)\n"
    "(declare-const p1 Process)\n"
    "(declare-const p2 Process)\n";

std::string enumeration(const std::string& sort, const std::string& prefix, int values) {
  std::string text = "(declare-datatypes ((" + sort + " 0)) ((";
  for (int i = 0; i < values; ++i) text += "(" + prefix + std::to_string(i) + ")";
  return text + ")))\n";
}

class Writer {
 public:
  Writer(int processes, base::Rng& rng) : processes_(processes), rng_(rng) {
    same_ = rng_.coin();
    initial_ = same_ || below(5) != 0 ? 2 + below(2) : 1;
    decisions_ = same_ ? initial_ : below(6) == 0 ? 1 : 2 + below(2);
    named_ = below(4) == 0;
  }

  Draft draft() {
    Draft draft;
    const std::string start = same_ ? "Choice" : "Start";
    draft.declarations = "(set-logic ALL)\n(declare-sort Process 0)\n" +
                         enumeration("Choice", "d", decisions_) +
                         (same_ ? "" : enumeration("Start", "i", initial_)) + "(declare-fun init (Process) " +
                         start + ")\n(declare-fun decides (Process Choice) Bool)\n" + kFacts;
    const int count = 1 + below(4);
    for (int i = 0; i < count; ++i) draft.properties.push_back(property());
    return draft;
  }

 private:
  int below(int bound) { return static_cast<int>(rng_.below(static_cast<std::uint64_t>(bound))); }
  std::string value() { return (same_ ? "d" : "i") + std::to_string(below(initial_)); }
  std::string decision() { return "d" + std::to_string(below(decisions_)); }
  std::string variable() {
    return variables_[static_cast<std::size_t>(below(static_cast<int>(variables_.size())))];
  }
  std::string process() {
    if (named_ && below(4) == 0) return processes_ > 1 && rng_.coin() ? "p2" : "p1";
    return variable();
  }

  std::string property() {
    variables_ = {"p"};
    if (below(2) == 0) variables_.emplace_back("q");
    if (variables_.size() == 2 && below(4) == 0) variables_.emplace_back("r");
    std::string bound;
    for (const std::string& name : variables_) bound += "(" + name + " Process)";
    std::string rule = conclusion();
    const int guards = below(3);
    for (int i = 0; i < guards; ++i) rule = "(=> " + premise() + " " + rule + ")";
    if (variables_.size() > 1 && below(3) == 0) rule = "(=> (distinct p q) " + rule + ")";
    return "(forall (" + bound + ") " + rule + ")";
  }

  std::string premise() {
    switch (below(15)) {
      case 0:
        return "lost";
      case 1:
        return "(not lost)";
      case 2:
        return rng_.coin() ? "crashed" : "(not crashed)";
      case 3:
        return "(" + std::string(rng_.coin() ? ">=" : "<") + " failures " + std::to_string(1 + below(2)) +
               ")";
      case 4:
        return "(= failures " + std::to_string(below(3)) + ")";
      case 5:
        return "(correct " + process() + ")";
      case 6:
        return "(decided-by " + process() + " " + std::to_string(below(4)) + ")";
      case 7:
      case 8:
        return "(= (init " + process() + ") " + value() + ")";
      case 9:
        return "(= (init " + process() + ") (init " + process() + "))";
      case 13:
        return "(connected " + process() + ")";
      case 10:
      case 11:
        return "(forall ((z Process)) (= (init z) " + value() + "))";
      case 12:
        return "(exists ((z Process)) (= (init z) " + value() + "))";
      default:
        return "(" + std::string(rng_.coin() ? "exists" : "forall") + " ((z Process)) (decides z " +
               decision() + "))";
    }
  }

  std::string conclusion() {
    switch (below(13)) {
      case 0:
      case 1:
        return "(not (decides " + process() + " " + decision() + "))";
      case 2:
        return "(=> (correct p) (decides p " + decision() + "))";
      case 3:
      case 4:
        return "(not (and (decides " + process() + " " + decision() + ") (decides " + process() + " " +
               decision() + ")))";
      case 5:
        return "(= (decides " + process() + " " + decision() + ") (decides " + process() + " " + decision() +
               "))";
      case 6:
        return "(xor (decides " + process() + " " + decision() + ") (= (init " + process() + ") " + value() +
               "))";
      case 7:
        return "(ite " + premise() + " (not (decides p " + decision() + ")) (=> (correct p) (decides p " +
               decision() + ")))";
      case 8:
        return "(=> (correct p) (exists ((z Process)) (decides z " + decision() + ")))";
      case 9:
        return "(exists ((z Process)) (or (not (correct z)) (decides z " + decision() + ")))";
      case 10:
        if (!same_) return "(or (not (correct p)) (decides p d0) (decides p " + decision() + "))";
        return "(=> (correct p) (exists ((z Process)) (decides p (init z))))";
      case 11:
        if (!same_) return "(=> (decides p " + decision() + ") (= (init p) " + value() + "))";
        return "(forall ((v Choice)) (=> (decides p v) (exists ((z Process)) (= (init z) v))))";
      default:
        return "(forall ((v Choice) (w Choice)) (=> (and (decides p v) (decides " + process() +
               " w)) (= v w)))";
    }
  }

  int processes_;
  base::Rng& rng_;
  bool same_ = false;
  bool named_ = false;
  int initial_ = 2;
  int decisions_ = 2;
  std::vector<std::string> variables_;
};

}  // namespace

std::string text_of(const Draft& draft) {
  std::string text = draft.declarations;
  for (std::size_t i = 0; i < draft.properties.size(); ++i) {
    text += "(assert (! " + draft.properties[i] + " :named property-" + std::to_string(i) + "))\n";
  }
  return text;
}

spec::Spec read(const Draft& draft) {
  return spec::read_spec(text_of(draft), "random.smt2");
}

Draft random_draft(int processes, base::Rng& rng) {
  return Writer(processes, rng).draft();
}

Draft wild_draft(int processes, base::Rng& rng) {
  constexpr int kDepth = 4;
  while (true) {
    spec::RandomSpec random(rng.next());
    Draft draft;
    draft.declarations = "(set-logic ALL)\n(declare-sort Process 0)\n" + random.enumerations() +
                         random.vocabulary() + "(declare-const p1 Process)\n(declare-const p2 Process)\n" +
                         random.definitions();
    const int count = 1 + random.below(3);
    for (int i = 0; i < count; ++i) {
      draft.properties.push_back(random.below(2) == 0 ? random.implication(kDepth - 1).first
                                                      : random.property(kDepth));
    }
    // p2 needs a second process.
    if (processes > 1 || text_of(draft).find("p2|") == std::string::npos) return draft;
  }
}

}  // namespace ggms::support
