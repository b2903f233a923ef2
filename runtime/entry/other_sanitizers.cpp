//===- other_sanitizers.cpp - who RefSan cannot share a process with ------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/other_sanitizers.h"

#include "base/format.h"
#include "entry/log_file.h"
#include "options/options.h"
#include "platform/process.h"
#include "refsan/kinds.h"

// The function by which each runtime is started.
extern "C" {
__attribute__((weak, visibility("default"))) void __asan_init();
__attribute__((weak, visibility("default"))) void __hwasan_init();
__attribute__((weak, visibility("default"))) void __lsan_init();
__attribute__((weak, visibility("default"))) void __msan_init();
__attribute__((weak, visibility("default"))) void __tsan_init();
}

namespace refsan {

namespace other_sanitizers {
struct Other {
  void (*start)(); // null: not there
  const char *name;
  const char *option;
};

static const Other *findOther() {
  static const Other kOthers[] = {{__asan_init, "AddressSanitizer", "address"},
                                  {__hwasan_init, "HWAddressSanitizer", "hwaddress"},
                                  {__lsan_init, "LeakSanitizer", "leak"},
                                  {__msan_init, "MemorySanitizer", "memory"},
                                  {__tsan_init, "ThreadSanitizer", "thread"}};
  for (const Other &other : kOthers)
    if (other.start)
      return &other;
  return nullptr;
}
} // namespace other_sanitizers

void refuseOtherSanitizers() {
  const other_sanitizers::Other *other = other_sanitizers::findOther();
  if (!other || !options().detect_leaks)
    return;
  char text[256];
  TextBuilder line(text, sizeof(text));
  line.text("the check cannot run together with ").text(other->name).text(": build without -fsanitize=");
  say(line.text(other->option).text(", or set detect_leaks=0").view());
  endProcess(static_cast<int>(Exit::CheckFailed));
}

} // namespace refsan
