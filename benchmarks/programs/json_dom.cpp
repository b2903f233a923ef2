//===- json_dom.cpp - documents parsed, changed and printed -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// json_dom DOCUMENTS: nlohmann::json.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

static std::string document(long seed) {
  nlohmann::json list = nlohmann::json::array();
  for (long i = 0; i < 200; i++)
    list.push_back({{"id", seed * 200 + i},
                    {"name", "customer number " + std::to_string(i)},
                    {"tags", {"new", "from the web", "wants no letters"}},
                    {"balance", static_cast<double>(i) / 8},
                    {"address", {{"city", "Ulm"}, {"street", "Frauenstraße 10"}, {"floor", nullptr}}}});
  return list.dump();
}

int main(int, char **argv) {
  size_t bytes = 0;
  for (long i = 0, documents = std::atol(argv[1]); i < documents; i++) {
    nlohmann::json parsed = nlohmann::json::parse(document(i));
    for (nlohmann::json &customer : parsed)
      customer["address"]["floor"] = 3;
    nlohmann::json copy = parsed;
    bytes += copy.dump(2).size();
  }
  std::printf("%zu\n", bytes);
}
