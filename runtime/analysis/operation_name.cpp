//===- operation_name.cpp - short names of library operations -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/operation_name.h"

namespace refsan {
namespace operation_name {

// Where the bracket that opens at `open` closes; the end if it does not.
static usize closing(StringView text, usize open) {
  usize depth = 0;
  for (usize i = open; i < text.size; ++i) {
    bool arrow = i > 0 && text[i] == '>' && (text[i - 1] == '-' || text[i - 1] == '=');
    if (text[i] == '<')
      ++depth;
    else if (text[i] == '>' && !arrow && --depth == 0)
      return i;
  }
  return text.size;
}

// "operator<", "operator->" and so on are names, not brackets.
static bool isOperator(StringView name) { return startsWith(name, "operator") && name.size > 8; }

// The last name of a path whose brackets are balanced, without its arguments,
// and where it begins.
static StringView lastName(StringView path, usize *begin) {
  usize start = 0, end = path.size;
  for (usize i = 0; i < path.size; ++i) {
    if (isOperator(path.from(i)) && (i == 0 || path[i - 1] == ':')) {
      start = i;
      end = path.size;
      break;
    }
    if (path[i] == '<') {
      if (i > start && end == path.size) // arguments after a name; else "<T as Trait>", a name itself
        end = i;
      i = closing(path, i);
    } else if (path[i] == ':' && i + 1 < path.size && path[i + 1] == ':') {
      bool more = i + 2 < path.size && path[i + 2] != '<'; // "::<T>": only arguments follow
      if (more) {
        start = i + 2;
        end = path.size;
      } else if (end == path.size) {
        end = i;
      }
      ++i;
    }
  }
  *begin = start;
  return path.from(start, end > start ? end - start : 0);
}

// "<T as Trait>" and "<T>" -> T.
static StringView implementingType(StringView name) {
  if (!startsWith(name, "<"))
    return name;
  StringView inner = name.from(1, closing(name, 0) - 1);
  for (usize i = 0; i + 4 <= inner.size; ++i) {
    if (inner[i] == '<')
      i = closing(inner, i);
    else if (inner.from(i, 4) == " as ")
      return inner.from(0, i);
  }
  return inner;
}

} // namespace operation_name

StringView lastComponent(StringView path) {
  usize begin;
  return operation_name::lastName(path, &begin);
}

void shortenOperation(StringView function, TextBuilder &out) {
  using namespace operation_name;
  usize begin;
  StringView name = lastName(function, &begin);
  if (begin < 2) {
    out.text(name);
    return;
  }
  StringView scope = function.from(0, begin - 2);
  usize scope_begin;
  StringView type;
  if (startsWith(scope, "<") && closing(scope, 0) + 1 == scope.size)
    type = lastComponent(implementingType(scope));
  else
    type = lastName(scope, &scope_begin);
  // libstdc++'s bases stand for what the user wrote.
  if (startsWith(type, "__"))
    type = type.from(2);
  out.text(type).text(type.size ? "::" : "").text(name);
}

} // namespace refsan
