// Not instrumented: a thread that waits with words in its frame that it never wrote.
#include <pthread.h>
#include <unistd.h>

void *wait_for_ever(void *arg) {
  void *volatile words[64];
  words[0] = arg;
  __asm__ volatile("" : : "r"(words) : "memory");
  pause();
  return words[0];
}
