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

/// A string or a path object as the name of a file: its bytes, which need not be UTF-8.
inline std::string path_of(const py::object& path) {
  return py::cast<std::string>(py::bytes(py::module_::import("os").attr("fsencode")(path)));
}

/// Text that need not be UTF-8, as Python's.
inline py::str text_of(const std::string& text) {
  PyObject* made = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "backslashreplace");
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(made);
}
