// Intent: a program with an interpreter in it that forgets a reference to an object of its own: pools and the collector's lists do not hide it,
// also where the environment is not read; what the interpreter itself leaves behind is no leak.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %exits 23 %run %t list 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t dict 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t bytes 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t isolated 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t instance 2>&1 | FileCheck %s --check-prefix=CHECK-INSTANCE
// RUN: %silent 0 %run %t-clean instance
// RUN: %silent 0 %run %t-clean list
// RUN: %silent 0 %run %t-clean dict
// RUN: %silent 0 %run %t-clean bytes
// RUN: %silent 0 %run %t-clean isolated
// RUN: %silent 0 %run %t nothing

#include <Python.h>
#include <string.h>

static PyObject *make(const char *what) {
  if (!strcmp(what, "dict"))
    return Py_BuildValue("{s:i}", "a key of this program's", 123456);
  if (!strcmp(what, "bytes"))
    return PyBytes_FromString("not an object of the collector's");
  if (!strcmp(what, "instance")) // one with a dictionary in front of the collector's links
    return PyObject_GetAttrString(PyImport_AddModule("__main__"), "ring");
  PyObject *list = PyList_New(0), *number = PyLong_FromLong(123456);
  PyList_Append(list, number);
  Py_DECREF(number);
  return list;
}

static void start(int isolated) {
  if (!isolated) {
    Py_Initialize();
    return;
  }
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
}

int main(int argc, char **argv) {
  start(!strcmp(argv[argc - 1], "isolated"));
  PyRun_SimpleString("import json, collections, asyncio\n"
                     "class Ring: pass\n"
                     "ring = Ring(); ring.me = ring\n"
                     "table = {i: json.dumps(i) for i in range(1000)}\n");
  if (strcmp(argv[argc - 1], "nothing")) {
    PyObject *object = make(argv[argc - 1]);
#ifdef CLEAN
    Py_DECREF(object);
#else
    (void)object;
#endif
  }
  return Py_FinalizeEx();
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: {{_object|Py[A-Za-z]+Object}} {{.*}}made at {{.*}}python-embedded.c:{{19|2[0-9]}}:{{[0-9]+}} in make
// CHECK-INSTANCE: RefSan: 1 {{lost object|forgotten reference|reference cycle}}
