//===- demangle_rust.cpp - names out of Rust's v0 symbols -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A recursive descent along the grammar of Rust's symbol mangling v0: paths,
// types and generic arguments; constants are shown as "_". The depth is bounded.
//
//===----------------------------------------------------------------------===//

#include "analysis/demangle.h"

namespace refsan {
namespace {

constexpr const char *basic_types[26] = {"i8",    "bool",  "char", "f64", "str",   "f32",  nullptr, "u8",    "isize",
                                         "usize", nullptr, "i32",  "u32", "i128",  "u128", "_",     nullptr, nullptr,
                                         "i16",   "u16",   "()",   "...", nullptr, "i64",  "u64",   "!"};

class RustParser {
public:
  RustParser(StringView symbol, TextBuilder &out) : symbol_(symbol), out_(out) {}

  bool symbol() { return path(true) && good_; }

private:
  static constexpr u32 kMaxDepth = 64;

  struct Deeper { // one level of the grammar
    explicit Deeper(RustParser &parser) : parser(parser) { parser.good_ &= ++parser.depth_ < kMaxDepth; }
    ~Deeper() { --parser.depth_; }
    RustParser &parser;
  };

  char peek() const { return at_ < symbol_.size ? symbol_[at_] : '\0'; }
  bool take(char c) {
    bool taken = at_ < symbol_.size && symbol_[at_] == c;
    at_ += taken;
    return taken;
  }
  void write(StringView text) {
    if (!silent_)
      out_.text(text);
  }

  u64 base62() {
    u64 value = 0;
    if (take('_'))
      return 0;
    for (char c; (c = peek()) && c != '_'; ++at_) {
      u32 digit = c <= '9' ? c - '0' : c >= 'a' ? c - 'a' + 10 : c - 'A' + 36;
      value = value * 62 + digit;
    }
    good_ &= take('_');
    return value + 1;
  }

  u64 disambiguator() { return take('s') ? base62() + 1 : 0; }

  StringView identifier(u64 *number) {
    *number = disambiguator();
    take('u'); // punycode: shown as it is
    usize digits = at_;
    while (peek() >= '0' && peek() <= '9')
      ++at_;
    u64 size = 0;
    good_ &= parseUnsigned(symbol_.from(digits, at_ - digits), size);
    take('_');
    good_ &= size <= symbol_.size - at_;
    if (!good_)
      return {};
    at_ += size;
    return symbol_.from(at_ - size, size);
  }

  template <typename F> bool backReference(F parse) {
    usize here = at_ - 1;
    u64 target = base62();
    good_ &= target < here;
    usize after = at_;
    at_ = target;
    bool parsed = good_ && parse();
    at_ = after;
    return parsed;
  }

  bool path(bool value) {
    Deeper deeper(*this);
    u64 number;
    if (!good_)
      return false;
    if (take('C')) {
      write(identifier(&number));
      return good_;
    }
    if (take('N'))
      return nested(value);
    if (take('M'))
      return implPath() && (write("<"), type()) && (write(">"), true);
    if (take('X'))
      return implPath() && traitOf();
    if (take('Y'))
      return traitOf();
    if (take('I')) {
      bool parsed = path(value);
      write(value ? "::<" : "<");
      parsed = parsed && arguments();
      write(">");
      return parsed;
    }
    return take('B') && backReference([&] { return path(value); });
  }

  bool nested(bool value) {
    char space = peek();
    at_ += space != '\0';
    if (!space || !path(value))
      return false;
    u64 number;
    StringView name = identifier(&number);
    if (space >= 'A' && space <= 'Z') {
      char digits[kMaxDigits];
      write(space == 'C' ? "::{closure" : space == 'S' ? "::{shim" : "::{");
      write(name.empty() ? "" : ":");
      write(name);
      write("#");
      write(StringView(digits, formatDecimal(number, digits)));
      write("}");
    } else if (!name.empty()) {
      write("::");
      write(name);
    }
    return good_;
  }

  // The path of the impl block itself says nothing to a reader.
  bool implPath() {
    disambiguator();
    bool before = silent_;
    silent_ = true;
    bool parsed = path(false);
    silent_ = before;
    return parsed;
  }

  bool traitOf() {
    write("<");
    bool parsed = type();
    write(" as ");
    parsed = parsed && path(false);
    write(">");
    return parsed;
  }

  bool list(StringView between, char end, bool (RustParser::*element)()) {
    for (bool first = true; !take(end); first = false) {
      write(first ? "" : between);
      if (!good_ || !(this->*element)())
        return false;
    }
    return true;
  }

  bool argument() {
    if (take('L')) {
      base62();
      write("'_");
      return good_;
    }
    return take('K') ? constant() : type();
  }
  bool arguments() { return list(", ", 'E', &RustParser::argument); }

  bool constant() {
    write("_");
    if (take('p'))
      return true;
    if (take('B')) {
      base62();
      return good_;
    }
    bool before = silent_;
    silent_ = true;
    bool parsed = type();
    silent_ = before;
    take('n');
    while (peek() && peek() != '_')
      ++at_;
    return parsed && take('_');
  }

  bool reference(StringView text) {
    if (take('L'))
      base62();
    write(text);
    return type();
  }

  bool type() {
    Deeper deeper(*this);
    char c = peek();
    if (!good_ || !c)
      return false;
    if (c >= 'a' && c <= 'z') {
      ++at_;
      write(basic_types[c - 'a'] ? basic_types[c - 'a'] : "?");
      return basic_types[c - 'a'] != nullptr;
    }
    if (take('R'))
      return reference("&");
    if (take('Q'))
      return reference("&mut ");
    if (take('P'))
      return reference("*const ");
    if (take('O'))
      return reference("*mut ");
    if (take('S') || take('A'))
      return array(symbol_[at_ - 1] == 'A');
    if (take('T')) {
      write("(");
      bool parsed = list(", ", 'E', &RustParser::type);
      write(")");
      return parsed;
    }
    if (take('F'))
      return function();
    if (take('D'))
      return dynamic();
    if (take('B'))
      return backReference([&] { return type(); });
    return path(false);
  }

  bool array(bool sized) {
    write("[");
    bool parsed = type();
    if (sized) {
      write("; ");
      parsed = parsed && constant();
    }
    write("]");
    return parsed;
  }

  bool function() {
    if (take('G'))
      base62();
    take('U');
    u64 number;
    if (take('K') && !take('C'))
      identifier(&number);
    write("fn(");
    bool parsed = list(", ", 'E', &RustParser::type);
    write(")");
    if (!parsed || take('u'))
      return parsed;
    write(" -> ");
    return type();
  }

  bool bound() {
    bool parsed = path(false);
    u64 number;
    while (parsed && take('p')) { // an associated type
      identifier(&number);
      bool before = silent_;
      silent_ = true;
      parsed = type();
      silent_ = before;
    }
    return parsed;
  }
  bool dynamic() {
    write("dyn ");
    if (take('G'))
      base62();
    bool parsed = list(" + ", 'E', &RustParser::bound);
    if (parsed && take('L'))
      base62();
    return parsed && good_;
  }

  StringView symbol_; // after "_R"
  TextBuilder &out_;
  usize at_ = 0;
  u32 depth_ = 0;
  bool silent_ = false;
  bool good_ = true;
};

} // namespace

bool demangleRust(StringView symbol, TextBuilder &out) {
  if (!startsWith(symbol, "_R"))
    return false;
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  if (!RustParser(symbol.from(2), text).symbol())
    return false;
  out.text(text.view());
  return true;
}

} // namespace refsan
