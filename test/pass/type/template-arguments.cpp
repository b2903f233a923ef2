// Intent: a template's arguments are in its name, std's default ones and inner namespaces are not.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <map>
#include <string>
#include <vector>
// CHECK: type app::Pool<std::string> short Pool size
// CHECK: type app::Pool<std::vector<int>> short Pool size
// CHECK: type app::Pool<std::map<int, std::string>> short Pool size
namespace app {
template <class T> struct Pool {
  T *items;
};
} // namespace app
void user(void **out) {
  out[0] = new app::Pool<std::string>;
  out[1] = new app::Pool<std::vector<int>>;
  out[2] = new app::Pool<std::map<int, std::string>>;
}
