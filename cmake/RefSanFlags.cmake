# Compile flags: warnings for everything, the runtime's own rules.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()

option(REFSAN_WERROR "Warnings are errors" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(REFSAN_WARNINGS -Wall -Wextra)
if(REFSAN_WERROR)
  list(APPEND REFSAN_WARNINGS -Werror)
endif()

# The runtime needs libc and nothing else: no C++ library headers, no
# exceptions, no guards around statics. It lives in programs that it observes,
# so it keeps frame pointers where it calls something, and unwind tables, and its
# TLS is reached without a call that might allocate.
set(REFSAN_RUNTIME_FLAGS
    ${REFSAN_WARNINGS}
    -nostdinc++ -fno-exceptions -fno-rtti -fno-threadsafe-statics
    -fvisibility=hidden -fPIC -ftls-model=initial-exec
    -fno-omit-frame-pointer -momit-leaf-frame-pointer -funwind-tables)

# What goes into programs is optimised in every build type, and the compiler
# must not recognise its malloc as a call of malloc.
set(REFSAN_RUNTIME_CODEGEN
    -O2 -fno-plt -U_FORTIFY_SOURCE -fno-stack-protector -fno-lto
    -fno-builtin-malloc -fno-builtin-calloc -fno-builtin-realloc -fno-builtin-free)
