//===- callers.cpp - who called the function that leaks -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/callers.h"

#include "base/strings.h"
#include "report/fetched.h"

namespace refsan {
namespace callers {

constexpr StringView library_roots[] = {"std::",   "core::",  "alloc::",     "<alloc::",     "<core::",
                                        "<std::",  "__gnu_",  "__rust_",     "_start",       "__libc_",
                                        "_dl_",    "__scrt_", "hashbrown::", "<hashbrown::", "start_thread",
                                        "__clone", "clone3",  "test::",      "<&mut "};

// "void ns::f<int>(char)" -> "ns::f<int>(char)": a symbolizer shows what templates return.
static StringView withoutReturnType(StringView function) {
  usize depth = 0, begin = 0;
  for (usize i = 0; i < function.size; ++i) {
    char c = function[i];
    if (c == '(')
      break;
    depth += c == '<' ? 1 : 0;
    depth -= c == '>' && depth > 0 ? 1 : 0;
    if (c == ' ' && depth == 0 && !startsWith(function.from(i + 1), "as "))
      begin = i + 1;
  }
  return function.from(begin);
}

static bool contains(StringView text, StringView part) { return find(text, part) != kNotFound; }

static bool isLibrary(const Place &place) {
  // Where rustc's and the C++ compilers' libraries have their sources.
  if (startsWith(place.file, "/rustc/") || contains(place.file, "/rustlib/src/") ||
      contains(place.file, "/include/c++/") || isFetched(place.file))
    return true;
  if (contains(place.function, " as core::ops::function::Fn"))
    return true;
  StringView function = withoutReturnType(place.function);
  for (StringView root : library_roots)
    if (startsWith(function, root))
      return true;
  return false;
}

static bool isNameChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The site's name has no parameters, a symbol may have them, or a hash.
static bool isFunction(StringView function, StringView wanted) {
  function = withoutReturnType(function);
  return !wanted.empty() && startsWith(function, wanted) &&
         (function.size == wanted.size || !isNameChar(function[wanted.size]));
}

} // namespace callers

usize callersOf(const Member &member, const Frame **out, usize max) {
  using namespace callers;
  usize first = 0;
  while (first < member.stack.size && !isFunction(member.stack[first].place.function, member.made_at.function))
    ++first;
  if (first == member.stack.size) { // not there by this name: it is the first that is no library
    first = 0;
    while (first < member.stack.size && (!member.stack[first].place.function || isLibrary(member.stack[first].place)))
      ++first;
  }
  usize count = 0;
  for (usize i = first + 1; i < member.stack.size && count < max; ++i)
    if (const Place &place = member.stack[i].place; place.function && !isLibrary(place)) {
      // Around the user's main there may be the one that starts it.
      bool starts_main = count > 0 && !place.file && StringView(place.function) == "main";
      if (!starts_main || !endsWith(out[count - 1]->place.function, "main"))
        out[count++] = &member.stack[i];
    }
  return count;
}

} // namespace refsan
