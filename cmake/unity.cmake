# Unity builds: several .cpp files of a target are compiled as one, so that the headers that they share are read, and
# their templates instantiated, once. Then names in unnamed namespaces have to differ within a target. A file that
# clashes with others either gets better names or is compiled alone.
set(GGMS_UNITY_FILES 6)  # together: more make better use of headers, but leave too few to compile at the same time

# Compiles the files of `target` together, all but those named further.
function(ggms_unite target)
  if(NOT GGMS_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${GGMS_UNITY_FILES})
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # gcc takes what is included for a header, where a class with members of unnamed namespaces would be wrong.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
