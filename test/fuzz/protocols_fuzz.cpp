//===- protocols_fuzz.cpp - protocol files ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "protocols/Protocols.h"

using namespace refsan;
using namespace refsan::fuzzing;

FUZZ(input) {
  std::string text = input.ConsumeRemainingBytesAsString();
  Protocols protocols;
  std::string error = parseProtocols(text, {"file", 1, ""}, protocols);
  must(error.empty() || error.rfind("file:", 0) == 0, "an error says where");
  for (const DeclaredFunction &function : protocols.Functions) {
    must(!function.Name.empty(), "a function has a name");
    must(function.Where.rfind("file:", 0) == 0, "and a place");
  }
  for (const DeclaredCount &count : protocols.Counts)
    must(!count.Type.empty() && !count.Field.empty(), "a count has a type and a field");
}
