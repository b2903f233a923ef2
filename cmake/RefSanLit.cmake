# refsan_lit_suite(<name> SOURCE <folder of test/> [LEVEL O0|O2])
# Configures a lit site for the folder and adds it to ctest as lit.<name>[.<level>].
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

include(RefSanRustc)
find_program(REFSAN_LIT NAMES lit llvm-lit HINTS "${LLVM_TOOLS_BINARY_DIR}" NO_DEFAULT_PATH)
if(NOT REFSAN_LIT OR NOT EXISTS "${LLVM_TOOLS_BINARY_DIR}/FileCheck")
  message(FATAL_ERROR "RefSan: lit and FileCheck were not found in ${LLVM_TOOLS_BINARY_DIR} "
                      "(Debian: apt-get install llvm-${REFSAN_LLVM_MAJOR}-tools). Without tests: -DREFSAN_BUILD_TESTS=OFF")
endif()

function(refsan_lit_suite name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE;LEVEL" "")
  set(REFSAN_SUITE ${name})
  set(REFSAN_LEVEL "${arg_LEVEL}")
  set(test_name lit.${name})
  if(arg_LEVEL)
    string(APPEND test_name .${arg_LEVEL})
  endif()
  set(REFSAN_SUITE_SOURCE "${CMAKE_CURRENT_SOURCE_DIR}/${arg_SOURCE}")
  set(REFSAN_SUITE_BINARY "${CMAKE_CURRENT_BINARY_DIR}/${test_name}")
  configure_file("${CMAKE_CURRENT_SOURCE_DIR}/lit.site.cfg.py.in" "${REFSAN_SUITE_BINARY}/lit.site.cfg.py" @ONLY)

  add_test(NAME ${test_name} COMMAND "${REFSAN_LIT}" --order=lexical --no-progress-bar -sv "${REFSAN_SUITE_BINARY}")
  # lit runs tests on all processors itself.
  set_tests_properties(${test_name} PROPERTIES LABELS ${name} TIMEOUT 1800 RUN_SERIAL ON)
endfunction()
