#pragma once

#include <map>
#include <string>
#include <vector>

#include "audit/sexpr.h"

namespace ggms::audit {

/// The sizes of a specification's terms after Z3 has expanded all definitions in them.
class TermSizes {
 public:
  static constexpr double kLargest = 1e6;  // symbols

  /// `where`: the place that errors name; has to outlive this object.
  explicit TermSizes(const std::string& where) : where_(where) {}

  /// Notes a definition, which terms after it may use. Throws as `of` does.
  void define(const std::string& name, std::vector<std::string> parameters, const Node& term);

  /// A term's size in symbols. Throws base::Error with the place, once a part of it is past kLargest.
  double of(const Node& term) const { return size_of(term, {}).own; }

 private:
  /// A size as a sum: the number of symbols of the term itself and, for each parameter, how often it occurs.
  struct Size {
    double own = 1;
    std::map<std::string, double> parameters;
  };
  struct Definition {
    std::vector<std::string> parameters;
    Size size;
  };

  [[noreturn]] void fail(const Node& node, const std::string& message) const;
  static void add(Size& sum, const Size& part, double times);
  Size size_of(const Node& node, const std::map<std::string, Size>& scope) const;
  const Definition* function(const Node& node) const;

  const std::string& where_;
  std::map<std::string, Definition> definitions_;
};

}  // namespace ggms::audit
