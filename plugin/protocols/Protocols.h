//===- Protocols.h - what a user declares about functions -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lines of a protocol file, of which a macro of refsan.h has one:
//   # a comment
//   retain obj_ref 1
//   count obj refs
// Pure: text in, declarations out; knows no module.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_PROTOCOLS_H
#define REFSAN_PLUGIN_PROTOCOLS_PROTOCOLS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace refsan {

enum class DeclaredRole {
#define REFSAN_PROTOCOL_WORD(Word, Role, Argument, Macro) Role,
#include "tables/ProtocolWords.def"
};

struct DeclaredFunction {
  std::string Name;  // as in code, "obj_ref" or "ns::Class::method", or its symbol
  std::string Scope; // the namespace of the declaration: names are looked up as there
  std::string Where; // "file:line"
  DeclaredRole Role;
  unsigned Argument; // from 0; ~0: what the function returns
};

/// The count of objects of a type is one of its fields.
struct DeclaredCount {
  std::string Type, Scope, Where;
  std::string Field; // "refs", "base.refs"
};

struct Protocols {
  std::vector<DeclaredFunction> Functions;
  std::vector<DeclaredCount> Counts;
};

/// Where the text comes from.
struct ProtocolOrigin {
  std::string File;
  unsigned FirstLine = 1;
  std::string Scope;
};

/// Adds what \p Text declares. Returns "file:line: expected ..., found ..." for the
/// first line that is wrong, else an empty text.
std::string parseProtocols(llvm::StringRef Text, const ProtocolOrigin &From, Protocols &Out);

/// The words that a line may begin with, as a sentence has them: "'a', 'b' or 'c'".
std::string protocolWords();

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_PROTOCOLS_H
