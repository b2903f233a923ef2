// A widget holds its children, each child holds its parent: one of the two
// should have been a weak_ptr.

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

struct Widget {
  explicit Widget(std::string name) : name(std::move(name)) {}

  void add(std::shared_ptr<Widget> child, const std::shared_ptr<Widget> &self) {
    child->parent = self;
    children.push_back(std::move(child));
  }

  std::string name;
  std::shared_ptr<Widget> parent;
  std::vector<std::shared_ptr<Widget>> children;
};

static size_t showDialog() {
  auto dialog = std::make_shared<Widget>("dialog");
  dialog->add(std::make_shared<Widget>("ok"), dialog);
  dialog->add(std::make_shared<Widget>("cancel"), dialog);
  return dialog->children.size();
}

int main() {
  std::printf("a dialog with %zu buttons\n", showDialog());
  return 0;
}
