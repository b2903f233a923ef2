//===- VariableReader.h - somebody reads the variables ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check looks at what the program has left in its variables, also in those that
// it never reads again. An optimiser that knows all uses of a variable drops what
// is stored to such a one, and makes it a local variable of main. So there is a
// function that reads them, for as long as modules are optimised.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_REWRITE_VARIABLEREADER_H
#define REFSAN_PLUGIN_REWRITE_VARIABLEREADER_H

#include "llvm/IR/PassManager.h"

namespace refsan {

/// Of the variables that may hold a pointer and that an optimiser knows all uses of: those of this
/// module alone; all, if modules are linked before they are optimised to the end.
void addVariableReader(llvm::Module &M, bool Optimises);

/// Takes it out, at the end of the pipeline: nobody calls it.
struct DropVariableReaderPass : llvm::PassInfoMixin<DropVariableReaderPass> {
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

} // namespace refsan

#endif // REFSAN_PLUGIN_REWRITE_VARIABLEREADER_H
