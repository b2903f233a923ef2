// Intent: a parent with a vector of children that hold it strongly is one cycle, which owns all of them.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>
#include <string>
#include <vector>

struct Widget {
  explicit Widget(const std::string &name) : name(name) {}
  std::string name;
#ifdef CLEAN
  std::weak_ptr<Widget> parent;
#else
  std::shared_ptr<Widget> parent;
#endif
  std::vector<std::shared_ptr<Widget>> children;
};

// CHECK: RefSan: 1 reference cycle keeps
// CHECK: Widget
// CHECK-DAG: children
// CHECK-DAG: parent
static size_t show() {
  auto dialog = std::make_shared<Widget>("dialog");
  for (const char *name : {"ok", "cancel"}) {
    auto button = std::make_shared<Widget>(name);
    button->parent = dialog;
    dialog->children.push_back(button);
  }
  return dialog->children.size();
}

int main() { return show() == 2 ? 0 : 1; }
