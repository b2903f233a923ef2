//===- SiteInfo.cpp - refsan_site constants -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "describe/SiteInfo.h"
#include "refsan/abi.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instruction.h"

using namespace llvm;

namespace refsan {

SmallVector<SourceFrame, 4> sourceFrames(const Instruction &I) {
  SmallVector<SourceFrame, 4> Frames;
  for (const DILocation *L = I.getDebugLoc(); L; L = L->getInlinedAt())
    Frames.push_back({L->getScope()->getSubprogram(), L->getFile(), L->getLine(), L->getColumn()});
  return Frames;
}

GlobalVariable *SiteInfo::site(const Instruction &I, Op What, SiteType Type, StringRef Shown) {
  const Function &F = *I.getFunction();
  bool InLibrary = true;
  SourceFrame At{F.getSubprogram(), nullptr, 0, 0};
  SmallVector<SourceFrame, 4> Frames = sourceFrames(I);
  if (!Frames.empty())
    At = Frames.front();
  for (const SourceFrame &Frame : Frames)
    if (!Library.isLibrary(*Frame.Subprogram)) {
      At = Frame;
      InLibrary = false;
      break;
    }
  if (Frames.empty())
    InLibrary = Library.isLibrary(F);
  std::string Function = Shown.str();
  if (Function.empty() && At.Subprogram) {
    StringRef Linkage = At.Subprogram->getLinkageName();
    Function = Linkage.empty() ? At.Subprogram->getName().str() : Names.get(Linkage).Pretty;
  } else if (Function.empty())
    Function = Names.get(F.getName()).Pretty;

  Constant *TypePtr = Type.Type ? static_cast<Constant *>(Type.Type) : C.null();
  Constant *Init = ConstantStruct::get(
      C.Site,
      {C.string(pathOf(At.File)), C.string(Function), TypePtr, C.u32(At.Line), C.u32(At.Column), C.u16(unsigned(What)),
       C.u16(unsigned(Type.Shape)),
       C.u32((InLibrary ? REFSAN_SITE_LIBRARY : 0) | (Type.Stored ? REFSAN_SITE_STORES : 0) |
             (Type.ForCaller ? REFSAN_SITE_FOR_CALLER : 0) | unsigned(Type.Family) << REFSAN_SITE_FAMILY_SHIFT)});
  return uniqued(Init);
}

GlobalVariable *SiteInfo::operation(Op What, StringRef Shown) {
  return uniqued(ConstantStruct::get(C.Site, {C.null(), C.string(Shown), C.null(), C.u32(0), C.u32(0),
                                              C.u16(unsigned(What)), C.u16(0), C.u32(REFSAN_SITE_LIBRARY)}));
}

GlobalVariable *SiteInfo::uniqued(Constant *Init) {
  GlobalVariable *&Site = Uniqued[Init];
  if (!Site)
    Site = C.global(Init, "__refsan_site");
  return Site;
}

} // namespace refsan
