// corpus: clean
// flags: -pthread
// Hundreds of keys: glibc keeps all but the first in blocks of its own.
#include <pthread.h>
#include <stdlib.h>

static void keep(void) {
  for (int i = 0; i < 900; i++) {
    pthread_key_t key;
    if (pthread_key_create(&key, NULL))
      return;
    char *block = malloc(10);
    block[0] = 1;
    pthread_setspecific(key, block);
  }
}

int main(void) {
  keep();
  return 0;
}
