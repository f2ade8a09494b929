// The Python module over include/ggms/ggms.h alone. Long calls run in a thread of their own without the GIL, while the
// thread that called looks for Ctrl-C and runs callbacks (waiting.h).

#include "classes.h"

namespace {

PyObject* error_class = nullptr;  // ggms.Error

/// ggms.Error(message) with its attributes.
void raise(const ggms::Error& error) {
  static const char* const kKinds[] = {"input", "stopped", "internal"};
  const py::object made = py::reinterpret_borrow<py::object>(error_class)(text_of(error.what()));
  made.attr("kind") = kKinds[static_cast<int>(error.kind())];
  made.attr("file") = text_of(error.place().file);
  made.attr("line") = error.place().line;
  made.attr("column") = error.place().column;
  made.attr("field") = error.place().field;
  PyErr_SetObject(error_class, made.ptr());
}

/// Pickling a class of which nothing says how ends the interpreter in old protocols of pickle.
void refuse_pickling(py::module_& module) {
  for (const char* name : {"Setting", "Transition", "Rules", "Execution", "StopToken", "Progress", "Margin", "Verification",
                           "Certificate", "Audit", "Attempt", "StrongerView", "Synthesis", "Word"}) {
    module.attr(name).attr("__reduce_ex__") = py::cpp_function(
        [](const py::object& self, int) -> py::object {
          throw py::type_error("cannot pickle " + py::cast<std::string>(py::repr(self)) +
                               ": pickle a Specification, a Protocol or a Scenario");
        },
        py::is_method(module.attr(name)));
  }
}

}  // namespace

PYBIND11_MODULE(_ggms, module) {
  module.doc() = "Discovers distributed protocols and proves them right.";
  module.attr("__version__") = ggms::version();
  error_class = PyErr_NewExceptionWithDoc(
      "ggms.Error",
      "What is wrong: kind ('input', 'stopped', 'internal'), file, line, column and field say where.", nullptr,
      nullptr);
  module.add_object("Error", py::reinterpret_borrow<py::object>(error_class));
  py::register_exception_translator([](std::exception_ptr pointer) {
    try {
      std::rethrow_exception(pointer);
    } catch (const ggms::Error& error) {
      raise(error);
    }
  });
  add_values(module);
  add_answers(module);
  add_calls(module);
  refuse_pickling(module);
}
