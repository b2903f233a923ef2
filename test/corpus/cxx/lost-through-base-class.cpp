// corpus: leak class=lost members=1 type=Circle
// fixed: clean
// Made as the derived class, lost as the base class.
struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Circle : Shape {
  double radius = 2;
  double area() const override { return 3 * radius * radius; }
};

static Shape *make() { return new Circle; }

static double work() {
  Shape *shape = make();
  double area = shape->area();
#ifdef FIXED
  delete shape;
#endif
  return area;
}

int main() { return work() != 12; }
