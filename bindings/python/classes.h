#pragma once

#include <ggms/ggms.h>
#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace py = pybind11;

/// Specification, Setting, Scenario, StopToken, ... (values.cpp).
void add_values(py::module_& module);
/// Progress, Verification, Synthesis, Audit (answers.cpp).
void add_answers(py::module_& module);
/// Protocol and its calls, synthesize, certify (calls.cpp).
void add_calls(py::module_& module);

/// A string or a path object as the name of a file.
inline std::string path_of(const py::object& path) {
  return py::cast<std::string>(py::module_::import("os").attr("fsdecode")(path));
}
