# Turns folders into targets: a room under src/, a folder of tests/, a file of bench/. What has no .cpp yet is
# skipped, so that a room can start as headers.

# All rooms of GGMS_ROOM_ORDER, and their plain list in GGMS_ROOMS.
function(ggms_add_rooms)
  set(lower "")
  foreach(line IN LISTS GGMS_ROOM_ORDER)
    string(REPLACE "," ";" rooms "${line}")
    foreach(room IN LISTS rooms)
      ggms_add_room(${room} "${lower}")
    endforeach()
    list(APPEND all ${rooms})
    list(TRANSFORM rooms PREPEND ggms_)
    list(PREPEND lower ${rooms})
  endforeach()
  set(GGMS_ROOMS ${all} PARENT_SCOPE)
endfunction()

# The static library ggms_<room> of src/<room>/*.cpp, linked to the targets `lower`.
function(ggms_add_room room lower)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")

  if(sources)
    add_library(ggms_${room} STATIC ${sources})
    target_link_libraries(ggms_${room} PUBLIC ${lower} PRIVATE ${GGMS_LIBRARIES_${room}})
    set(scope PUBLIC)
  else()
    add_library(ggms_${room} INTERFACE)
    target_link_libraries(ggms_${room} INTERFACE ${lower})
    set(scope INTERFACE)
  endif()
  if(room STREQUAL base)
    target_include_directories(ggms_base ${scope} ${PROJECT_SOURCE_DIR}/src)
    target_compile_definitions(ggms_base ${scope} GGMS_VERSION="${PROJECT_VERSION}")
    target_link_libraries(ggms_base ${scope} fmt::fmt Threads::Threads)
  endif()
endfunction()

# A program build/<preset>/bench/<name> of each bench/<name>.cpp.
function(ggms_add_benchmarks)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/*.cpp)
  if(NOT sources)
    return()
  endif()
  find_package(benchmark REQUIRED)
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_executable(bench_${name} ${source})
    set_target_properties(bench_${name} PROPERTIES OUTPUT_NAME ${name}
      RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
    target_compile_definitions(bench_${name} PRIVATE GGMS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(bench_${name} PRIVATE ggms_cli nlohmann_json::nlohmann_json CLI11::CLI11
      benchmark::benchmark)
  endforeach()
endfunction()
