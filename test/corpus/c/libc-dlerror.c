// corpus: clean
// flags: -pthread
// The text of dlerror belongs to libc, in each thread.
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static void *fail(void *argument) {
  dlopen("/nonexistent/library.so", RTLD_NOW);
  dlsym(RTLD_DEFAULT, "no_such_symbol_of_this_name");
  return dlerror() ? argument : NULL;
}

int main(void) {
  pthread_t thread;
  if (!fail(&thread) || pthread_create(&thread, NULL, fail, &thread))
    return 2;
  pthread_join(thread, NULL);
  dlopen("/nonexistent/other.so", RTLD_NOW);
  return 0;
}
