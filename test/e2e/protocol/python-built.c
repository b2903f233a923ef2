// Intent: tuples have items, with their lines; what Py_BuildValue made of its format has taken references to its objects.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
  PyObject_HEAD
  PyObject *key, *note;
} Row;

static void row_dealloc(PyObject *self) {
  Py_XDECREF(((Row *)self)->key);
  Py_XDECREF(((Row *)self)->note);
  PyObject_Free(self);
}
static PyTypeObject row_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.Row", .tp_basicsize = sizeof(Row),
                                .tp_dealloc = row_dealloc};

static Row *row_new(void) {
  Row *r = PyObject_New(Row, &row_type);
  r->key = r->note = NULL;
  return r;
}
static void built(Row *other) {
  Row *row = row_new();
  row->note = Py_BuildValue("s#O&i", "text", (Py_ssize_t)2, PyLong_FromVoidPtr, row, 1);
  row->key = Py_BuildValue("(iOO)", 1, (PyObject *)other, (PyObject *)row);
#ifdef CLEAN
  Py_CLEAR(row->key);
#endif
  Py_DECREF(row);
}
static void filled(void) {
  Row *row = row_new();
  row->key = PyTuple_New(2);
  PyTuple_SET_ITEM(row->key, 0, PyLong_FromLong(100000));
  PyTuple_SET_ITEM(row->key, 1, Py_NewRef((PyObject *)row));
#ifdef CLEAN
  Py_CLEAR(row->key);
#endif
  Py_DECREF(row);
}

int main(void) {
  Py_Initialize();
  if (PyType_Ready(&row_type))
    return 1;
  Row *other = row_new();
  built(other);
  filled();
  Py_DECREF(other);
  return Py_FinalizeEx();
}
// CHECK: RefSan: 2 reference cycles keep
// CHECK-DAG: PyTupleObject  64 bytes
// CHECK-DAG: ob_item[2] holds the {{.*}}taken at {{.*}}.c:32:14 by {{.*}}Py_BuildValue
// CHECK-DAG: PyTupleObject  56 bytes
// CHECK-DAG: ob_item[1] holds the {{.*}}taken at {{.*}}.c:42:{{.*}} by Py_
