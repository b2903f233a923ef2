// Intent: blocks that functions of the C library return, each lost: each is found, and the line is that of the call.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t %s 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean %s

#define _GNU_SOURCE
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#ifdef CLEAN
#define LOSE(pointer) free(pointer)
#else
#define LOSE(pointer) ((void)(pointer))
#endif

static char *format(const char *text, ...) {
  va_list arguments;
  va_start(arguments, text);
  char *made = NULL;
  if (vasprintf(&made, text, arguments) < 0) // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in format
    abort();
  va_end(arguments);
  return made;
}

static void read_lines(FILE *file) {
  char *line = NULL, *field = NULL;
  size_t room = 0, field_room = 0;
  getline(&line, &room, file);               // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in read_lines
  getdelim(&field, &field_room, ' ', file);  // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in read_lines
  LOSE(line);
  LOSE(field);
}

static void print(void) {
  char *text = NULL, *memory = NULL;
  size_t size = 0;
  if (asprintf(&text, "%d", 7) < 0) // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in print
    abort();
  FILE *stream = open_memstream(&memory, &size);
  fputs("something", stream);
  fclose(stream);
  LOSE(text);
  LOSE(memory);
  LOSE(format("%s", "more"));
}

static void paths(void) {
  LOSE(realpath(".", NULL)); // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in paths
  LOSE(getcwd(NULL, 0));     // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in paths
  struct dirent **names = NULL;
  int count = scandir("/", &names, NULL, NULL); // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in paths
  for (int i = 0; i < count; i++)
    LOSE(names[i]);
  LOSE(names);
}

int main(int count, char **arguments) {
  FILE *file = fopen(arguments[count - 1], "r");
  read_lines(file);
#ifdef CLEAN
  fclose(file);
#endif
  print();
  paths();
  LOSE(wcsdup(L"wide")); // CHECK-DAG: library-blocks.c:[[@LINE]]:{{.*}} in main
}
