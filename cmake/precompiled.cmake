# Precompiled headers, for clang: without them, reading the headers of the standard library, fmt, GoogleTest and JSON
# takes a third to a half of the time to compile a file. One target owns each list, for all targets that are compiled
# with its flags.
set(GGMS_PRECOMPILED_ROOM <algorithm> <array> <functional> <map> <optional> <set> <string> <utility> <vector>
  <fmt/format.h> <nlohmann/json.hpp>)
set(GGMS_PRECOMPILED_TESTS ${GGMS_PRECOMPILED_ROOM} <gmock/gmock.h> <gtest/gtest.h>)

if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # With a time in the header, ccache would take it for a new one after each build.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

# Makes `target` use the precompiled headers of `owner`, which has those of the list `headers`.
function(ggms_precompile target owner headers)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    return()
  endif()
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${${headers}})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
