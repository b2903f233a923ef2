// Intent: refsan.h does nothing in a program without RefSan, in C and C++, with all warnings, and links without it.
// RUN: %clang_plain -std=c99 -Wall -Wextra -Wpedantic -Werror -I%build/include %s -o %t
// RUN: %silent 0 %run %t
// RUN: %clangxx_plain -x c++ -Wall -Wextra -Wpedantic -Werror -I%build/include %s -o %t
// RUN: %silent 0 %run %t

#include <refsan/refsan.h>

#ifdef __REFSAN__
#error this is not instrumented
#endif

int main(void) {
#ifdef __cplusplus
  refsan::ScopedDisabler disabler;
  refsan::ScopedRoot root(&disabler, sizeof disabler);
#endif
  int local = 0;
  refsan_disable();
  refsan_enable();
  refsan_ignore_object(&local);
  refsan_register_root(&local, sizeof local);
  refsan_unregister_root(&local, sizeof local);
  return refsan_check_now() + local;
}
