//===- PluginEntry.cpp - registration -------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cleanup/CleanupPasses.h"
#include "entry/RefSanPass.h"
#include "frames/FramePasses.h"
#include "rewrite/VariableReader.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Plugins/PassPlugin.h"

using namespace llvm;

static void registerCallbacks(PassBuilder &PB) {
  PB.registerPipelineStartEPCallback([](ModulePassManager &MPM, OptimizationLevel Level) {
    MPM.addPass(refsan::RefSanPass(/*Optimises=*/Level != OptimizationLevel::O0));
  });
  // Before variables become registers, and once that and inlining are done.
  PB.registerPeepholeEPCallback(
      [](FunctionPassManager &FPM, OptimizationLevel) { FPM.addPass(refsan::StackHandlePass()); });
  auto Late = [](FunctionPassManager &FPM, OptimizationLevel) {
    FPM.addPass(refsan::ReferencePairPass());
    FPM.addPass(refsan::MovedElementsPass());
    FPM.addPass(refsan::ContextStorePass());
  };
  PB.registerScalarOptimizerLateEPCallback(Late);
  PB.registerVectorizerStartEPCallback(Late); // once more when the whole module is known
  PB.registerOptimizerLastEPCallback([](ModulePassManager &MPM, OptimizationLevel Level, ThinOrFullLTOPhase Phase) {
    bool PreLink = Phase == ThinOrFullLTOPhase::ThinLTOPreLink || Phase == ThinOrFullLTOPhase::FullLTOPreLink;
    if (Level == OptimizationLevel::O0)
      MPM.addPass(refsan::DeadSlotPass());
    else if (!PreLink) { // before, pairs are still looked for
      MPM.addPass(refsan::ReleaseGuardPass());
      MPM.addPass(refsan::QuickCallPass());
    }
    if (!PreLink)
      MPM.addPass(refsan::DropVariableReaderPass());
    MPM.addPass(refsan::FrameClearPass(PreLink));
  });
  PB.registerPipelineParsingCallback(
      [](StringRef Name, ModulePassManager &MPM, ArrayRef<PassBuilder::PipelineElement>) {
        if (Name == "refsan")
          MPM.addPass(refsan::RefSanPass());
        else if (Name == "refsan-frame-clear")
          MPM.addPass(refsan::FrameClearPass());
        else if (Name == "refsan-dead-slots")
          MPM.addPass(refsan::DeadSlotPass());
        else if (Name == "refsan-release-guards")
          MPM.addPass(refsan::ReleaseGuardPass());
        else if (Name == "refsan-drop-variable-reader")
          MPM.addPass(refsan::DropVariableReaderPass());
        else if (Name == "refsan-quick-calls")
          MPM.addPass(refsan::QuickCallPass());
        else
          return false;
        return true;
      });
  PB.registerPipelineParsingCallback(
      [](StringRef Name, FunctionPassManager &FPM, ArrayRef<PassBuilder::PipelineElement>) {
        if (Name == "refsan-stack-handles")
          FPM.addPass(refsan::StackHandlePass());
        else if (Name == "refsan-reference-pairs")
          FPM.addPass(refsan::ReferencePairPass());
        else if (Name == "refsan-moved-elements")
          FPM.addPass(refsan::MovedElementsPass());
        else if (Name == "refsan-context-stores")
          FPM.addPass(refsan::ContextStorePass());
        else
          return false;
        return true;
      });
}

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "RefSan", LLVM_VERSION_STRING, registerCallbacks};
}
