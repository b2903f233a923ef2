//===- maps_fuzz.cpp - /proc/self/maps, beside sscanf ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "platform/maps.h"

using namespace refsan;
using namespace refsan::fuzzing;

FUZZ(input) {
  Mapping mapping;
  if (input.ConsumeBool()) {
    std::string line = input.ConsumeRemainingBytesAsString();
    parseMapping(view(line), mapping);
    return;
  }
  auto begin = input.ConsumeIntegral<u64>(), end = input.ConsumeIntegral<u64>();
  const char *permissions = input.PickValueInArray({"rw-p", "r-xp", "---p", "rwxs"});
  std::string name = input.ConsumeRemainingBytesAsString(), line;
  char numbers[128];
  std::snprintf(numbers, sizeof(numbers), "%08lx-%08lx %s 00000000 08:01 1234   ", begin, end, permissions);
  line = numbers + name;
  must(parseMapping(view(line), mapping), "what the kernel writes is understood");
  must(mapping.range.begin == begin && mapping.range.end == end, "the addresses");
  must(mapping.readable == (permissions[0] == 'r') && mapping.writable == (permissions[1] == 'w') &&
           mapping.executable == (permissions[2] == 'x'),
       "the permissions");
  must(text(mapping.name) == text(trim(view(name))), "the name");
}
