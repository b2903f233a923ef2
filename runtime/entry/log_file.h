//===- log_file.h - where messages and the report go ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The files of log_path, json_path and `refsan run`, and what was wrong with the options. One
// thread: the one that starts the runtime, then the one that checks.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_LOG_FILE_H
#define REFSAN_ENTRY_LOG_FILE_H

#include "base/strings.h"

namespace refsan {

// A line on stderr, "RefSan: " before it.
void say(StringView line);
// Says what is wrong with the options or a file that they name; the process will
// end with Exit::BadConfig.
void sayBadConfig(StringView line);
// What a copy of the process has said.
void markConfigBad();
bool configIsBad();

// Says the errors in REFSAN_OPTIONS.
void noteOptionErrors();

// A path of the options, as it was when the process started: the program may go
// to another directory. False: it does not fit.
bool absolutePath(const char *path, char *out, usize size);

// Whose check is reported: this process, or the one that it is a copy of.
i32 reportedProcess();
void reportFor(i32 process);

enum class ReportFile : u8 { Log, Json, Run };
// Makes or empties the files: even a process that never comes to its check has
// left one. Says so if that cannot be.
void openReportFiles();
// Before the process makes it impossible: its files stay open, and are used where they cannot be opened later.
// Not for its children.
void keepReportsOpen();
bool isWanted(ReportFile file);
// A descriptor for the report, at the end of what is there: other processes of a
// fork may have written theirs. If there is none, that is said once, and -1 or, for the
// Log, stderr takes its place.
int openReport(ReportFile file);
// The report could not be written: says so, and the config is bad.
void sayReportFailed(ReportFile file, int error);
void closeReport(int fd);

} // namespace refsan

#endif // REFSAN_ENTRY_LOG_FILE_H
