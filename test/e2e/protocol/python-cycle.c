// Intent: objects of an extension's type that hold each other, in a program with the interpreter: types, fields, lines.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#include <Python.h>

typedef struct {
  PyObject_HEAD
  PyObject *name;
  PyObject *peer;
} Node;
static void node_dealloc(PyObject *self) {
  Py_XDECREF(((Node *)self)->name);
  Py_XDECREF(((Node *)self)->peer);
  Py_TYPE(self)->tp_free(self);
}
static PyTypeObject node_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.Node", .tp_basicsize = sizeof(Node),
                                 .tp_dealloc = node_dealloc, .tp_new = PyType_GenericNew};

static void join(Node *from, Node *to) {
  Py_INCREF(to);
  from->peer = (PyObject *)to;
}

int main(void) {
  Py_Initialize();
  if (PyType_Ready(&node_type))
    return 1;
  Node *first = (Node *)PyObject_CallNoArgs((PyObject *)&node_type);
  Node *second = PyObject_New(Node, &node_type);
  first->name = PyUnicode_FromString("first");
  second->name = NULL;
  second->peer = NULL;
  join(first, second);
#ifndef CLEAN
  join(second, first);
#endif
  Py_DECREF(first);
  Py_DECREF(second);
  return Py_FinalizeEx();
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: cycle 1   2 objects, 64 bytes
// CHECK: Node  32 bytes  strong 1 {{.*}}made at {{.*}}python-cycle.c:32
// CHECK: peer holds the next object {{ *}}taken at {{.*}}python-cycle.c:24:3 by Py_INCREF
// CHECK: Node  32 bytes  strong 1 {{.*}}made at {{.*}}python-cycle.c:33
// CHECK: peer holds the first object {{ *}}taken at {{.*}}python-cycle.c:24:3 by Py_INCREF
// CHECK: make `Node::peer` a plain pointer
