//===- gate_files.cpp - the files that say which findings count -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/gate_files.h"

#include "entry/baseline_file.h"
#include "entry/hooks.h"
#include "entry/log_file.h"
#include "entry/text_file.h"
#include "options/options.h"
#include "platform/process.h"

#include <string.h>

namespace refsan {

namespace gate_files {
static Suppressions suppressions;

static void add(const char *source, StringView text) {
  char buffer[1024];
  TextBuilder error(buffer, sizeof(buffer));
  if (text.size > 0 && !suppressions.parse(source, text, error))
    sayBadConfig(error.view());
}
} // namespace gate_files

void loadGateFiles() {
  using namespace gate_files;
  const char *path = options().suppressions;
  if (*path) {
    TextFile file;
    if (int error = file.read(path))
      sayUnreadable("suppressions", path, error);
    else
      add(path, file.text());
    file.release();
  }
  add("__refsan_default_suppressions()", __refsan_default_suppressions());
  add("__lsan_default_suppressions()", __lsan_default_suppressions());
  if (*options().baseline || options().baseline_update)
    loadBaseline();
}

SuppressionInput suppressionInput() {
  SuppressionInput input;
  input.rules = gate_files::suppressions.rules();
  input.today = static_cast<u32>(secondsSince1970() / 86400);
  input.list_used = options().print_suppressions;
  input.list_unused = options().print_suppressions && options().verbosity >= 1;
  return input;
}

} // namespace refsan
