// Intent: a handle in a boost::optional is a reference, as long as that holds one (boost).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/make_shared.hpp>
#include <boost/optional.hpp>
#include <boost/shared_ptr.hpp>

struct Schema;
struct Vertex {
  boost::optional<boost::shared_ptr<Schema>> schema, old;
};
struct Schema {
  boost::shared_ptr<Vertex> start;
};

int main() {
  auto schema = boost::make_shared<Schema>();
  auto vertex = boost::make_shared<Vertex>();
  schema->start = vertex;
  vertex->old = schema;
  vertex->old = boost::none;
  vertex->schema = schema;
#ifdef CLEAN
  vertex->schema.reset();
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: start holds the next object {{ *}}taken at {{.*}}.cpp:[[@LINE-9]]:
// CHECK-NOT: old holds
// CHECK: schema holds the first object {{ *}}taken at {{.*}}.cpp:[[@LINE-8]]:
