#include <refsan/refsan.h>
#include <stdlib.h>

int main(void) {
  refsan_disable();
  void *ignored = malloc(8);
  refsan_enable();
  ignored = 0;
  return ignored || refsan_check_now() != 0;
}
