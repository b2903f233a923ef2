# Writes what users name on a command line: refsan.cfg (clang) and refsan.rustc.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set(REFSAN_LIB_DIR "${PROJECT_BINARY_DIR}/lib")
configure_file("${PROJECT_SOURCE_DIR}/cmake/refsan.cfg.in" "${PROJECT_BINARY_DIR}/refsan.cfg" @ONLY)
configure_file("${PROJECT_SOURCE_DIR}/cmake/refsan.rustc.in" "${PROJECT_BINARY_DIR}/refsan.rustc" @ONLY)

if(REFSAN_LIB_DIR MATCHES "[ \t]")
  message(WARNING "RefSan: rustc splits the path of a plugin at spaces: refsan.rustc will not work from ${REFSAN_LIB_DIR}")
endif()
