# REFSAN_RUNTIME_SOURCE: all of the runtime's sources as one, with code and
# variables in places of their own (platform/own_parts.h).
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# What runs only where something is to be reported lies apart from all else: in a
# program without leaks it is never brought to memory, which is most of the runtime.
set(REFSAN_EVERY_CHECK block_index block_kinds check context_stacks dead_jumps doubts hidden_sizes idle_stacks leaked_heap mark readable return_address root_set roots scratch suspended_stacks unowned)
list(JOIN REFSAN_EVERY_CHECK "|" REFSAN_EVERY_CHECK)
set(REFSAN_REPORTING_ENTRIES baseline_file mismatch_report report_output scope_check text_file)
list(JOIN REFSAN_REPORTING_ENTRIES "|" REFSAN_REPORTING_ENTRIES)

set(REFSAN_REPORTING_SOURCES ${REFSAN_RUNTIME_SOURCES})
list(FILTER REFSAN_REPORTING_SOURCES INCLUDE REGEX "/(analysis|gate|report)/|/entry/(${REFSAN_REPORTING_ENTRIES})\\.cpp$|/platform/(child_process|elf_file|symbols)_linux\\.cpp$")
list(FILTER REFSAN_REPORTING_SOURCES EXCLUDE REGEX "/analysis/(${REFSAN_EVERY_CHECK})\\.cpp$")

set(REFSAN_RUNTIME_PARTS "")
function(refsan_runtime_part text)
  foreach(source IN LISTS ARGN)
    if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
      string(APPEND REFSAN_RUNTIME_PARTS
          "#pragma clang section text=\"${text}\" data=\"refsan_data\" bss=\"refsan_bss\"\n")
    endif()
    string(APPEND REFSAN_RUNTIME_PARTS "#include \"${source}\"\n")
  endforeach()
  set(REFSAN_RUNTIME_PARTS "${REFSAN_RUNTIME_PARTS}" PARENT_SCOPE)
endfunction()
set(REFSAN_RUNNING_SOURCES ${REFSAN_RUNTIME_SOURCES})
list(REMOVE_ITEM REFSAN_RUNNING_SOURCES ${REFSAN_REPORTING_SOURCES})
refsan_runtime_part(refsan_text ${REFSAN_RUNNING_SOURCES})
refsan_runtime_part(refsan_report_text ${REFSAN_REPORTING_SOURCES})

set(REFSAN_RUNTIME_SOURCE "${CMAKE_CURRENT_BINARY_DIR}/runtime.cpp")
file(CONFIGURE OUTPUT "${REFSAN_RUNTIME_SOURCE}" CONTENT "${REFSAN_RUNTIME_PARTS}" @ONLY)
