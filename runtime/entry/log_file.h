//===- log_file.h - where messages and the report go ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file of log_path, and what was wrong with the options. One thread: the
// one that starts the runtime, then the one that checks.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_LOG_FILE_H
#define REFSAN_ENTRY_LOG_FILE_H

#include "base/strings.h"

namespace refsan {

// A line on stderr, "RefSan: " before it.
void say(StringView line);

// Says the errors in REFSAN_OPTIONS; the process will end with Exit::BadConfig.
void noteOptionErrors();
// Makes or empties the file of log_path; says so if that cannot be.
void openLogFile();
// Whether any of the above went wrong.
bool configIsBad();

// A descriptor for the report, at the end of what is there: other processes of a
// fork may have written theirs. If there is none, that is said once, and stderr
// takes its place.
int openReport();
// The report could not be written: says so, and the config is bad.
void sayReportFailed(int error);
void closeReport(int fd);

} // namespace refsan

#endif // REFSAN_ENTRY_LOG_FILE_H
