//===- log_file.cpp - where messages and the report go ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/log_file.h"

#include "base/format.h"
#include "options/options.h"
#include "platform/files.h"
#include "platform/process.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

namespace refsan {

namespace log_file {
static bool bad_config;
static bool unwritable; // as the start of the process has found

static int standardStream() {
  StringView path = options().log_path;
  return path == "stderr" ? STDERR_FILENO : path == "stdout" ? STDOUT_FILENO : -1;
}

// A descriptor, or -1 after saying why there is none.
static int openPath(bool emptied) {
  char path[4096];
  int fd = -ENAMETOOLONG;
  if (expandLogPath(options().log_path, processId(), path, sizeof(path)))
    fd = openForReport(path, emptied);
  if (fd < 0)
    sayReportFailed(-fd);
  return fd < 0 ? -1 : fd;
}
} // namespace log_file

void sayReportFailed(int error) {
  log_file::bad_config = true;
  char text[512];
  TextBuilder line(text, sizeof(text));
  line.text("cannot write the report to log_path '").text(options().log_path).text("': ");
  const char *reason = error == ELOOP ? "it is a symbolic link" : strerrordesc_np(error);
  say(line.text(reason ? reason : "unknown error").view());
}

void say(StringView line) {
  char text[1024];
  TextBuilder message(text, sizeof(text) - 1);
  message.text("RefSan: ").text(line);
  usize size = message.size();
  text[size++] = '\n';
  writeAll(STDERR_FILENO, text, size);
}

void noteOptionErrors() {
  const OptionErrors &errors = optionErrors();
  for (u32 i = 0; i < errors.count; i++)
    say(errors.text[i]);
  if (errors.count)
    log_file::bad_config = true;
}

void openLogFile() {
  using namespace log_file;
  if (standardStream() >= 0)
    return;
  int fd = openPath(true);
  unwritable = fd < 0;
  if (fd >= 0)
    closeFile(fd);
}

bool configIsBad() { return log_file::bad_config; }

int openReport() {
  int fd = log_file::standardStream();
  if (fd < 0 && !log_file::unwritable)
    fd = log_file::openPath(false);
  return fd < 0 ? STDERR_FILENO : fd;
}

void closeReport(int fd) {
  if (fd > STDERR_FILENO)
    closeFile(fd);
}

} // namespace refsan
