// corpus: clean
// flags: -pthread
// What the C++ library keeps for itself: locales, streams, futures, regular expressions, the emergency pool.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <locale>
#include <memory_resource>
#include <random>
#include <regex>
#include <sstream>

int main() {
  std::ostringstream text;
  text.imbue(std::locale("C"));
  text << std::fixed << 3.5 << ' ' << std::boolalpha << true;
  std::ifstream missing("/nonexistent/file");
  auto later = std::async(std::launch::async, [] { return std::string(100, 'x').size(); });
  bool matches = std::regex_match("aab", std::regex("(a|b)*"));
  std::pmr::monotonic_buffer_resource arena;
  std::pmr::vector<int> numbers(100, 1, &arena);
  std::mt19937 random(1);
  std::shuffle(numbers.begin(), numbers.end(), random);
  bool exists = std::filesystem::exists("/");
  std::cout << text.str() << matches << exists << later.get() << '\n';
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
