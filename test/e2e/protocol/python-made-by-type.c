// Intent: what a type's own allocator makes is what the caller takes it for: the forgotten reference's line.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#include <Python.h>

typedef struct {
  PyObject_HEAD
  double x, y;
} Point;

static PyObject *point_new(PyTypeObject *type, PyObject *args, PyObject *names) {
  (void)args;
  (void)names;
  Point *self = (Point *)type->tp_alloc(type, 0);
  if (self)
    self->x = 1;
  return (PyObject *)self;
}
static PyTypeObject point_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.Point", .tp_basicsize = sizeof(Point),
                                  .tp_new = point_new};

static double take(PyObject *point) {
  Py_INCREF(point);
  double x = ((Point *)point)->x;
#ifdef CLEAN
  Py_DECREF(point);
#endif
  return x;
}

int main(void) {
  Py_Initialize();
  if (PyType_Ready(&point_type))
    return 1;
  PyObject *point = PyObject_CallNoArgs((PyObject *)&point_type);
  double x = take(point);
  Py_DECREF(point);
  Point *other = (Point *)point_type.tp_alloc(&point_type, 0);
  x += take((PyObject *)other);
  Py_DECREF(other);
  return Py_FinalizeEx() || x != 1;
}
// CHECK: RefSan: 2 forgotten references (
// CHECK: Point  32 bytes  strong 1 {{.*}}made at {{.*}}python-made-by-type.c
// CHECK: perhaps the one taken at {{.*}}python-made-by-type.c:27:3 in take
// CHECK: Point  32 bytes  strong 1 {{.*}}made at {{.*}}python-made-by-type.c
// CHECK: perhaps the one taken at {{.*}}python-made-by-type.c:27:3 in take
