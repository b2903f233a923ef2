// corpus: leak class=lost members=1 type=File line=12
// fixed: clean
// release() gives the object to nobody, where reset() was meant.
#include <memory>

struct File {
  int handle = 3;
  ~File() { handle = -1; }
};

static int work() {
  auto file = std::make_unique<File>();
  int handle = file->handle;
#ifdef FIXED
  file.reset();
#else
  file.release();
#endif
  return handle;
}

int main() { return work() != 3; }
