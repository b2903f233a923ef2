//===- names.h - names for addresses ----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the symbol tables say, in the words reports use. Used by the check after
// the verdict; strings live as long as the report.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_NAMES_H
#define REFSAN_ANALYSIS_NAMES_H

#include "analysis/scratch.h"
#include "platform/modules.h"

namespace refsan {

class Names {
public:
  // `symbol_at` as in platform/symbols.h, or a fake's.
  Names(ModuleList modules, const char *(*symbol_at)(const Module &, uptr, usize *))
      : modules_(modules), symbol_at_(symbol_at) {}

  const ModuleList &modules() const { return modules_; }
  const Module *module(uptr address) const { return findModule(modules_, address); }
  // The function around a code address, demangled where that is plain; null: unknown.
  const char *function(uptr pc) const;
  // The variable around an address and how far behind its begin that is; null: unknown.
  const char *variable(uptr address, usize *into) const;
  // The class whose virtual function table this address is in; null: none.
  const char *classOfTable(uptr address) const;

  // Code of the C and C++ libraries: a report starts above it.
  bool isSystemCode(uptr pc) const;
  // Code of RefSan itself or an allocation function: never shown.
  bool isOwnCode(uptr pc) const;

private:
  ModuleList modules_;
  const char *(*symbol_at_)(const Module &, uptr, usize *);
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_NAMES_H
