// Intent: a library's object of a type that the program knows by name only is called by it.
// RUN: %clang_plain -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %clang_refsan %s -o %t %t.so
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %t.so
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct parser;
typedef struct scanner scanner;
struct parser *parser_new(void);
scanner *scanner_new(int lines);
void parser_free(struct parser *p);
void scanner_free(scanner *s);

#ifdef LIBRARY
struct parser {
  char *text[4];
};
struct scanner {
  long lines[8];
};
struct parser *parser_new(void) { return calloc(1, sizeof(struct parser)); }
scanner *scanner_new(int lines) {
  scanner *s = calloc(1, sizeof *s);
  s->lines[0] = lines;
  return s;
}
void parser_free(struct parser *p) { free(p); }
void scanner_free(scanner *s) { free(s); }
#else
struct job {
  int number;
  struct parser *parser;
};

static scanner *scan(void) { return scanner_new(3); }
// CHECK-DAG: scanner  64 bytes   made at {{.*}}opaque-type.c:[[@LINE-1]]:

static void start(struct job *job) { job->parser = parser_new(); }
// CHECK-DAG: parser  32 bytes   made at {{.*}}opaque-type.c:[[@LINE-1]]:

int main(void) {
  struct job job = {1, NULL};
  start(&job);
  scanner *s = scan();
#ifdef CLEAN
  parser_free(job.parser);
  scanner_free(s);
#endif
  return s == NULL;
}
#endif
