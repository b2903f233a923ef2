# Finds a rustc whose LLVM is the plugin's: sets REFSAN_RUSTC, empty if there is none.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set(REFSAN_RUSTC "" CACHE FILEPATH "rustc built with LLVM ${REFSAN_LLVM_MAJOR} (empty: looked for)")

if(NOT REFSAN_RUSTC OR NOT EXISTS "${REFSAN_RUSTC}")
  execute_process(
    COMMAND bash "${PROJECT_SOURCE_DIR}/cmake/find-rustc.sh" ${REFSAN_LLVM_MAJOR}
    OUTPUT_VARIABLE _refsan_rustc OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(REFSAN_RUSTC "${_refsan_rustc}" CACHE FILEPATH "rustc built with LLVM ${REFSAN_LLVM_MAJOR}" FORCE)
endif()

if(REFSAN_RUSTC)
  message(STATUS "RefSan: rustc with LLVM ${REFSAN_LLVM_MAJOR}: ${REFSAN_RUSTC}")
else()
  message(STATUS "RefSan: no rustc with LLVM ${REFSAN_LLVM_MAJOR} found: Rust is left out of the tests")
endif()
