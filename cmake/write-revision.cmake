# cmake -DSOURCE=... -DOUT=... -P write-revision.cmake
#
# Writes the commit that the sources are at, with a + if what is built from them
# was changed since.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

execute_process(COMMAND git rev-parse --short=10 HEAD WORKING_DIRECTORY "${SOURCE}"
                OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
execute_process(COMMAND git status --porcelain -- runtime plugin cmake WORKING_DIRECTORY "${SOURCE}"
                OUTPUT_VARIABLE changed ERROR_QUIET)
if(NOT revision)
  set(revision "unknown")
elseif(changed)
  string(APPEND revision "+")
endif()
file(WRITE "${OUT}" "${revision}\n")
