// Intent: objects of an extension that is written in C++ are counted by the PyObject that they begin with.
// REQUIRES: python3-dev
// RUN: %clangxx_refsan %s -o %t -I%python_include -l%python_library
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean -I%python_include -l%python_library
// RUN: %silent 0 %run %t-clean

#include <Python.h>
#include <new>
#include <vector>

struct Graph {
  PyObject ob_base;
  std::vector<PyObject *> nodes;
};
struct Node {
  PyObject ob_base;
  PyObject *owner;
};
static PyTypeObject graph_type = {PyVarObject_HEAD_INIT(nullptr, 0)};
static PyTypeObject node_type = {PyVarObject_HEAD_INIT(nullptr, 0)};

static PyObject *newGraph(PyTypeObject *type, PyObject *, PyObject *) {
  auto *graph = reinterpret_cast<Graph *>(type->tp_alloc(type, 0));
  new (&graph->nodes) std::vector<PyObject *>();
  return reinterpret_cast<PyObject *>(graph);
}
static void freeGraph(PyObject *self) {
  auto *graph = reinterpret_cast<Graph *>(self);
  for (PyObject *node : graph->nodes)
    Py_DECREF(node);
  graph->nodes.~vector();
  Py_TYPE(self)->tp_free(self);
}
static void freeNode(PyObject *self) {
  Py_XDECREF(reinterpret_cast<Node *>(self)->owner);
  Py_TYPE(self)->tp_free(self);
}

static Node *add(PyObject *graph) {
  Node *node = PyObject_New(Node, &node_type);
  node->owner = nullptr;
  Py_INCREF(node);
  reinterpret_cast<Graph *>(graph)->nodes.push_back(reinterpret_cast<PyObject *>(node));
  return node;
}
static void attach(Node *node, PyObject *graph) { node->owner = Py_NewRef(graph); }

int main() {
  Py_Initialize();
  graph_type.tp_name = "test.Graph";
  graph_type.tp_basicsize = sizeof(Graph);
  graph_type.tp_new = newGraph;
  graph_type.tp_dealloc = freeGraph;
  node_type.tp_name = "test.Node";
  node_type.tp_basicsize = sizeof(Node);
  node_type.tp_dealloc = freeNode;
  if (PyType_Ready(&graph_type) < 0 || PyType_Ready(&node_type) < 0)
    return 1;
  PyObject *graph = PyObject_CallNoArgs(reinterpret_cast<PyObject *>(&graph_type));
  Node *node = add(graph);
#ifndef CLEAN
  attach(node, graph);
#endif
  Py_DECREF(node);
  Py_DECREF(graph);
  return Py_FinalizeEx();
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: Graph {{.*}}strong 1 {{.*}}made at {{.*}}.cpp:24:
// CHECK: nodes[0] holds the next object
// CHECK: Node {{.*}}strong 1 {{.*}}made at {{.*}}.cpp:41:
// CHECK: owner holds the first object {{ *}}taken at {{.*}}.cpp:47:
