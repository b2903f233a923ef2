//===- small_strings.cpp - strings just too long to be kept in place -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// small_strings STRINGS
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <vector>

int main(int, char **argv) {
  long strings = std::atol(argv[1]);
  std::vector<std::string> recent(512);
  std::unordered_map<std::string, long> seen;
  long bytes = 0;
  for (long i = 0; i < strings; i++) {
    std::string text = "customer/" + std::to_string(i % 5003) + "/order/" + std::to_string(i);
    bytes += static_cast<long>(text.size());
    std::string &slot = recent[static_cast<size_t>(i * 7) % recent.size()];
    if (i % 16 == 0)
      seen[text.substr(0, 18)]++;
    slot = std::move(text);
  }
  std::printf("%ld %zu\n", bytes, seen.size());
}
