// corpus: leak class=lost members=1 bytes=300
// fixed: clean
// Private variables that main alone writes and nobody reads keep what they were given; one has been given something
// else.
#include <atomic>
#include <cstring>
#include <new>
#include <optional>
#include <string>

static int *number;
static std::atomic<long> as_integer;
static std::optional<int *> maybe;
static void *copied[4];
alignas(std::string) static char storage[sizeof(std::string)];
static thread_local unsigned char local_storage[64];
namespace {
char *text;
}

int main() {
  number = new int(4);
  as_integer = reinterpret_cast<long>(new int(5));
  maybe = new int(6);
  int *places[] = {new int(7), new int(8)};
  std::memcpy(copied + 1, places, sizeof(places));
  new (storage) std::string(100, 's');
  new (local_storage) std::string(200, 't');
  text = new char[300];
#ifdef FIXED
  delete[] text;
#endif
  text = new char[400];
}
