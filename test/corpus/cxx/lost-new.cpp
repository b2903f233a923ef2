// corpus: leak class=lost members=1 bytes=24 type=Point line=11
// fixed: clean
struct Point {
  double x = 0, y = 0, z = 0;
};

static double work() {
#ifdef FIXED
  Point local, *point = &local;
#else
  Point *point = new Point;
#endif
  point->x = 2;
  return point->x + point->y;
}

int main() { return work() != 2; }
