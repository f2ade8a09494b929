# Finds the libraries, all of them Debian packages (scripts/setup installs them).
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(PkgConfig REQUIRED)

pkg_check_modules(Z3 REQUIRED IMPORTED_TARGET z3>=4.8.12)
add_library(z3 ALIAS PkgConfig::Z3)

# CaDiCaL's package has neither a CMake nor a pkg-config file.
find_library(CADICAL_LIBRARY cadical REQUIRED)
find_path(CADICAL_INCLUDE_DIR cadical.hpp REQUIRED)
mark_as_advanced(CADICAL_LIBRARY CADICAL_INCLUDE_DIR)
add_library(cadical STATIC IMPORTED)
set_target_properties(cadical PROPERTIES IMPORTED_LOCATION ${CADICAL_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${CADICAL_INCLUDE_DIR})
