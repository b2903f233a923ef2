// corpus: clean
// Exceptions through many frames, nested, rethrown, kept and stored: libstdc++'s memory for them is no leak.
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

static std::exception_ptr kept;

static void fail(int depth) {
  std::vector<std::string> locals(3, "a text that needs a block of its own");
  if (!depth)
    throw std::runtime_error("at the bottom, with a text that needs a block");
  try {
    fail(depth - 1);
  } catch (...) {
    if (depth % 2)
      std::throw_with_nested(std::logic_error("on the way"));
    throw;
  }
}

int main() {
  for (int i = 0; i < 10; i++)
    try {
      fail(8);
    } catch (const std::exception &) {
      kept = std::current_exception();
    }
  return !kept;
}
