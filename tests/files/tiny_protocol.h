#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace ggms::files {

inline constexpr const char* kTinySpec =
    "(set-logic ALL)\n(declare-sort Process 0)\n(declare-datatypes ((Bit 0)) (((zero) (one))))\n"
    "(declare-fun init (Process) Bit)\n(declare-fun decides (Process Bit) Bool)\n"
    "(assert (! (forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one)))) :named "
    "agreement))\n";

/// A small protocol file as a user might write it by hand: two processes, two rounds, one entry each.
inline nlohmann::json tiny_protocol(const std::string& view = "vector") {
  using nlohmann::json;
  json file = {{"schema", "ggms/protocol/1"},
               {"spec", {{"name", "agreement"}, {"text", kTinySpec}}},
               {"setting",
                {{"processes", 2},
                 {"rounds", 2},
                 {"states", 2},
                 {"faults", "crash=1"},
                 {"view", view},
                 {"decide", "last"}}},
               {"initial", {"zero", "one"}},
               {"internal", {"low", "high"}},
               {"decisions", {"zero", "one"}}};
  const bool counts = view.starts_with("counts");
  json first = {{"round", 1}, {"received", {"zero", "lost"}}, {"next", "low"}};
  json second = {{"round", 2}, {"received", {"high", "low"}}, {"next", "one"}};
  if (counts) first["received"] = {{"zero", 1}, {"lost", 1}};
  if (counts) second["received"] = {{"high", 1}, {"low", 1}};
  if (view == "vector+id") first["process"] = 1;
  if (view == "vector+id") second["process"] = 2;
  if (view == "counts+own") first["own"] = "zero";
  if (view == "counts+own") second["own"] = "low";
  file["transitions"] = {first, second};
  return file;
}

}  // namespace ggms::files
