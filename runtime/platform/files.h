//===- files.h - files by descriptor ----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading and writing without stdio. Any thread, async-signal-safe, keeps errno.
// Failures are returned as errno values.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_FILES_H
#define REFSAN_PLATFORM_FILES_H

#include "base/ints.h"

namespace refsan {

// A descriptor (closed on exec), or -errno. Does not wait for a writer of a pipe.
int openForReading(const char *path);
// No file can be opened: the process, or the system, has no descriptor left.
bool descriptorsRanOut();
// Waits until there is something to read, or the end; false: not until the deadline.
bool awaitInput(int fd, u32 deadline_ms);
// For reports: made if it is not there, emptied if asked for, never through a
// symbolic link; every write goes to the end. -EEXIST: it is one that another user
// may have put there. Does not wait for a reader of a pipe: -ENXIO.
int openForReport(const char *path, bool emptied);
// The process may write to the file of its own also if it is another user's by then.
void letAllWrite(int fd);
// A new file for writing; fails if anything of that name is there.
int openNew(const char *path);
void closeFile(int fd);
// Which file a descriptor is of: others have other ones. 0: of none.
u64 fileOf(int fd);
// The same file's descriptor of at least this number, which takes the place of `fd`; `fd` if there is none.
int raiseDescriptor(int fd, int least);
int renameFile(const char *from, const char *to); // 0 or an errno
int removeFile(const char *path);
bool isSymbolicLink(const char *path);
// Waits for the directory's lock, which others take for the same purpose, until the
// deadline; a descriptor that holds it until it is closed, or -errno.
int lockDirectory(const char *path, u32 deadline_ms);

// Writes all of it, waiting where the descriptor would block. 0 or an errno, also for a pipe that nobody
// reads and where files may not be so large: no signal comes for it.
int writeAll(int fd, const char *data, usize size);
// At most `size` bytes: how many, 0 at the end, or -errno.
i64 readSome(int fd, char *data, usize size);
// As much of the file as fits; what was read, or -errno.
i64 readFile(const char *path, char *data, usize size);

bool isTerminal(int fd);

} // namespace refsan

#endif // REFSAN_PLATFORM_FILES_H
