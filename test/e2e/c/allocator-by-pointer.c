// Intent: what is allocated by way of a function pointer has its type and line from the call: a size that fits what it is taken for tells.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>
#include <string.h>

struct hooks {
  void *(*allocate)(size_t size);
  void *(*allocate_zeroed)(size_t count, size_t size);
  void (*release)(void *p);
};
static void *counted(size_t size) { return malloc(size); }
static struct hooks hooks = {malloc, calloc, free};
void *(*make_memory)(size_t size) = counted;

struct item {
  long number;
  struct item *next;
  char *name;
};
struct point {
  double x, y;
};

static struct item *new_item(long number) {
  // CHECK-DAG: item  24 bytes {{ *}}made at {{.*}}allocator-by-pointer.c:[[@LINE+1]]:{{.*}} in new_item
  struct item *item = (struct item *)hooks.allocate(sizeof(struct item));
  item->number = number;
  item->next = NULL;
  item->name = strdup("item");
  return item;
}

static void drop(struct item *item) {
  while (item) {
    struct item *next = item->next;
    free(item->name);
    hooks.release(item);
    item = next;
  }
}

static void points(int count) {
  // CHECK-DAG: point[3]  48 bytes {{ *}}made at {{.*}}allocator-by-pointer.c:[[@LINE+1]]:{{.*}} in points
  struct point *all = hooks.allocate_zeroed(count, sizeof(struct point));
  all[0].x = 1;
  // CHECK-DAG: point  16 bytes {{ *}}made at {{.*}}allocator-by-pointer.c:[[@LINE+1]]:{{.*}} in points
  struct point *one = make_memory(sizeof *one);
  one->y = all[0].x;
#ifdef CLEAN
  hooks.release(all);
  free(one);
#endif
}

int main(int argc, char **argv) {
  (void)argv;
  struct item *list = new_item(1);
  list->next = new_item(2);
  points(argc + 2);
#ifdef CLEAN
  drop(list);
#else
  (void)drop;
#endif
  return 0;
}
