# Installs what programs need to use the library: the header, a CMake package and a pkg-config file.
include(CMakePackageConfigHelpers)

function(ggms_install_library)
  if(NOT TARGET ggms_library)
    return()
  endif()
  set(package lib/cmake/ggms)
  set_target_properties(ggms_library PROPERTIES EXPORT_NAME ggms)
  install(TARGETS ggms_library EXPORT ggms-targets LIBRARY DESTINATION lib)
  install(DIRECTORY include/ggms DESTINATION include)
  install(EXPORT ggms-targets NAMESPACE ggms:: DESTINATION ${package})

  configure_package_config_file(cmake/ggms-config.cmake.in ${PROJECT_BINARY_DIR}/ggms-config.cmake
    INSTALL_DESTINATION ${package})
  # Before 1.0, any minor version may change the header.
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/ggms-config-version.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/ggms-config.cmake ${PROJECT_BINARY_DIR}/ggms-config-version.cmake
    DESTINATION ${package})

  configure_file(cmake/ggms.pc.in ${PROJECT_BINARY_DIR}/ggms.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/ggms.pc DESTINATION lib/pkgconfig)
endfunction()
