// Intent: the same tree whose children hold the parent weakly is freed.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>
#include <string>
#include <vector>

struct Widget {
  explicit Widget(const std::string &name) : name(name) {}
  std::string name;
  std::weak_ptr<Widget> parent;
  std::vector<std::shared_ptr<Widget>> children;
};

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
