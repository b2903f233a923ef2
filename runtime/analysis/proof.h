//===- proof.h - how sure a cause is ----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The strong counts in the objects against the handles that were found. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_PROOF_H
#define REFSAN_ANALYSIS_PROOF_H

#include "analysis/causes.h"
#include "analysis/instance.h"
#include "report/model.h"

namespace refsan {

// `component_of`: Causes::componentOf(). A cycle is proved if each count is what was found by typed handles,
// and no pointer was only guessed to own.
Proof proofOf(const Graph &graph, const u32 *component_of, const Cause &cause);
// Why it is not, as far as the instance has it. Types are those of its members.
Doubt doubtOf(const Graph &graph, const Instance &instance, Span<Member> members);

} // namespace refsan

#endif // REFSAN_ANALYSIS_PROOF_H
