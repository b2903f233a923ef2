// corpus: clean
// flags: -pthread
// A key's destructor frees the value when the thread ends.
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;

static void *work(void *argument) {
  pthread_setspecific(key, malloc(20));
  return argument;
}

int main(void) {
  pthread_t threads[10];
  if (pthread_key_create(&key, free))
    return 2;
  for (int i = 0; i < 10; i++)
    if (pthread_create(&threads[i], NULL, work, NULL))
      return 3;
  for (int i = 0; i < 10; i++)
    pthread_join(threads[i], NULL);
  return 0;
}
