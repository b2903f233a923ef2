// Intent: one line takes all references of a container of the program's own: who called it is told where that is asked for.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %env_refsan_opts=reference_stacks=1:json_path=%t.json %run %t 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=JSON < %t.json
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s --check-prefix=BY-DEFAULT
// RUN: %clangxx_refsan %s -DFIXED -o %t.fixed
// RUN: %silent 0 %env_refsan_opts=reference_stacks=1 %run %t.fixed

// CHECK: RefSan: 1 reference cycle keeps
// CHECK: holds the next object{{ +}}taken at {{.*}}callers-of-references.cpp:[[TAKEN:[0-9]+]]:{{[0-9]+}} by shared_ptr{{.*}}  (closed the cycle)
// CHECK-NEXT: items[key] = value;
// CHECK-NEXT: called from main {{.*}}callers-of-references.cpp:[[@LINE+33]]:
// CHECK: holds the first object{{ +}}taken at {{.*}}callers-of-references.cpp:[[TAKEN]]:
// CHECK-NEXT: items[key] = value;
// CHECK-NEXT: called from make(std::string const&, Handle) {{.*}}callers-of-references.cpp:[[@LINE+23]]:
// CHECK-NEXT: from main {{.*}}callers-of-references.cpp:[[@LINE+28]]:
// CHECK-NOT: reference_stacks
// BY-DEFAULT-COUNT-2: taken at
// BY-DEFAULT-NOT: called from main
// BY-DEFAULT: one line took several of these references; REFSAN_OPTIONS=reference_stacks=1 tells who called it
// JSON: "stacks":{{\[\[}}{"function":
#include <map>
#include <memory>
#include <string>

struct Dict;
struct Handle {
  std::shared_ptr<Dict> object;
};
struct Dict {
  std::map<std::string, Handle> items;
  __attribute__((noinline)) void put(const std::string &key, Handle value) { items[key] = value; }
};
__attribute__((noinline)) static Handle make(const std::string &title, Handle parent) {
  Handle made{std::make_shared<Dict>()};
  made.object->put("title", {std::make_shared<Dict>()});
#ifndef FIXED
  made.object->put("parent", parent);
#endif
  return made;
}
int main() {
  Handle root{std::make_shared<Dict>()};
  Handle kid = make("a", root);
  root.object->put("kids", kid);
}
