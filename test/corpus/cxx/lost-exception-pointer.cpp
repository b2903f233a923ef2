// corpus: leak class=lost members=1 bytes=8 exit=23
// fixed: clean
// The pointer to a caught exception is lost, and with it the exception and what that holds.
#include <exception>
#include <memory>
#include <stdexcept>

struct Failure : std::runtime_error {
  std::unique_ptr<char[]> text{new char[60]};
  Failure() : std::runtime_error("a text that is too long to be kept inside") {}
};

static std::exception_ptr fail() {
  try {
    throw Failure();
  } catch (...) {
    return std::current_exception();
  }
}

int main() {
  auto *kept = new std::exception_ptr(fail());
#ifdef FIXED
  delete kept;
#endif
  kept = nullptr;
}
