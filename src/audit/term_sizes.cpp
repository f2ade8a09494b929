// Computes the sizes of terms without expanding them, because a short text can double its size with each
// definition. A definition's size is a sum over its parameters, so a call takes one look-up.

#include "audit/term_sizes.h"

#include <utility>

#include "base/error.h"

namespace ggms::audit {

void TermSizes::fail(const Node& node, const std::string& message) const {
  throw base::Error(where_, node.line, node.column, message);
}

void TermSizes::define(const std::string& name, std::vector<std::string> parameters, const Node& term) {
  std::map<std::string, Size> scope;
  for (const std::string& parameter : parameters) scope[parameter] = Size{0, {{parameter, 1}}};
  Size size = size_of(term, scope);
  definitions_[name] = Definition{std::move(parameters), std::move(size)};
}

/// A symbol counts one, a list the sum of its items, a `let` variable or a defined function the size of its
/// term.
TermSizes::Size TermSizes::size_of(const Node& node, const std::map<std::string, Size>& scope) const {
  Size result;
  if (node.is_symbol()) {
    const auto local = scope.find(node.text);
    if (local != scope.end()) return local->second;
    if (const auto found = definitions_.find(node.text); found != definitions_.end())
      result = found->second.size;
  } else if (node.items.size() == 3 && node.items[0].is("let")) {
    std::map<std::string, Size> inner = scope;
    for (const Node& binding : node.items[1].items) {
      if (!binding.is_list(2)) fail(binding, "expected (x term)");
      inner[binding.items[0].text] = size_of(binding.items[1], scope);
    }
    return size_of(node.items[2], inner);
  } else if (const auto* called = function(node); called != nullptr) {
    result.own = called->size.own;
    for (std::size_t i = 0; i < called->parameters.size() && i + 1 < node.items.size(); ++i) {
      const auto times = called->size.parameters.find(called->parameters[i]);
      if (times != called->size.parameters.end())
        add(result, size_of(node.items[i + 1], scope), times->second);
    }
  } else {
    for (const Node& item : node.items) add(result, size_of(item, scope), 1);
  }
  if (result.own > kLargest) fail(node, "this is too large with all definitions expanded");
  return result;
}

void TermSizes::add(Size& sum, const Size& part, double times) {
  sum.own += times * part.own;
  for (const auto& [parameter, count] : part.parameters) sum.parameters[parameter] += times * count;
}

/// The definition that a list calls; null if it calls none.
const TermSizes::Definition* TermSizes::function(const Node& node) const {
  if (node.items.empty() || !node.items[0].is_symbol()) return nullptr;
  const auto found = definitions_.find(node.items[0].text);
  return found == definitions_.end() ? nullptr : &found->second;
}

}  // namespace ggms::audit
