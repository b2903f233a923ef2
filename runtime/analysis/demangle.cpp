//===- demangle.cpp - names out of linker symbols -------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/demangle.h"

namespace refsan {
namespace demangling {

// What Rust's legacy mangling writes for characters a symbol must not have.
struct Escape {
  StringView escaped;
  StringView plain;
};
constexpr Escape escapes[] = {{"$LT$", "<"},   {"$GT$", ">"},  {"$RF$", "&"},  {"$BP$", "*"},  {"$C$", ","},
                              {"$LP$", "("},   {"$RP$", ")"},  {"$u20$", " "}, {"$u27$", "'"}, {"$u5b$", "["},
                              {"$u5d$", "]"},  {"$u7b$", "{"}, {"$u7d$", "}"}, {"$u3b$", ";"}, {"$u2b$", "+"},
                              {"$u22$", "\""}, {"..", "::"}};

constexpr StringView prefixes[] = {"_ZTV", "_ZTI", "_ZTS", "_Z"};

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

static void writeIdentifier(StringView name, TextBuilder &out) {
  if (startsWith(name, "_$")) // a name may not begin with '$'
    name = name.from(1);
  while (!name.empty()) {
    usize used = 0;
    for (const Escape &escape : escapes)
      if (used == 0 && startsWith(name, escape.escaped)) {
        out.text(escape.plain);
        used = escape.escaped.size;
      }
    if (used == 0)
      out.character(name[used++]);
    name = name.from(used);
  }
}

// "17h0123456789abcdef": the last name of a Rust symbol.
static bool isRustHash(StringView name) {
  u64 value;
  return name.size == 17 && name[0] == 'h' && parseHex(name.from(1), value);
}

class Parser {
public:
  Parser(StringView symbol, TextBuilder &out) : rest_(symbol), out_(out) {}

  bool name() {
    bool nested = take("N");
    if (nested)
      while (take("K") || take("V") || take("R") || take("O")) {
      } // qualifiers of a member function
    bool any = false;
    while (!rest_.empty() && rest_[0] != 'E') {
      if (!component(any))
        break;
      any = true;
      if (!nested && rest_[0] != 'I')
        break;
    }
    return any && (!nested || take("E"));
  }

private:
  bool take(StringView text) {
    if (!startsWith(rest_, text))
      return false;
    rest_ = rest_.from(text.size);
    return true;
  }

  bool component(bool any) {
    if (take("St")) {
      out_.text("std");
      return rest_.empty() || isDigit(rest_[0]) ? component(true) : true;
    }
    if (any && rest_[0] == 'I')
      return arguments();
    if (any && (take("C1") || take("C2") || take("C3")))
      return repeatClass("");
    if (any && (take("D0") || take("D1") || take("D2")))
      return repeatClass("~");
    return identifier(any);
  }

  bool identifier(bool any) {
    take("L"); // of internal linkage
    usize digits = 0;
    while (digits < rest_.size && isDigit(rest_[digits]))
      ++digits;
    u64 size;
    if (!parseUnsigned(rest_.from(0, digits), size) || size > rest_.size - digits)
      return false;
    StringView name = rest_.from(digits, size);
    rest_ = rest_.from(digits + size);
    if (any && isRustHash(name) && startsWith(rest_, "E"))
      return true;
    last_ = name;
    out_.text(any ? "::" : "");
    if (startsWith(name, "_GLOBAL__N"))
      out_.text("(anonymous)");
    else
      writeIdentifier(name, out_);
    return true;
  }

  bool repeatClass(StringView before) {
    out_.text("::").text(before).text(last_);
    return true;
  }

  // Skips to the E that closes the arguments: names are skipped whole, and what
  // opens a level of its own is counted.
  bool arguments() {
    u32 depth = 0;
    do {
      char c = rest_[0];
      usize digits = 0;
      while (digits < rest_.size && isDigit(rest_[digits]))
        ++digits;
      u64 size = 0;
      if (digits > 0 && !(parseUnsigned(rest_.from(0, digits), size) && size <= rest_.size - digits))
        return false;
      if (c == 'I' || c == 'N' || c == 'X' || c == 'L' || c == 'J' || c == 'F')
        ++depth;
      else if (c == 'E')
        --depth;
      bool literal = c == 'L'; // "Lb1E", "Li20E": digits are no name
      rest_ = rest_.from(digits ? digits + size : 1);
      while (literal && !rest_.empty() && rest_[0] != 'E')
        rest_ = rest_.from(1);
      if (c == 'S' && !rest_.empty()) { // a substitution: "S_", "S0_", "St", "Sa"
        while (!rest_.empty() && (isDigit(rest_[0]) || (rest_[0] >= 'A' && rest_[0] <= 'Z')))
          rest_ = rest_.from(1);
        rest_ = rest_.from(1);
      }
    } while (depth > 0 && !rest_.empty());
    out_.text("<...>");
    return depth == 0;
  }

  StringView rest_;
  TextBuilder &out_;
  StringView last_; // name of the class that a constructor repeats
};

} // namespace demangling

bool demangle(StringView symbol, TextBuilder &out) {
  StringView body = symbol;
  for (StringView prefix : demangling::prefixes)
    if (startsWith(symbol, prefix)) {
      body = symbol.from(prefix.size);
      break;
    }
  if (body.size == symbol.size)
    return false;
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  if (!demangling::Parser(body, text).name())
    return false;
  out.text(text.view());
  return true;
}

} // namespace refsan
