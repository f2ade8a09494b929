# Precompiled headers, for clang: without them reading the headers of the standard library, fmt, GoogleTest and JSON is
# a third to a half of the time that a file takes. One target has each list, for all that are compiled with its flags.
set(GGMS_PRECOMPILED_ROOM <algorithm> <array> <functional> <map> <optional> <set> <string> <utility> <vector>
  <fmt/format.h> <nlohmann/json.hpp>)
set(GGMS_PRECOMPILED_TESTS ${GGMS_PRECOMPILED_ROOM} <gmock/gmock.h> <gtest/gtest.h>)

if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # ccache would take a header with a time in it for a new one after each build.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

# `target` takes over the precompiled headers of `owner`, which has those of the list `headers`.
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
