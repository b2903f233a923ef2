// Intent: a list and a dictionary on the way of a cycle are objects with fields and lines, what they keep their items in is theirs.
// REQUIRES: python3-dev
// RUN: %clang_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#include <Python.h>

typedef struct {
  PyObject_HEAD
  PyObject *children, *names, *parent;
} Element;

static void element_dealloc(PyObject *self) {
  Element *e = (Element *)self;
  Py_XDECREF(e->children);
  Py_XDECREF(e->names);
#ifndef CLEAN
  Py_XDECREF(e->parent);
#endif
  Py_TYPE(self)->tp_free(self);
}
static PyTypeObject element_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.Element",
                                    .tp_basicsize = sizeof(Element), .tp_dealloc = element_dealloc};

static Element *element_new(Element *parent) {
  Element *e = PyObject_New(Element, &element_type);
  e->children = PyList_New(0);
  e->names = PyDict_New();
  e->parent = (PyObject *)parent;
#ifndef CLEAN
  Py_XINCREF(parent);
#endif
  return e;
}

int main(void) {
  Py_Initialize();
  if (PyType_Ready(&element_type))
    return 1;
  Element *root = element_new(NULL);
  Element *in_list = element_new(root);
  PyList_Append(root->children, (PyObject *)in_list);
  Py_DECREF(in_list);
  Element *other = element_new(NULL);
  Element *in_dict = element_new(other);
  PyDict_SetItemString(other->names, "first", (PyObject *)in_dict);
  Py_DECREF(in_dict);
  Py_DECREF(other);
  Py_DECREF(root);
  return Py_FinalizeEx();
}
// CHECK: RefSan: 2 reference cycles keep
// CHECK-DAG: children holds the {{.*}}made with at {{.*}}python-containers.c:29:17
// CHECK-DAG: ob_item[0] holds the {{.*}}taken at {{.*}}python-containers.c:44:3 by PyList_Append
// CHECK-DAG: names holds the {{.*}}made with at {{.*}}python-containers.c:30:14
// CHECK-DAG: ma_keys[…] holds the {{.*}}taken at {{.*}}python-containers.c:48:3 by PyDict_SetItemString
// CHECK-DAG: PyListObject  56 bytes
// CHECK-DAG: PyDictObject  64 bytes
