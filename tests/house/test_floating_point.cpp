// Checks that where results decide anything, no function is called whose result depends on the processor: of
// the C library all but those that IEEE 754 defines, of Eigen those that choose their steps by the processor.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "house/include_rules.h"

namespace ggms::house {
namespace {

/// The calls in these texts whose results depend on the processor.
std::vector<std::string> unportable_calls(const Sources& sources) {
  static const std::regex library(
      R"((std::|[^:\w>.])(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sinh|cosh|tanh|atan|atan2|asin|acos|cbrt|hypot|erf|tgamma|lgamma)f?\()");
  static const std::regex eigen(
      R"(\.(exp|log|pow|tanh|sqrt|rsqrt|inverse|sum|prod|mean|dot|norm|squaredNorm|matrix|logistic)\(\))");
  std::vector<std::string> found;
  for (const auto& [path, text] : sources) {
    const std::string room = path.substr(0, path.find('/'));
    if (room != "policy" && room != "search" && room != "synth") continue;
    const bool is_network = path.starts_with("policy/networks/");
    std::size_t number = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      ++number;
      line = line.substr(0, line.find("//"));
      if (std::regex_search(line, library) || (is_network && std::regex_search(line, eigen)))
        found.push_back(path + ":" + std::to_string(number));
    }
  }
  return found;
}

TEST(FloatingPoint, IsTheSameOnEveryProcessorWhereItDecides) {
  const Sources sources = read_sources(GGMS_SOURCE_DIR "/src");
  ASSERT_TRUE(sources.contains("policy/networks/product.cpp")) << "the test looks in the wrong place";
  EXPECT_THAT(unportable_calls(sources), testing::IsEmpty());
}

TEST(FloatingPoint, IsNoticedWhereItDependsOnTheProcessor) {
  const auto of = [](const std::string& path, const std::string& text) {
    return unportable_calls({{path, text}});
  };
  EXPECT_THAT(of("search/tree.h", "\nreturn std::exp(x);\n"), testing::ElementsAre("search/tree.h:2"));
  EXPECT_THAT(of("policy/a.cpp", "y = powf(x, 2);"), testing::SizeIs(1));
  EXPECT_THAT(of("policy/networks/a.cpp", "y = x.row(i).sum();"), testing::SizeIs(1));
  EXPECT_THAT(of("policy/networks/a.cpp", "y = base::exp(x) + std::sqrt(x) + sum(x, 3);  // std::exp(x)"),
              testing::IsEmpty());
  EXPECT_THAT(of("report/a.cpp", "std::log(x)"), testing::IsEmpty());
}

}  // namespace
}  // namespace ggms::house
