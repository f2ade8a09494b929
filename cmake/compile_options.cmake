# Flags for everything that we compile.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# A multiplication and an addition fused into one instruction are rounded once instead of twice, so what is learnt would
# depend on the processor that the program is compiled for.
add_compile_options(-ffp-contract=off)
# std::sqrt is one instruction then; nothing reads errno after it.
add_compile_options(-fno-math-errno)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options(-Wno-string-conversion)  # CHECK(!"what went wrong") is intended
  add_compile_options(-Wno-deprecated-declarations)  # fires inside std::stable_sort of gcc 12's library
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict)  # fires inside std::string's operator+ (gcc bug 105651)
endif()
if(GGMS_WERROR)
  add_compile_options(-Werror)
endif()

if(GGMS_ASSERTIONS)
  add_compile_definitions(GGMS_ASSERTIONS=1 _GLIBCXX_ASSERTIONS)
endif()

if(GGMS_SANITIZE)
  add_compile_options(-fsanitize=${GGMS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${GGMS_SANITIZE})
  if(GGMS_SANITIZE MATCHES undefined)
    # Leaves out the checks before every use of a pointer: they double the compile time, and AddressSanitizer finds wrong
    # pointers.
    add_compile_options(-fno-sanitize=null,alignment,object-size,vptr)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-Wno-maybe-uninitialized)  # false alarms of gcc in instrumented code
  endif()
endif()

if(GGMS_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
  message(FATAL_ERROR "the fuzz targets need clang's libFuzzer: use `cmake --preset asan`")
endif()
