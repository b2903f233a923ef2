// Intent: a leaking extension module of Python is found with the runtime preloaded; what Python itself loses at its end is not shown.
// RUN: mkdir -p %t && %clangxx_refsan -shared -fPIC -I%python_include %s -o %t/rings.so
// RUN: cd %t && %exits 23 %preload %python_host -c "import rings; rings.ring()" 2>&1 | FileCheck --implicit-check-not="RefSan:" %s
// RUN: cd %t && %exits 23 %preload %python_host -c "import rings; rings.reference()" 2>&1 | FileCheck %s --check-prefix=CHECK-REFERENCE
// RUN: cd %t && %silent 0 %preload %python_host -c "import rings; a = rings.table(); b = [rings.table() for i in range(9)]; import asyncio, sqlite3"
// RUN: cd %t && %silent 0 %preload %python_host -c "import rings; x = rings.call(lambda: __import__('xml.dom.minidom')); x.me = rings.Holder()"
// RUN: cd %t && %exits 23 %refsan run --preload %python_host -c "import rings; rings.ring()" 2>&1 | FileCheck %s --check-prefix=CHECK-TOOL
// RUN: cd %t && %exits 0 %refsan run --preload sh -c "%python_host -c 'import rings'; true"
// REQUIRES: python3-dev

#include <Python.h>
#include <memory>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
};
static PyObject *ring(PyObject *, PyObject *) {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  first->next = second;
  second->next = first;
  Py_RETURN_NONE;
}

static thread_local char large[64 << 10]; // the interpreter has no static room for it

static PyObject *reference(PyObject *, PyObject *) {
  large[0] = 1;
  PyBytes_FromStringAndSize(large, 5000); // its reference is forgotten
  Py_RETURN_NONE;
}

static PyObject *table(PyObject *, PyObject *) {
  PyObject *result = PyDict_New();
  for (int i = 0; i < 500; ++i) {
    PyObject *key = PyUnicode_FromFormat("key %d", i);
    PyDict_SetItem(result, key, key);
    Py_DECREF(key);
  }
  return result;
}

static PyObject *call(PyObject *, PyObject *function) { return PyObject_CallNoArgs(function); }

struct Holder {
  PyObject_HEAD std::vector<int> *numbers;
};
static PyObject *newHolder(PyTypeObject *type, PyObject *, PyObject *) {
  PyObject *self = type->tp_alloc(type, 0);
  reinterpret_cast<Holder *>(self)->numbers = new std::vector<int>(1000);
  return self;
}
static void freeHolder(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  delete reinterpret_cast<Holder *>(self)->numbers;
  type->tp_free(self);
  Py_DECREF(type);
}
static PyType_Slot slots[] = {{Py_tp_new, (void *)newHolder}, {Py_tp_dealloc, (void *)freeHolder}, {0, nullptr}};
static PyType_Spec spec = {"rings.Holder", sizeof(Holder), 0, Py_TPFLAGS_DEFAULT, slots};

static PyMethodDef methods[] = {{"ring", ring, METH_NOARGS, ""},
                                {"reference", reference, METH_NOARGS, ""},
                                {"table", table, METH_NOARGS, ""},
                                {"call", call, METH_O, ""},
                                {nullptr, nullptr, 0, nullptr}};
static PyModuleDef module = {PyModuleDef_HEAD_INIT, "rings", "", -1, methods, nullptr, nullptr, nullptr, nullptr};

PyMODINIT_FUNC PyInit_rings() {
  PyObject *self = PyModule_Create(&module);
  PyModule_AddObject(self, "Holder", PyType_FromSpec(&spec));
  for (char name[] = "A"; *name <= 'Z'; ++*name)
    PyModule_AddIntConstant(self, name, *name + 1000);
  return self;
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: next holds the next object{{.*}}python-extension.cpp:20
// CHECK-REFERENCE: RefSan: 1 {{lost object|forgotten reference}}
// CHECK-REFERENCE: made at {{.*}}python-extension.cpp:29:{{.*}} in reference
// CHECK-TOOL: RefSan: 1 process was checked: 1 finding in 1 of them
