//===- documents_fuzz.cpp - documents that bin/refsan reads ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "Documents.h"

#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace refsan;
using namespace refsan::fuzzing;

namespace {
struct Folder {
  std::string path = "/tmp/refsan-fuzz-XXXXXX";
  Folder() { must(mkdtemp(path.data()) != nullptr, "a folder"); }
  ~Folder() {
    unlink(file().c_str());
    rmdir(path.c_str());
  }
  std::string file() const { return path + "/7.json"; }
};
} // namespace

FUZZ(input) {
  std::string text = input.ConsumeRemainingBytesAsString();
  static const Folder folder;
  std::ofstream(folder.file()) << text;
  Documents documents = readDocuments(folder.path);
  must(documents.Processes == 1, "a file a process");
  must(documents.Checked + documents.Unchecked <= 1 && documents.Leaking <= 1, "one process");
  must(documents.All.empty() == (documents.Damaged.empty() ? documents.Unchecked > 0 : documents.All.empty()),
       "documents, or damage, or nothing");
}
