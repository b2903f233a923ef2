# Writes what users name on a command line: refsan.cfg (clang) and refsan.rustc.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# How a program gets the runtime: the archive's one object, whatever else the
# program links (-u), its malloc family before libc.a's (--defsym; see
# runtime/entry/link_names.h), and its entry points and thread locals visible to
# shared objects that come later by dlopen.
set(REFSAN_LINK_FLAGS "-Wl,-u,__refsan_link")
foreach(name malloc free realloc)
  string(APPEND REFSAN_LINK_FLAGS ",--defsym=${name}=__refsan_own_${name}")
endforeach()
string(APPEND REFSAN_LINK_FLAGS ",--export-dynamic-symbol=__refsan_*,--export-dynamic-symbol=__lsan_*,--export-dynamic-symbol=__sanitizer_*")

# refsan/refsan.h, found without an option.
configure_file("${PROJECT_SOURCE_DIR}/runtime/include/refsan/refsan.h" "${PROJECT_BINARY_DIR}/include/refsan/refsan.h" COPYONLY)

set(REFSAN_LIB_DIR "${PROJECT_BINARY_DIR}/lib")
file(STRINGS "${PROJECT_SOURCE_DIR}/runtime/entry/interposed.def" REFSAN_INTERPOSED REGEX "^REFSAN_INTERPOSED\\(")
list(TRANSFORM REFSAN_INTERPOSED REPLACE "^REFSAN_INTERPOSED\\((.*)\\)" "\\1")
string(REPLACE ";" "; " REFSAN_INTERPOSED "${REFSAN_INTERPOSED};")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/entry/interposed.def")
configure_file("${PROJECT_SOURCE_DIR}/cmake/refsan.ver.in" "${REFSAN_LIB_DIR}/refsan.ver" @ONLY)
configure_file("${PROJECT_SOURCE_DIR}/cmake/refsan.cfg.in" "${PROJECT_BINARY_DIR}/refsan.cfg" @ONLY)
include(RefSanRustcFile)
refsan_write_rustc_file("${PROJECT_BINARY_DIR}/refsan.rustc" "${REFSAN_LIB_DIR}")
