// Intent: a reference to an interpreter's object that is taken and kept is shown with the line that took it; the object is made where the
// program got it, also when the interpreter had its memory in a list of free ones.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#include <Python.h>

static Py_ssize_t length(PyObject *list) {
  Py_INCREF(list);
  Py_ssize_t size = PyList_Size(list);
#ifdef CLEAN
  Py_DECREF(list);
#endif
  return size;
}

static void use(PyObject *list) {
  Py_INCREF(list);
  PyObject *text = PyObject_Repr(list);
  Py_DECREF(text);
  Py_DECREF(list);
}

int main(void) {
  Py_Initialize();
  for (int i = 0; i < 3; ++i)
    Py_DECREF(PyList_New(0));
  PyObject *list = PyList_New(0);
  use(list);
  length(list);
  use(list);
  Py_DECREF(list);
  return Py_FinalizeEx();
}
// CHECK: RefSan: 1 forgotten reference (
// CHECK: PyListObject  56 bytes  strong 1 {{.*}}made at {{.*}}python-forgotten.c:31:20 in main
// CHECK: perhaps the one taken at {{.*}}python-forgotten.c:12:3 in length
