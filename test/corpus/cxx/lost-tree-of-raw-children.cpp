// corpus: leak class=lost objects=1 owned=3
// fixed: clean
// A group of shapes, by pointers to the base class, with what the shapes own.
#include <string>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square : Shape {
  double side;
  std::string name = std::string(100, 'n');
  explicit Square(double of) : side(of) {}
  double area() const override { return side * side; }
};
struct Group : Shape {
  std::vector<Shape *> shapes;
  ~Group() override {
    for (Shape *shape : shapes)
      delete shape;
  }
  double area() const override {
    double sum = 0;
    for (const Shape *shape : shapes)
      sum += shape->area();
    return sum;
  }
};

int main() {
  auto *group = new Group;
  group->shapes.push_back(new Square(2));
  double area = group->area();
#ifdef FIXED
  delete group;
#endif
  return area != 4;
}
