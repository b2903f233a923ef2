//===- log_file.cpp - where messages and the report go --------------------===//
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
#include "platform/syscall.h"
#include "refsan/kinds.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

namespace refsan {

namespace log_file {
static bool bad_config;
static i32 original; // of the process that this one is a copy of; 0: it is none

struct Target {
  const char *option;
  bool unwritable = false; // as the start of the process has found
  char path[4096] = "";    // with %p
  int kept = -1;           // a descriptor of it
  u64 kept_file = 0;
};
static Target targets[] = {{"log_path"}, {"json_path"}, {kRunFolderVariable}};
static i32 keeper;          // whose the kept descriptors are
static char run_path[4096]; // with %p
static Target &targetOf(ReportFile file) { return targets[static_cast<u32>(file)]; }

static const char *wantedPath(ReportFile file) {
  return file == ReportFile::Log ? options().log_path : file == ReportFile::Json ? options().json_path : run_path;
}

static int standardStream(ReportFile file) {
  StringView path = wantedPath(file);
  return path == "stderr" ? STDERR_FILENO : path == "stdout" ? STDOUT_FILENO : -1;
}

// A descriptor, or an error less than 0.
static int openFile(const Target &target, bool emptied) {
  char path[4096];
  if (!target.path[0] || !expandLogPath(target.path, reportedProcess(), path, sizeof(path)))
    return -ENAMETOOLONG;
  return openForReport(path, emptied);
}

// It is open since keepReportsOpen(), and the program has not closed it.
static bool hasKept(const Target &target) {
  return target.kept >= 0 && keeper == reportedProcess() && fileOf(target.kept) == target.kept_file;
}

// The same, or -1 after saying why there is none.
static int openPath(ReportFile file, bool emptied) {
  Target &target = targetOf(file);
  int fd = openFile(target, emptied);
  if (fd < 0 && hasKept(target)) {
    fd = target.kept;
    target.kept = -1;
  }
  if (fd < 0)
    sayReportFailed(file, -fd);
  return fd < 0 ? -1 : fd;
}

// `path` is what `option` names, too: said, unless that is a device.
static bool isSameFile(const Target &target, const char *option, StringView path) {
  if (path.empty() || !(path == target.path) || startsWith(path, "/dev/"))
    return false;
  char text[512];
  TextBuilder line(text, sizeof(text));
  line.text(target.option).text(" and ").text(option).text(" are the same file, '").text(path).text("'");
  sayBadConfig(line.view());
  return true;
}

// Opened for the report, a file that the check reads would be empty.
static bool isReadAs(const Target &target, const char *option, const char *wanted) {
  char path[sizeof(Target::path)];
  return wanted[0] && absolutePath(wanted, path, sizeof(path)) && isSameFile(target, option, path);
}

static void openFirst(ReportFile file) {
  if (!isWanted(file) || standardStream(file) >= 0)
    return;
  Target &target = targetOf(file);
  if (!absolutePath(wantedPath(file), target.path, sizeof(target.path)))
    target.path[0] = 0;
  target.unwritable =
      isReadAs(target, "baseline", options().baseline) || isReadAs(target, "suppressions", options().suppressions);
  if (target.unwritable)
    return;
  int fd = openPath(file, true);
  target.unwritable = fd < 0;
  if (fd < 0)
    return;
  if (file == ReportFile::Run)
    letAllWrite(fd);
  // A device that takes nothing may say so now: a clean program has nothing to write to it later.
  if (long error = rawSyscall(SYS_write, fd, rawAddress(target.path), 0); error < 0)
    sayReportFailed(file, static_cast<int>(-error));
  closeFile(fd);
}

} // namespace log_file

void say(StringView line) {
  char text[1280];
  TextBuilder message(text, sizeof(text) - 1);
  message.text("RefSan: ").visible(line);
  usize size = message.size();
  text[size++] = '\n';
  writeAll(STDERR_FILENO, text, size);
}

void sayBadConfig(StringView line) {
  log_file::bad_config = true;
  say(line);
}

void markConfigBad() { log_file::bad_config = true; }
bool configIsBad() { return log_file::bad_config; }

void noteOptionErrors() {
  const OptionErrors &errors = optionErrors();
  for (u32 i = 0; i < errors.count; i++)
    sayBadConfig(errors.text[i]);
}

bool absolutePath(const char *path, char *out, usize size) {
  TextBuilder text(out, size);
  if (path[0] != '/') {
    char directory[4096];
    text.text(StringView(directory, currentDirectory(directory, sizeof(directory)))).character('/');
  }
  return !text.text(path).truncated();
}

i32 reportedProcess() { return log_file::original ? log_file::original : processId(); }
void reportFor(i32 process) { log_file::original = process; }

bool isWanted(ReportFile file) { return log_file::wantedPath(file)[0]; }

void openReportFiles() {
  log_file::openFirst(ReportFile::Log);
  log_file::openFirst(ReportFile::Json);
  // The text report with the document behind it would be neither.
  log_file::isSameFile(log_file::targetOf(ReportFile::Log), log_file::targetOf(ReportFile::Json).option,
                       log_file::targetOf(ReportFile::Json).path);
  if (const char *folder = runFolder())
    TextBuilder(log_file::run_path, sizeof(log_file::run_path)).text(folder).text("/%p.json");
  log_file::openFirst(ReportFile::Run);
}

void keepReportsOpen() {
  using namespace log_file;
  constexpr int kOutOfTheWay = 200; // programs count on low ones
  for (Target &target : targets) {
    if (!target.path[0] || target.unwritable || hasKept(target))
      continue;
    int fd = openFile(target, false);
    target.kept = fd < 0 ? -1 : raiseDescriptor(fd, kOutOfTheWay);
    target.kept_file = fileOf(target.kept);
  }
  keeper = processId();
}

int openReport(ReportFile file) {
  int fd = log_file::standardStream(file);
  if (fd < 0 && !log_file::targetOf(file).unwritable)
    fd = log_file::openPath(file, false);
  return fd < 0 && file == ReportFile::Log ? STDERR_FILENO : fd;
}

void sayReportFailed(ReportFile file, int error) {
  char text[512];
  TextBuilder line(text, sizeof(text));
  line.text("cannot write the report to ").text(log_file::targetOf(file).option).text(" '");
  line.text(log_file::wantedPath(file)).text("': ");
  const char *reason = error == ELOOP ? "it is a symbolic link"
                       : error == EEXIST
                           ? "all may write to its directory, and the file there is another user's or has more names"
                       : error == ENXIO ? "nobody reads from this pipe"
                                        : strerrordesc_np(error);
  sayBadConfig(line.text(reason ? reason : "unknown error").view());
}

void closeReport(int fd) {
  if (fd > STDERR_FILENO)
    closeFile(fd);
}

} // namespace refsan
