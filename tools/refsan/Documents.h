//===- Documents.h - what the processes of a run have reported --*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The JSON documents that runtimes wrote into a folder, a file a process.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TOOLS_DOCUMENTS_H
#define REFSAN_TOOLS_DOCUMENTS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace refsan {

struct Documents {
  std::vector<std::string> All; // as they were written, by process
  unsigned Processes = 0;       // that carried the runtime
  unsigned Checked = 0;         // of them, those that came to a check's end
  unsigned Leaking = 0;         // of them, those with findings that count
  unsigned Unchecked = 0;       // processes without a document: a signal, _exit, exec
  uint64_t Findings = 0;
  uint64_t Objects = 0;
  uint64_t Bytes = 0;
  int Failure = 0;     // exit code that a process should have ended with, the gravest
  std::string Damaged; // a file that holds no document
};

Documents readDocuments(llvm::StringRef Folder);

} // namespace refsan

#endif // REFSAN_TOOLS_DOCUMENTS_H
