//===- function_name.cpp - names of functions, to be read -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/function_name.h"

namespace refsan {
namespace function_name {

constexpr StringView inline_namespaces[] = {"std::__cxx11::", "std::__1::"};
constexpr StringView string_arguments = "basic_string<char, std::char_traits<char>, std::allocator<char>";
constexpr StringView by_default[] = {"std::allocator<", "std::char_traits<", "std::default_delete<",
                                     "std::equal_to<",  "std::hash<",        "std::less<"};

static usize bracketEnd(StringView text, usize at) {
  return at < text.size && text[at] == '>' ? at + 1 : startsWith(text.from(at), " >") ? at + 2 : 0;
}

// How long ", std::allocator<...>" is at the beginning, with the space before the bracket that follows; 0: it is none.
static usize sizeOfDefault(StringView text) {
  if (!startsWith(text, ", "))
    return 0;
  for (StringView prefix : by_default) {
    if (!startsWith(text.from(2), prefix))
      continue;
    usize at = 2 + prefix.size;
    for (usize depth = 1; depth && at < text.size; ++at)
      depth += text[at] == '<' ? 1 : text[at] == '>' ? -1 : 0;
    if (startsWith(text.from(at), "::")) // a type inside of it is not the default
      return 0;
    return startsWith(text.from(at), " >") ? at + 1 : at;
  }
  return 0;
}

} // namespace function_name

bool FunctionName::next(StringView &part) {
  using namespace function_name;
  while (usize skipped = sizeOfDefault(rest_))
    rest_ = rest_.from(skipped);
  if (rest_.empty())
    return false;
  for (StringView name : inline_namespaces) {
    if (!startsWith(rest_, name))
      continue;
    rest_ = rest_.from(name.size);
    usize end = startsWith(rest_, string_arguments) ? bracketEnd(rest_, string_arguments.size) : 0;
    rest_ = rest_.from(end);
    part = end ? "std::string" : "std::";
    return true;
  }
  usize at = 1;
  while (at < rest_.size && rest_[at] != ',' && !startsWith(rest_.from(at), "std::"))
    ++at;
  part = rest_.from(0, at);
  rest_ = rest_.from(at);
  return true;
}

} // namespace refsan
