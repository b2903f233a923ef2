// Intent: an optional that was reset holds nothing (boost).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
  vertex->schema.reset();
}
