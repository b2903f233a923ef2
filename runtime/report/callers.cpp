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
      contains(place.file, "/include/c++/"))
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

// Of the frames that go on outward from `begin`, the callers of `at`. `is_library(place)`: its code is not shown.
template <typename IsLibrary>
static usize pick(const Place &at, Span<Frame> stack, usize begin, const Frame **out, usize max, IsLibrary is_library) {
  usize count = 0;
  for (usize i = begin; i < stack.size && count < max; ++i)
    if (const Place &place = stack[i].place; place.function && !is_library(place)) {
      // Around the user's main there may be the one that starts it.
      bool starts_main = !place.file && StringView(place.function) == "main";
      if (!starts_main || !endsWith(count ? out[count - 1]->place.function : at.function, "::main"))
        out[count++] = &stack[i];
    }
  return count;
}
} // namespace callers

usize callersOf(const Place &at, Span<Frame> stack, const Frame **out, usize max) {
  using namespace callers;
  auto is_library = [](const Place &place) { return isLibrary(place) || isFetched(place.file); };
  usize first = 0;
  while (first < stack.size && !isFunction(stack[first].place.function, at.function))
    ++first;
  if (first == stack.size) { // not there by this name: it is the first that is no library
    first = 0;
    while (first < stack.size && (!stack[first].place.function || is_library(stack[first].place)))
      ++first;
  }
  if (usize count = pick(at, stack, first + 1, out, max, is_library))
    return count;
  // A stack that ends before the program's own code: that of fetched packages is better than nothing.
  return isFetched(at.file) ? pick(at, stack, first + 1, out, max, isLibrary) : 0;
}

} // namespace refsan
