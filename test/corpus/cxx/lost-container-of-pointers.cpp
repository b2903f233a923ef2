// corpus: leak class=lost times=4 objects=4 members=1 type=Shape
// fixed: clean
// A vector of owning raw pointers goes without what it points to.
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual int sides() const { return 4; }
};

static int work() {
  std::vector<Shape *> shapes;
  for (int i = 0; i < 4; i++)
    shapes.push_back(new Shape);
  int sides = shapes[3]->sides();
#ifdef FIXED
  for (Shape *shape : shapes)
    delete shape;
#endif
  return sides;
}

int main() { return work() != 4; }
