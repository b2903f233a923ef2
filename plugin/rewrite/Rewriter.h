//===- Rewriter.h - the edits of the pass -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each function here makes one kind of edit and keeps everything else about
// the code: invokes, tail calls, attributes, metadata, debug locations.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_REWRITE_REWRITER_H
#define REFSAN_PLUGIN_REWRITE_REWRITER_H

#include "base/Instructions.h"
#include "classify/CallClassifier.h"
#include "describe/SiteInfo.h"

namespace refsan {

/// Replaces an allocation by a call of the runtime. Null: it cannot be
/// (musttail), and is left to the runtime's malloc symbols.
llvm::CallBase *rewriteAllocation(llvm::CallBase &Call, const AllocCall &What, RuntimeAbi &Abi, llvm::Constant *Site);
/// Puts the entry point for a call that gives a block back in its place.
void rewriteDeallocation(llvm::CallBase &Call, const FreeCall &What, RuntimeAbi &Abi, llvm::Constant *Site);

/// A block that may stay unused in part: a container's buffer, a structure that is filled later.
bool mayHaveSpareRoom(const llvm::CallBase &Call, const AllocCall &What, SymbolNames &Names);
/// Overwrites what blocks that were there before have left in it.
void clearSpareRoom(llvm::CallBase &Allocation, bool Optimises);

/// The program's own global allocator works through the runtime. First of all.
void wrapGlobalAllocator(llvm::Module &M, RuntimeAbi &Abi);

/// Reports the reference operation that library function \p F does.
void instrumentReference(llvm::Function &F, const RefFunction &What, RuntimeAbi &Abi, SiteInfo &Sites);

/// Reports the change of a count that the user's function \p F does.
void instrumentCount(llvm::Function &F, const CountFunction &What, SymbolNames &Names, RuntimeAbi &Abi,
                     SiteInfo &Sites);
/// A function that makes a counted pointer of a plain one reports that.
void watchAdoption(llvm::Function &F, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites);
/// Reports what \p F, a method of a counted pointer of the user's, does to handles.
void watchHandles(llvm::Function &F, const CountedTypes &Counted, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites);

/// The handle itself: the first word of what a function returned (Rc<dyn Trait> has two); null: that is no pointer.
llvm::Value *firstWord(llvm::IRBuilder<> &B, llvm::Value *Result);

/// A value to hold in a field of the thread's record while a call runs.
struct CallContext {
  llvm::CallBase *Call;
  llvm::Constant *Site;
};
/// Sets refsan_thread::context around the calls, all of one function, and
/// restores what it was on entry.
void setUserContext(llvm::Function &F, llvm::ArrayRef<CallContext> Calls, RuntimeAbi &Abi);
/// Sets refsan_thread::typed around a call, and clears it again.
void setTypedContext(CallContext Call, RuntimeAbi &Abi);

/// Where a library's function may lay down a handle that it was given by value.
using RestingPlaces = llvm::SmallVector<llvm::Instruction *, 4>;
RestingPlaces restingPlaces(llvm::Function &F);
/// Those of \p Copies.
RestingPlaces restingPlaces(llvm::ArrayRef<llvm::Instruction *> Copies);
/// Returns the calls that tell it to the runtime.
llvm::SmallVector<llvm::CallBase *, 4> watchRestingPlaces(const RestingPlaces &Places, RuntimeAbi &Abi);

/// A call during which the program may end.
struct EndingCall {
  enum Way {
    ByLibrary, // of exit or its like
    ByUser,    // of a function of the user's that comes to it
    Waits,     // in a loop without end
    MayEnd,    // or come back: what is used then is alive anyway
  };
  llvm::CallBase *Call;
  Way How;
  bool comesBack() const { return How == Waits || How == MayEnd; }
};
/// Keeps what the locals of \p F point to alive over such calls, after which nothing
/// uses them; announces those that end the program to the runtime.
void keepLocals(llvm::Function &F, llvm::ArrayRef<EndingCall> Calls, RuntimeAbi &Abi);
/// The same of what loops that \p F never leaves do not use.
void keepOutsideOfLoops(llvm::Function &F);
/// No optimiser can tell that a loop of \p F in which a check may come never ends, unless it has no end at all.
void hideExits(llvm::Function &F);
/// An optimiser that knows what \p F is called with could find that it does not come back from there, and drop
/// what its callers would use then: for all it can tell, \p F may return instead of making such a call.
void seemToReturn(llvm::Function &F, llvm::ArrayRef<EndingCall> Calls);
/// The same of a function that never comes back, which other modules do not know.
void seemToReturn(llvm::Function &F);
/// \p F stays a function with a frame of its own.
void keepFrame(llvm::Function &F);

/// Overwrites what is destroyed and may be in memory that lives on. The optimiser may take it out where it
/// sees that nobody looks.
void clearDead(llvm::Value &Address, llvm::Value &Bytes, llvm::Instruction &Before);
void clearDead(llvm::Value &Address, uint64_t Bytes, llvm::Instruction &Before);

/// Overwrites local variables that a destructor has destroyed: they keep nothing
/// alive, though their words are still there.
void clearDestroyed(llvm::Function &F, SymbolNames &Names);

/// The destructor of a library's counted handle, and what it leaves of the handle: no
/// pointer that something in whose memory the handle was would keep an object alive
/// by (a global, a vector's unused capacity).
bool isHandleDestructor(const llvm::Function &F, SymbolNames &Names);
void clearHandle(llvm::Function &F);

/// A function of a library's container after which it has elements, or a value, no more: what their memory holds is
/// overwritten.
void clearMovedOut(llvm::Function &F, SymbolNames &Names); // of Rust's
void clearEnded(llvm::Function &F, SymbolNames &Names);

/// A value of Rust's has zeros where its variant has nothing.
void fillUnsetParts(llvm::Function &F);

/// Tells the runtime if the program keeps pointers at odd addresses, or if assembly keeps things in vector registers
/// of which the compiler knows nothing.
void tellOddPlaces(llvm::Module &M, RuntimeAbi &Abi);

/// Calls of makecontext(): tells the runtime where coroutines' stacks are.
bool makesContext(const llvm::CallBase &Call);
void tellContextStacks(llvm::ArrayRef<llvm::CallBase *> Calls, RuntimeAbi &Abi);

/// Tells the runtime where main's return address lies.
void instrumentMain(llvm::Function &F, RuntimeAbi &Abi);
/// F called the user's main: at its returns nothing of that is left on the stack.
void leaveMain(llvm::Function &F, RuntimeAbi &Abi);

} // namespace refsan

#endif // REFSAN_PLUGIN_REWRITE_REWRITER_H
