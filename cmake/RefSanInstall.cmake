# The CMake package, and cmake --install: the install tree has the shape of the
# build tree, so one package file serves both. Everything finds the rest by its
# own place; only refsan.rustc needs absolute paths and is written at installation.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

include(CMakePackageConfigHelpers)

set(REFSAN_PACKAGE_DIR lib/cmake/RefSan)
set(REFSAN_PACKAGE_BUILD_DIR "${PROJECT_BINARY_DIR}/${REFSAN_PACKAGE_DIR}")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/RefSanConfig.cmake.in" "${REFSAN_PACKAGE_BUILD_DIR}/RefSanConfig.cmake"
  INSTALL_DESTINATION "${REFSAN_PACKAGE_DIR}" NO_CHECK_REQUIRED_COMPONENTS_MACRO)
# Before 1.0 each minor version may differ.
write_basic_package_version_file("${REFSAN_PACKAGE_BUILD_DIR}/RefSanConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
foreach(part RefSanTargets RefSanToolchain)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${part}.cmake.in" "${REFSAN_PACKAGE_BUILD_DIR}/${part}.cmake" @ONLY)
endforeach()

install(TARGETS RefSanPlugin LIBRARY DESTINATION lib)
install(TARGETS refsan_rt refsan_rt_shared LIBRARY DESTINATION lib ARCHIVE DESTINATION lib)
install(TARGETS refsan_tool RUNTIME DESTINATION bin)
install(FILES "${PROJECT_BINARY_DIR}/bin/cargo-refsan" DESTINATION bin)
install(FILES "${REFSAN_LIB_DIR}/refsan.ver" "${REFSAN_LIB_DIR}/revision"
              "${REFSAN_LIB_DIR}/librefsan_names.a" "${REFSAN_LIB_DIR}/librefsan_names.so" DESTINATION lib)
install(FILES "${PROJECT_BINARY_DIR}/refsan.cfg" DESTINATION .)
install(DIRECTORY "${PROJECT_BINARY_DIR}/include/" DESTINATION include)
install(DIRECTORY "${REFSAN_PACKAGE_BUILD_DIR}/" DESTINATION "${REFSAN_PACKAGE_DIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/tools/refsan-rs" DESTINATION share/refsan PATTERN target EXCLUDE PATTERN Cargo.lock EXCLUDE)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" DESTINATION share/doc/refsan)
install(CODE "
set(REFSAN_LINK_FLAGS [[${REFSAN_LINK_FLAGS}]])
include([[${PROJECT_SOURCE_DIR}/cmake/RefSanRustcFile.cmake]])
get_filename_component(REFSAN_LIB_DIR \"\${CMAKE_INSTALL_PREFIX}/lib\" ABSOLUTE)
refsan_write_rustc_file([[${PROJECT_BINARY_DIR}/installed/refsan.rustc]] \"\${REFSAN_LIB_DIR}\")
file(INSTALL [[${PROJECT_BINARY_DIR}/installed/refsan.rustc]] DESTINATION \"\${CMAKE_INSTALL_PREFIX}\")")
