// corpus: leak class=cycle members=2 objects=2 field=impl,self
// fixed: clean
// The implementation is held by a raw pointer that the destructor deletes.
#include <memory>

struct Widget;
struct Impl {
  std::shared_ptr<Widget> self;
  int state = 0;
};
struct Widget {
  Impl *impl = new Impl;
  Widget() = default;
  Widget(const Widget &) = delete;
  ~Widget() { delete impl; }
};

static void work() {
  auto widget = std::make_shared<Widget>();
#ifndef FIXED
  widget->impl->self = widget;
#endif
}

int main() { work(); }
