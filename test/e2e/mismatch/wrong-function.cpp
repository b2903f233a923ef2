// Intent: blocks that are given to a function of another family are told, with both lines and how many; they fail nothing.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 0 %run %t 2>&1 | FileCheck %s
// RUN: %env_refsan_opts=mismatched_fails=1 %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %env_refsan_opts=mismatched=0 %silent 0 %run %t
// RUN: %env_refsan_opts=log_format=json %exits 0 %run %t 2>&1 | FileCheck %s --check-prefix=JSON

#include <cstdlib>
#include <cstring>
#include <memory>

struct Point {
  int x, y;
};

int main() {
  for (int i = 0; i < 3; ++i) {
    int *block = new int[10];
    free(block);
  }
  Point *one = new Point;
  free(one);
  Point *many = new Point[4];
  delete many;
  Point *single = new Point;
  delete[] single;
  auto *plain = static_cast<Point *>(malloc(sizeof(Point)));
  delete plain;
  auto *text = strdup("text");
  delete[] text;
  auto *grown = static_cast<char *>(realloc(new char[8], 100));
  free(grown);
  std::shared_ptr<Point> wrong(new Point[3]);
}
// CHECK: RefSan: no leaks; 10 blocks given back to the wrong function
// CHECK-DAG: mismatched: 3 blocks of new[] made at {{.*}}wrong-function.cpp:18:18 were given to free at {{.*}}wrong-function.cpp:19:5
// CHECK-DAG: mismatched: 1 block of new made at {{.*}}:21:16 was given to free at {{.*}}:22:3
// CHECK-DAG: mismatched: 1 block of new[] made at {{.*}}:23:17 was given to delete at {{.*}}:24:3
// CHECK-DAG: mismatched: 1 block of new made at {{.*}}:25:19 was given to delete[] at {{.*}}:26:3
// CHECK-DAG: mismatched: 1 block of malloc made at {{.*}}:27:38 was given to delete at {{.*}}:28:3
// CHECK-DAG: mismatched: 1 block of malloc made at {{.*}}:29:16 was given to delete[] at {{.*}}:30:3
// CHECK-DAG: mismatched: 1 block of new[] made at {{.*}}:31:45 was given to free at {{.*}}:31:
// CHECK-DAG: mismatched: 1 block of new[] made at {{.*}}:33:32 was given to delete at
// JSON: "mismatched":{"times":10,"blocks":[{"made_by":"new[]","given_to":"free","times":3,"made_at":{"file":{{.*}},"line":18,
