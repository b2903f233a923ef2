//===- CheckReach.h - functions that a check may find running ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A check scans the frames of functions that have not returned: those from which
// the program's end is reached, a check on demand, or a call that waits or a loop
// without end while another thread comes to one of these. Destructors are taken to do
// none of this, nor are functions elsewhere that code of a fetched crate calls by name:
// that such a crate ends the program is rare, and most of its functions would be marked
// for others'.
// Worked out at the start of the pipeline, where calls are as they were written,
// and handed on to later passes by an attribute.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_CHECKREACH_H
#define REFSAN_PLUGIN_FRAMES_CHECKREACH_H

#include "names/LibraryCode.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class BasicBlock;
class CallBase;
class Module;
} // namespace llvm

namespace refsan {

class CheckReach {
  LibraryCode &Library;
  llvm::DenseSet<const llvm::Function *> Live;
  llvm::DenseSet<const llvm::Function *> Endless;
  llvm::DenseSet<const llvm::Function *> EndlessByDestructor;

  SymbolNames &Names;
  bool Fetched;

  bool outsideMayCheck(const llvm::Function &Callee);
  bool callsChecked(const llvm::Function &F);
  bool leave(llvm::SmallVector<const llvm::BasicBlock *, 32> Open, bool ByDestructor = false) const;
  void findEndingDestructors();

public:
  CheckReach(llvm::Module &M, LibraryCode &Library, SymbolNames &Names);

  /// Marks the functions during which a check may come, and those declared here or
  /// destructors during which none does.
  void markLive(llvm::Module &M) const;
  /// The call ends the program by way of the check and does not come back: exit
  /// itself, or a function of the user's that always comes to it.
  bool endsProgram(const llvm::CallBase &Call) const;
  /// It does so too, as something is destroyed in there, but counts as one that comes back.
  bool endsInDestructor(const llvm::CallBase &Call) const;
  /// The function may come back, as far as is known here.
  bool returns(const llvm::Function &F) const;
  /// The call waits in a loop that its function does not leave.
  bool waitsForEver(const llvm::CallBase &Call) const;
};

/// A check may come while \p F is running: as markLive() has marked it.
bool mayBeLive(const llvm::Function &F);
/// A check may come during the call: as markLive() has marked what is called.
bool mayCheckDuring(const llvm::CallBase &Call);

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_CHECKREACH_H
