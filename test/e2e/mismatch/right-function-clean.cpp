// Intent: functions that belong together, in all their forms, are silent: aligned, nothrow, a class's own, placement, of
// libraries, of a program that has operator new and delete of its own.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %clangxx_refsan %s -DOWN -o %t-own
// RUN: %silent 0 %run %t-own

#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <memory_resource>
#include <new>
#include <string>
#include <vector>

#ifdef OWN
static void *give(size_t size) { return malloc(size ? size : 1); }
static void take(void *block) { free(block); }
void *operator new(size_t size) { return give(size); }
void operator delete(void *block) noexcept { take(block); }
void operator delete(void *block, size_t) noexcept { take(block); }
#endif

struct alignas(64) Wide {
  char bytes[64];
};

struct Pooled {
  int value = 0;
  static void *operator new(size_t size) { return malloc(size); }
  static void operator delete(void *block) { free(block); }
  static void *operator new[](size_t size) { return ::operator new(size); }
  static void operator delete[](void *block) { ::operator delete(block); }
};

struct Named {
  std::string name = "a name that is too long to be in the object itself";
  ~Named() { name.clear(); }
};

int main() {
  delete new Named;
  delete[] new Named[3];
  delete new Wide;
  delete[] new Wide[2];
  delete new (std::nothrow) int;
  delete[] new (std::nothrow) int[3];
  delete new Pooled;
  delete[] new Pooled[3];
  operator delete(operator new(10));
  operator delete[](operator new[](10));
  ::operator delete(::operator new(100, std::align_val_t(64)), std::align_val_t(64));

  free(strdup("text"));
  char *grown = static_cast<char *>(realloc(malloc(4), 4000));
  free(realloc(grown, 10));
  free(calloc(3, 5));
  free(aligned_alloc(64, 128));
  free(nullptr);
  delete static_cast<int *>(nullptr);

  void *room = malloc(sizeof(Named));
  (new (room) Named)->~Named();
  free(room);

  std::vector<Named> all(10);
  std::map<std::string, std::shared_ptr<Named>> by_name;
  by_name["one"] = std::make_shared<Named>();
  std::unique_ptr<Named[]> array(new Named[2]);
  std::unique_ptr<char, decltype(&free)> text(strdup("text"), &free);
  std::shared_ptr<Named[]> shared(new Named[2]);
  std::function<void()> call = [all] {};
  std::pmr::vector<int> numbers(100, std::pmr::new_delete_resource());
}
