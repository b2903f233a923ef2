// Intent: GBytes are counted: one that an error path keeps is a forgotten reference, one that a field or another one has is not.
// REQUIRES: glib
// RUN: %clang_refsan %s %glib -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s %glib -o %t-clean
// RUN: %silent 0 %run %t-clean
#include <glib.h>
#include <string.h>

typedef struct {
  GBytes *data;
  gsize at;
} Reader;

static int parse(GBytes *bytes) {
  gsize size;
  GBytes *own = g_bytes_ref(bytes);
  const char *text = g_bytes_get_data(own, &size);
  if (!memcmp(text, "bad", 3)) {
#ifdef CLEAN
    g_bytes_unref(own);
#endif
    return -1;
  }
  g_bytes_unref(own);
  return (int)size;
}

static Reader *reader_new(GBytes *bytes) {
  Reader *reader = g_new0(Reader, 1);
  reader->data = g_bytes_ref(bytes);
  return reader;
}

static void reader_free(Reader *reader) {
  g_bytes_unref(reader->data);
  g_free(reader);
}

int main(void) {
  GBytes *good = g_bytes_new("good", 4), *bad = g_bytes_new("bad one", 7);
  Reader *reader = reader_new(good), *part;
  GBytes *half = g_bytes_new_from_bytes(good, 1, 2);
  int sum = 0;
  for (int i = 0; i < 10; i++)
    sum += parse(i == 7 ? bad : good);
  part = reader_new(half);
  g_bytes_unref(half);
  g_bytes_unref(good);
  g_bytes_unref(bad);
  reader_free(reader);
#ifdef CLEAN
  reader_free(part);
#endif
  part = NULL;
  return sum != 35;
}
// CHECK: RefSan: 1 forgotten reference and 1 object with them {{.*}}; 1 lost object and 3 objects with them
// CHECK: GBytes  40 bytes  strong 1   made at {{.*}}glib-bytes.c:41:49
// CHECK: one was never given up
// CHECK-NEXT: perhaps the one taken at {{.*}}glib-bytes.c:17:17 in parse
// CHECK: Reader  16 bytes
