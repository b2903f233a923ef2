//===- kept_report.cpp - reports of those that shut themselves in --===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A process that changes its root, or forbids itself to open files, cannot open its report later: the
// files are opened before.
//
//===----------------------------------------------------------------------===//

#include "entry/lifecycle.h"
#include "entry/log_file.h"
#include "platform/process.h"
#include "platform/syscall.h"

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

namespace refsan::kept_report {
// A child of vfork is in its parent's memory.
static void keep() {
  if (hasStarted() && processId() == startedProcess())
    keepReportsOpen();
}
static int result(long value) {
  if (value >= 0)
    return 0;
  errno = static_cast<int>(-value);
  return -1;
}
static int limit(int resource, const rlimit *limits) {
  constexpr rlim_t kFew = 16; // what is left may be in use
  if (resource == RLIMIT_NOFILE && limits && limits->rlim_max < kFew)
    keep();
  return result(rawSyscall(SYS_prlimit64, 0, resource, rawAddress(limits), 0));
}
} // namespace refsan::kept_report

extern "C" {
__attribute__((weak, visibility("default"))) int chroot(const char *path) noexcept {
  refsan::kept_report::keep();
  return refsan::kept_report::result(refsan::rawSyscall(SYS_chroot, refsan::rawAddress(path)));
}
// Both have the same limits on 64-bit systems.
__attribute__((weak, visibility("default"))) int setrlimit(__rlimit_resource_t resource,
                                                           const rlimit *limits) noexcept {
  return refsan::kept_report::limit(resource, limits);
}
__attribute__((weak, visibility("default"))) int setrlimit64(__rlimit_resource_t resource,
                                                             const rlimit64 *limits) noexcept {
  return refsan::kept_report::limit(resource, reinterpret_cast<const rlimit *>(limits));
}
}
