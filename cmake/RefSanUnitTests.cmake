# refsan_unit_tests: GoogleTest over the runtime's parts, one file of tests
# beside each. entry/ stays out: it would own the test binary's malloc.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

find_package(GTest QUIET)
if(NOT GTest_FOUND)
  message(FATAL_ERROR "RefSan: GoogleTest was not found (Debian: apt-get install libgtest-dev). "
                      "Without tests: -DREFSAN_BUILD_TESTS=OFF")
endif()
include(GoogleTest)

set(REFSAN_UNIT_SOURCES ${REFSAN_RUNTIME_SOURCES})
list(FILTER REFSAN_UNIT_SOURCES EXCLUDE REGEX "/entry/")
list(FILTER REFSAN_UNIT_TESTS EXCLUDE REGEX "/entry/")
if(NOT REFSAN_UNIT_TESTS)
  return()
endif()

set(REFSAN_SELF_FLAGS "")
if(REFSAN_SELF_SANITIZE STREQUAL "address")
  # Tests ask where the stack is: locals must really lie on it.
  set(REFSAN_SELF_FLAGS -fsanitize=address,undefined -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    list(APPEND REFSAN_SELF_FLAGS -fsanitize-address-use-after-return=never)
    set(REFSAN_FUZZ ON)
  endif()
elseif(REFSAN_SELF_SANITIZE STREQUAL "thread")
  set(REFSAN_SELF_FLAGS -fsanitize=thread)
elseif(REFSAN_SELF_SANITIZE)
  message(FATAL_ERROR "RefSan: REFSAN_SELF_SANITIZE is address or thread, not ${REFSAN_SELF_SANITIZE}")
endif()

# The same sources file by file: each must compile by itself.
add_library(refsan_units OBJECT ${REFSAN_UNIT_SOURCES})
target_include_directories(refsan_units PUBLIC ${REFSAN_RUNTIME_INCLUDES})
target_compile_definitions(refsan_units PRIVATE REFSAN_VERSION="${PROJECT_VERSION}")
target_compile_options(refsan_units PRIVATE ${REFSAN_RUNTIME_FLAGS} -g ${REFSAN_SELF_FLAGS})
if(REFSAN_FUZZ)
  # Fuzzers want to know which branches they took.
  target_compile_options(refsan_units PRIVATE -fsanitize=fuzzer-no-link)
endif()

add_executable(refsan_unit_tests ${REFSAN_UNIT_TESTS})
# Tests of unwinding look for their own frames: none may be given away to a tail call.
target_compile_options(refsan_unit_tests PRIVATE
    ${REFSAN_WARNINGS} -g -fno-omit-frame-pointer -fno-optimize-sibling-calls ${REFSAN_SELF_FLAGS})
target_link_options(refsan_unit_tests PRIVATE ${REFSAN_SELF_FLAGS})
target_link_libraries(refsan_unit_tests PRIVATE refsan_units GTest::gtest_main Threads::Threads)
gtest_discover_tests(refsan_unit_tests DISCOVERY_MODE PRE_TEST TEST_PREFIX unit. PROPERTIES LABELS unit TIMEOUT 120)

if(REFSAN_FUZZ)
  add_subdirectory("${PROJECT_SOURCE_DIR}/test/fuzz" "${PROJECT_BINARY_DIR}/test/fuzz")
endif()
