// Intent: with report_reachable=1 the report says which root keeps each object alive, and by which way.
// RUN: %clang_refsan %s -o %t
// RUN: %env_refsan_opts=report_reachable=1 %exits 0 %run %t 2>&1 | FileCheck %s
// RUN: %env_refsan_opts=report_reachable=1:log_format=json %exits 0 %run %t 2>&1 | FileCheck --check-prefix JSON %s
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct item {
  long number;
  struct item *next;
};
struct list {
  const char *name;
  struct item *first;
};
static struct list *everything;
struct item *items[4];
static __thread char *own;
static volatile int started;

static void *work(void *unused) {
  long *local = malloc(100);
  for (started = 1;; ++*local)
    pause();
  return unused;
}

int main(void) {
  everything = malloc(sizeof(struct list));
  everything->first = NULL;
  for (int i = 0; i < 20; i++) {
    struct item *item = malloc(sizeof(struct item));
    item->next = everything->first;
    everything->first = item;
  }
  items[2] = malloc(24);
  own = malloc(48);
  pthread_key_t key;
  pthread_key_create(&key, NULL);
  pthread_setspecific(key, malloc(56));
  pthread_t thread;
  pthread_create(&thread, NULL, work, NULL);
  while (!started)
    usleep(100);
  return 0;
}
// CHECK: objects alive at exit
// CHECK: 1 object, 16 bytes, found 20 times
// CHECK: kept by `next` of item made at {{.*}}what-keeps-it.c:[[#]]:[[#]] in main
// CHECK: which 16 more objects keep
// CHECK: which is kept by `first` of list
// CHECK-NEXT: which is kept by the variable `everything` of what-keeps-it
// CHECK: block  100 bytes
// CHECK: kept by a word on the stack of thread {{[0-9]+}} in work
// CHECK: block  56 bytes
// CHECK: kept by a value of pthread_setspecific of thread
// CHECK: block  48 bytes
// CHECK: kept by a thread-local variable of thread
// CHECK: block  24 bytes
// CHECK: kept by the variable `items` + 16 of what-keeps-it
// CHECK-NOT: note:
// JSON: "kept_by":[{"root":"variable","words":"the variable `everything` of {{.*}}","name":"everything","module":"{{.*}}","offset":{{[0-9]+}},"thread":null,"doubtful":false,"way":[{"type":"list","field":"first"
// JSON-SAME: "way_total":20
// JSON-SAME: "root":"stack"{{.*}}"name":"work"{{.*}}"doubtful":true
