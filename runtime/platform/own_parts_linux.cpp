//===- own_parts_linux.cpp - what of a module is the runtime's ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/own_parts.h"

#include "platform/memory.h"
#include "platform/syscall.h"

#include <sys/mman.h>

#define REFSAN_OWN_SECTION(Name)                                                                                       \
  extern "C" __attribute__((weak, visibility("hidden"))) char __start_##Name[], __stop_##Name[];
REFSAN_OWN_SECTION(refsan_text)
REFSAN_OWN_SECTION(refsan_report_text)
REFSAN_OWN_SECTION(refsan_data)
REFSAN_OWN_SECTION(refsan_bss)
#undef REFSAN_OWN_SECTION

namespace refsan {

static Range between(const char *start, const char *stop) {
  return {reinterpret_cast<uptr>(start), reinterpret_cast<uptr>(stop)};
}

Range runtimeCode() { return between(__start_refsan_text, __stop_refsan_text); }

void divideRuntimeCode() {
  Range reports = between(__start_refsan_report_text, __stop_refsan_report_text);
  uptr begin = (reports.begin + kPageSize - 1) & ~(kPageSize - 1), end = reports.end & ~(kPageSize - 1);
  if (begin < end) // another way of access makes it another mapping; this one reads much at once, where it is read
    rawSyscall(SYS_madvise, static_cast<long>(begin), static_cast<long>(end - begin), MADV_SEQUENTIAL);
}

void runtimeVariables(Range (&out)[2]) {
  out[0] = between(__start_refsan_data, __stop_refsan_data);
  out[1] = between(__start_refsan_bss, __stop_refsan_bss);
}

} // namespace refsan
