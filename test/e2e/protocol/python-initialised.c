// Intent: objects that a script makes of an extension's types have the types that their initialisers take them for.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#include <Python.h>

typedef struct {
  PyObject_HEAD
  PyObject *peer;
  long weight;
} Node;

static int node_init(Node *self, PyObject *args, PyObject *names) {
  (void)args;
  (void)names;
  self->weight = 1;
  return 0;
}
static PyObject *node_join(PyObject *self, PyObject *to) {
  Py_INCREF(to);
  Py_XSETREF(((Node *)self)->peer, to);
  Py_RETURN_NONE;
}
static void node_dealloc(PyObject *self) {
  Py_CLEAR(((Node *)self)->peer);
  Py_TYPE(self)->tp_free(self);
}
static PyMethodDef node_methods[] = {{"join", node_join, METH_O, NULL}, {NULL}};
static PyTypeObject node_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.Node",
                                 .tp_basicsize = sizeof(Node),
                                 .tp_init = (initproc)node_init,
                                 .tp_dealloc = node_dealloc,
                                 .tp_methods = node_methods,
                                 .tp_new = PyType_GenericNew};

typedef struct {
  PyObject_HEAD
  PyObject *held;
} Box;

static int box_init(PyObject *object, PyObject *args, PyObject *names) {
  (void)args;
  (void)names;
  Box *self = (Box *)object;
  self->held = NULL;
  return 0;
}
static PyObject *box_hold(PyObject *self, PyObject *to) {
  Py_INCREF(to);
  Py_XSETREF(((Box *)self)->held, to);
  Py_RETURN_NONE;
}
static void box_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  Py_CLEAR(((Box *)self)->held);
  type->tp_free(self);
  Py_DECREF(type);
}
static PyMethodDef box_methods[] = {{"hold", box_hold, METH_O, NULL}, {NULL}};
static PyType_Slot box_slots[] = {{Py_tp_dealloc, box_dealloc},
                                  {Py_tp_init, box_init},
                                  {Py_tp_methods, box_methods},
                                  {0, NULL}};
static PyType_Spec box_spec = {"test.Box", sizeof(Box), 0, Py_TPFLAGS_DEFAULT, box_slots};

int main(void) {
  Py_Initialize();
  if (PyType_Ready(&node_type))
    return 1;
  PyObject *box_type = PyType_FromSpec(&box_spec), *script = PyImport_AddModule("__main__");
  PyObject_SetAttrString(script, "Node", (PyObject *)&node_type);
  PyObject_SetAttrString(script, "Box", box_type);
  Py_DECREF(box_type);
  PyRun_SimpleString("a, b = Node(), Node(); a.join(b)\n"
                     "box, other = Box(), Box(); box.hold(other)\n"
#ifndef CLEAN
                     "b.join(a); other.hold(box)\n"
#endif
                     "del a, b, box, other\n");
  return Py_FinalizeEx();
}
// CHECK: RefSan: 2 reference cycles
// CHECK-DAG: Node  32 bytes  strong 1 {{.*}}made at {{.*}}python-initialised.c:17:{{[0-9]+}} in node_init
// CHECK-DAG: peer holds the next object {{ *}}taken at {{.*}}python-initialised.c:23:3
// CHECK-DAG: peer holds the first object {{ *}}taken at {{.*}}python-initialised.c:23:3
// CHECK-DAG: Box  24 bytes  strong 1 {{.*}}made at {{.*}}python-initialised.c:45:{{[0-9]+}} in box_init
// CHECK-DAG: held holds the next object {{ *}}taken at {{.*}}python-initialised.c:52:3
// CHECK-DAG: held holds the first object {{ *}}taken at {{.*}}python-initialised.c:52:3
