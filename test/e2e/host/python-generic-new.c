// Intent: what a script makes of an extension's types is the extension's, though PyType_GenericNew makes it: types, fields
// and lines, whoever fills in the record, and however the type is known.
// RUN: mkdir -p %t && %clang_refsan -shared -fPIC -I%python_include %s -o %t/events.so
// RUN: cd %t && %exits 23 %preload %python_host -c "import events; a = events.Emitter(); b = events.Emitter(); a.connect(b); b.connect(a); del a, b" 2>&1 | FileCheck %s
// RUN: cd %t && %exits 23 %preload %python_host -c "import events; events.keep(events.Opaque())" 2>&1 | FileCheck %s --check-prefix=CHECK-OPAQUE
// RUN: cd %t && %exits 23 %preload %python_host -c "import events; events.keep(events.Late())" 2>&1 | FileCheck %s --check-prefix=CHECK-LATE
// RUN: cd %t && %silent 0 %preload %python_host -c "import events; a = events.Emitter(); b = events.Emitter(); a.connect(b); b.connect(a); a.clear(); events.Opaque(); events.Late()"
// REQUIRES: python3-dev

#include <Python.h>

typedef struct {
  PyObject_HEAD
  PyObject **slots;
  Py_ssize_t n;
} Emitter;
static PyObject *emitter_clear(PyObject *o, PyObject *unused) {
  Emitter *e = (Emitter *)o;
  for (; e->n; --e->n)
    Py_DECREF(e->slots[e->n - 1]);
  Py_RETURN_NONE;
}
static void emitter_dealloc(PyObject *o) {
  Py_XDECREF(emitter_clear(o, NULL));
  PyMem_Free(((Emitter *)o)->slots);
  Py_TYPE(o)->tp_free(o);
}
static PyObject *emitter_connect(PyObject *o, PyObject *to) {
  Emitter *e = (Emitter *)o;
  e->slots = PyMem_Realloc(e->slots, (e->n + 1) * sizeof *e->slots);
  e->slots[e->n++] = Py_NewRef(to);
  Py_RETURN_NONE;
}
static PyMethodDef emitter_methods[] = {
    {"connect", emitter_connect, METH_O, NULL}, {"clear", emitter_clear, METH_NOARGS, NULL}, {0}};
static PyTypeObject emitter_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "events.Emitter",
                                    .tp_basicsize = sizeof(Emitter),
                                    .tp_dealloc = emitter_dealloc,
                                    .tp_methods = emitter_methods,
                                    .tp_new = PyType_GenericNew};

// No function of these takes the object for what it is.
typedef struct {
  PyObject_HEAD
  long number;
} Opaque;
static PyTypeObject opaque_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "events.Opaque",
                                   .tp_basicsize = sizeof(Opaque),
                                   .tp_new = PyType_GenericNew};
static PyTypeObject late_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "events.Late"};

static PyObject *keep(PyObject *self, PyObject *o) {
  Py_INCREF(o);
  Py_RETURN_NONE;
}
static PyMethodDef methods[] = {{"keep", keep, METH_O, NULL}, {0}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "events", NULL, -1, methods};
PyMODINIT_FUNC PyInit_events(void) {
  late_type.tp_basicsize = sizeof(Opaque);
  late_type.tp_new = PyType_GenericNew;
  if (PyType_Ready(&emitter_type) < 0 || PyType_Ready(&opaque_type) < 0 || PyType_Ready(&late_type) < 0)
    return NULL;
  PyObject *m = PyModule_Create(&module);
  PyModule_AddObject(m, "Emitter", Py_NewRef((PyObject *)&emitter_type));
  PyModule_AddObject(m, "Opaque", Py_NewRef((PyObject *)&opaque_type));
  PyModule_AddObject(m, "Late", Py_NewRef((PyObject *)&late_type));
  return m;
}
// CHECK: RefSan: 1 reference cycle keeps 4 objects
// CHECK: Emitter  32 bytes  strong 1 {{.*}}made at {{.*}}python-generic-new.c:36:{{.*}} in emitter_type.new
// CHECK: slots[0] holds the next object {{ *}}taken at {{.*}}python-generic-new.c:31:
// CHECK: slots[0] holds the first object {{ *}}taken at {{.*}}python-generic-new.c:31:
// CHECK-OPAQUE: RefSan: 1 forgotten reference
// CHECK-OPAQUE: _object  24 bytes  strong 1 {{.*}}made at {{.*}}python-generic-new.c:47:
// CHECK-OPAQUE: perhaps the one taken at {{.*}}python-generic-new.c:53:
// CHECK-LATE: RefSan: 1 {{lost object|forgotten reference}}
