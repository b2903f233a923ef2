// corpus: leak class=lost members=1 bytes=30
// fixed: clean
// flags: -pthread
// Servers whose loops end when a flag or an argument says so, which an optimiser can tell they never do: what is used
// behind them is in scope.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

struct server {
  int running, served;
  char *name;
};
static int running = 1;

static char *make(int bytes) {
  char *made = malloc(bytes);
  made[0] = 1;
  return made;
}

static void leave(int signal) { exit(signal == SIGTERM ? 0 : 1); }

static void wait_a_little(void) { usleep(1000); }

static void serve(struct server *server, int limit) {
  while (server->running && (limit == 0 || server->served < limit)) {
    wait_a_little();
    server->served++;
  }
}

static void *work(void *argument) {
  char *own = make(20), *more = make(10);
  struct server server = {1, 0, make(5)};
  serve(&server, 0);
  free(server.name);
  free(more);
  free(own);
  return argument;
}

int main(void) {
  signal(SIGTERM, leave);
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  char *kept = make(40), *lost = make(30);
#ifdef FIXED
  free(lost);
#endif
  lost = make(50);
  int rounds = 0;
  while (running) {
    wait_a_little();
    if (++rounds == 20)
      raise(SIGTERM);
  }
  free(lost);
  free(kept);
  return pthread_join(thread, NULL);
}
