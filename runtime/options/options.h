//===- options.h - what the user asked for ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The process's options, from the environment variable REFSAN_OPTIONS: name=value
// pairs separated by colons; a value in quotes (" or ') may hold colons. Read once
// at start by one thread, before any other is there; constant afterwards.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_OPTIONS_OPTIONS_H
#define REFSAN_OPTIONS_OPTIONS_H

#include "base/ints.h"
#include "base/strings.h"
#include "containers/writer.h"

namespace refsan {

enum class LogFormat : u8 { Text, Json };
enum class ColorMode : u8 { Auto, Always, Never };

// The C++ types of options.def's types.
namespace option_types {
using Bool = bool;
using Number = u32;
using ExitStatus = u32;
using StackDepth = u32;
using Text = const char *; // never null; lives as long as the process
using LogFormat = refsan::LogFormat;
using ColorMode = refsan::ColorMode;
} // namespace option_types

struct Options {
#define REFSAN_OPTION(Type, Name, Default, Help) option_types::Type Name = Default;
#include "options/options.def"
};

// One sentence an error: where, what, what to do. The program goes on; the
// entry layer prints them and ends with Exit::BadConfig.
struct OptionErrors {
  static constexpr u32 kMax = 8;
  char text[kMax][256];
  u32 count = 0;
  u32 dropped = 0; // errors beyond kMax
};

// Takes the pairs in `text` (null: none) into `options`; a pair with an error
// changes nothing. `source` names where the text came from.
void parseOptions(const char *source, StringView text, Options &options, OptionErrors &errors);

// Takes from LSAN_OPTIONS' form what means the same here, and leaves out the rest.
void parseLsanOptions(const char *source, StringView text, Options &options, OptionErrors &errors);

// What remains of the program's own options in a process with another user's rights
// (set-user-id): it writes no files.
void keepFromFiles(Options &options);

// Reads the texts that the program brings (may be null), then REFSAN_OPTIONS, unless
// the process is set-user-id. The later wins; under `refsan run`, gate=1 does.
void loadOptions(const char *of_program = nullptr, const char *of_program_for_lsan = nullptr);
// Where `refsan run`, by which this process was started, wants its document; null: it was not.
const char *runFolder();
// Defaults until loadOptions() has run.
const Options &options();
const OptionErrors &optionErrors();

// The list that help=1 shows.
void writeOptionHelp(Writer &out, const Options &options);

// log_path with %p replaced by the process id; false if it does not fit.
bool expandLogPath(const char *path, i32 process_id, char *out, usize size);
// Whether text on this descriptor is to be coloured.
bool useColor(ColorMode mode, int fd);

} // namespace refsan

#endif // REFSAN_OPTIONS_OPTIONS_H
