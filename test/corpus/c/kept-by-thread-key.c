// corpus: clean
// flags: -pthread
// Values of thread-specific data, of the first keys and of many more.
#include <pthread.h>
#include <stdlib.h>

int main(void) {
  for (int i = 0; i < 300; i++) {
    pthread_key_t key;
    if (pthread_key_create(&key, NULL))
      return 2;
    pthread_setspecific(key, malloc(20));
  }
  return 0;
}
