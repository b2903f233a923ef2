# Finds LLVM 22: the headers the plugin is built with and the tools it is tested with.
# Sets LLVM_INCLUDE_DIRS, LLVM_DEFINITIONS, LLVM_TOOLS_BINARY_DIR.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set(REFSAN_LLVM_MAJOR 22)

# LLVM's own configuration looks for libraries that a plugin never links; what
# it says about them is of no use to anybody here.
set(_refsan_quiet "${CMAKE_MESSAGE_LOG_LEVEL}")
set(CMAKE_MESSAGE_LOG_LEVEL WARNING)
find_package(LLVM CONFIG QUIET HINTS "/usr/lib/llvm-${REFSAN_LLVM_MAJOR}")
set(CMAKE_MESSAGE_LOG_LEVEL "${_refsan_quiet}")

if(NOT LLVM_FOUND)
  message(FATAL_ERROR
    "RefSan: LLVM ${REFSAN_LLVM_MAJOR} was not found. On Debian: apt-get install llvm-${REFSAN_LLVM_MAJOR}-dev "
    "(cmake/bootstrap.sh does it). Elsewhere, say where it is: -DLLVM_DIR=<prefix>/lib/cmake/llvm")
elseif(NOT LLVM_VERSION_MAJOR EQUAL REFSAN_LLVM_MAJOR)
  message(FATAL_ERROR
    "RefSan: found LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_INSTALL_PREFIX}, but a pass plugin loads only into "
    "compilers of the LLVM it was built with, and this version of RefSan is written for LLVM ${REFSAN_LLVM_MAJOR}. "
    "Install llvm-${REFSAN_LLVM_MAJOR}-dev, or say where it is: -DLLVM_DIR=<prefix>/lib/cmake/llvm")
endif()
message(STATUS "RefSan: LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_INSTALL_PREFIX}")
separate_arguments(REFSAN_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
