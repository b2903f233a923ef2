//===- baseline_file.h - the baseline in its file ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Only for gate_files. Comparing is compareWithBaseline() of gate_files.h.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_BASELINE_FILE_H
#define REFSAN_ENTRY_BASELINE_FILE_H

#include "gate/baseline.h"

namespace refsan {

// Reads the file of the option baseline, if there is one; says what is wrong.
void loadBaseline();
// Adds to the file: takes a lock that other processes take too, reads what they
// may have written, writes a new file and puts it in the old one's place. Says what is wrong.
void updateBaselineFile(Baseline &found);

} // namespace refsan

#endif // REFSAN_ENTRY_BASELINE_FILE_H
