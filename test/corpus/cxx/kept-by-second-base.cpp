// corpus: clean
// Pointers to a second and to a virtual base point into the middle of the objects.
struct First {
  virtual ~First() = default;
  long a = 1;
};
struct Second {
  virtual ~Second() = default;
  long b = 2;
};
struct Both : First, Second {};
struct Diamond : virtual First, virtual Second {
  long c = 3;
};
Second *second, *diamond;

int main() {
  second = new Both;
  diamond = new Diamond;
  return second->b != diamond->b;
}
