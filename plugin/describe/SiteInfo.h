//===- SiteInfo.h - refsan_site constants -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where an instruction stands, as a constant of the module, uniqued.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_DESCRIBE_SITEINFO_H
#define REFSAN_PLUGIN_DESCRIBE_SITEINFO_H

#include "base/Constants.h"
#include "names/LibraryCode.h"
#include "refsan/kinds.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class DISubprogram;
class Instruction;
} // namespace llvm

namespace refsan {

/// One level of inlining around an instruction (rustc inlines some of std
/// before LLVM sees it).
struct SourceFrame {
  const llvm::DISubprogram *Subprogram;
  const llvm::DIFile *File;
  unsigned Line, Column;
};
/// Innermost first; empty without debug info.
llvm::SmallVector<SourceFrame, 4> sourceFrames(const llvm::Instruction &I);

/// What is allocated at a site.
struct SiteType {
  llvm::GlobalVariable *Type = nullptr;
  Layout Shape = Layout::One;
  bool Stored = false; // for std::function and the like
  AllocFamily Family = AllocFamily::None;
  bool ForCaller = false; // of the function that allocates
};

class SiteInfo {
  Constants &C;
  SymbolNames &Names;
  LibraryCode &Library;
  llvm::DenseMap<llvm::Constant *, llvm::GlobalVariable *> Uniqued;

public:
  SiteInfo(Constants &C, SymbolNames &Names, LibraryCode &Library) : C(C), Names(Names), Library(Library) {}

  /// The user's line if there is one around \p I, else the library's.
  /// \p Shown replaces the function's name (table rows have names of their own).
  llvm::GlobalVariable *site(const llvm::Instruction &I, Op What, SiteType Type = {}, llvm::StringRef Shown = "");
  /// A library's function: the line is that of the thread's context.
  llvm::GlobalVariable *operation(Op What, llvm::StringRef Shown);

private:
  llvm::GlobalVariable *uniqued(llvm::Constant *Init);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_DESCRIBE_SITEINFO_H
