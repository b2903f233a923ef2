//===- options.cpp - parsing REFSAN_OPTIONS -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See options.h. Everything that knows an option's name is expanded from options.def.
//
//===----------------------------------------------------------------------===//

#include "options/options.h"

#include "base/format.h"
#include "containers/arena.h"
#include "platform/files.h"
#include "platform/process.h"
#include "refsan/kinds.h"

namespace refsan {
namespace option_parser {

static Options g_options;
static OptionErrors g_errors;
static Arena g_texts; // values of type Text

struct Row {
  const char *name;
  StringView type;
  const char *help;
  usize offset; // in Options
};
static constexpr Row kRows[] = {
#define REFSAN_OPTION(Type, Name, Default, Help) {#Name, #Type, Help, __builtin_offsetof(Options, Name)},
#include "options/options.def"
};

struct Choice {
  StringView type;
  const char *word;
  u8 value;
};
static constexpr Choice kChoices[] = {
#define REFSAN_OPTION_CHOICE(Type, Enum, Word) {#Type, Word, static_cast<u8>(Type::Enum)},
#include "options/options.def"
};

struct NumberType {
  StringView type;
  u64 least, most;
};
static constexpr NumberType kNumberTypes[] = {
#define REFSAN_OPTION_NUMBER(Type, Least, Most) {#Type, Least, Most},
#include "options/options.def"
};

static const Row *findRow(StringView name) {
  for (const Row &row : kRows)
    if (name == row.name)
      return &row;
  return nullptr;
}

// The closest name that is at most two typing errors away, or null.
static const char *similarName(StringView name) {
  const char *best = nullptr;
  u32 best_distance = 3;
  for (const Row &row : kRows) {
    u32 distance = editDistance(name, row.name);
    if (distance < best_distance && distance < name.size) {
      best_distance = distance;
      best = row.name;
    }
  }
  return best;
}

// Null: it is no number.
static const NumberType *numberType(const Row &row) {
  for (const NumberType &number : kNumberTypes)
    if (number.type == row.type)
      return &number;
  return nullptr;
}

// False: `value` is nothing for this option.
static bool setValue(const Row &row, StringView value, Options &options) {
  char *field = reinterpret_cast<char *>(&options) + row.offset;
  if (row.type == "Bool")
    return parseBool(value, *reinterpret_cast<bool *>(field));
  if (row.type == "Text") {
    const char *copy = value.empty() ? nullptr : g_texts.copyText(value);
    if (copy)
      *reinterpret_cast<const char **>(field) = copy;
    return copy;
  }
  for (const Choice &choice : kChoices)
    if (choice.type == row.type && value == choice.word) {
      *reinterpret_cast<u8 *>(field) = choice.value;
      return true;
    }
  const NumberType *type = numberType(row);
  u64 number;
  if (!type || !parseUnsigned(value, number) || number < type->least || number > type->most)
    return false;
  *reinterpret_cast<u32 *>(field) = static_cast<u32>(number);
  return true;
}

static void describeValues(const Row &row, TextBuilder &out) {
  if (row.type == "Bool")
    out.text("0 or 1");
  else if (row.type == "Text")
    out.text("a text that is not empty");
  else if (const NumberType *number = numberType(row))
    out.text("a number from ").decimal(number->least).text(" to ").decimal(number->most);
  const char *separator = "one of ";
  for (const Choice &choice : kChoices)
    if (choice.type == row.type) {
      out.text(separator).text(choice.word);
      separator = ", ";
    }
}

static void writeValue(const Row &row, const Options &options, Writer &out) {
  const char *field = reinterpret_cast<const char *>(&options) + row.offset;
  if (row.type == "Bool")
    out.decimal(*reinterpret_cast<const bool *>(field));
  else if (row.type == "Text")
    out.text(*reinterpret_cast<const char *const *>(field));
  else if (numberType(row))
    out.decimal(*reinterpret_cast<const u32 *>(field));
  for (const Choice &choice : kChoices)
    if (choice.type == row.type && choice.value == *reinterpret_cast<const u8 *>(field))
      out.text(choice.word);
}

// Starts an error message; the builder writes into the list.
static TextBuilder beginError(const char *source, OptionErrors &errors) {
  static char nowhere[256];
  bool full = errors.count == OptionErrors::kMax;
  full ? ++errors.dropped : ++errors.count;
  TextBuilder text(full ? nowhere : errors.text[errors.count - 1], sizeof(errors.text[0]));
  text.text(source).text(": ");
  return text;
}

static void parsePair(const char *source, StringView pair, Options &options, OptionErrors &errors) {
  usize equals = findChar(pair, '=');
  StringView name = trim(pair.from(0, equals == kNotFound ? pair.size : equals));
  const Row *row = findRow(name);
  if (!row) {
    bool shown = errors.count < OptionErrors::kMax;
    TextBuilder text = beginError(source, errors);
    text.text("unknown option '").text(name.from(0, 64)).text("' (");
    if (const char *similar = shown ? similarName(name) : nullptr)
      text.text("did you mean '").text(similar).text("'? ");
    text.text("help=1 lists all)");
    return;
  }
  StringView value = equals == kNotFound ? StringView() : trim(pair.from(equals + 1));
  if (value.size >= 2 && (value[0] == '"' || value[0] == '\'') && value[value.size - 1] == value[0])
    value = value.from(1, value.size - 2);
  if (equals != kNotFound && setValue(*row, value, options))
    return;
  TextBuilder text = beginError(source, errors);
  if (row->type == "Text" && !value.empty()) { // every text is good
    text.text("memory for the value of option '").text(name).text("' ran out");
    return;
  }
  if (equals == kNotFound)
    text.text("option '").text(name).text("' has no value: write ").text(name).text("=VALUE, where VALUE is ");
  else
    text.text("bad value '").text(value.from(0, 64)).text("' for option '").text(name).text("': it takes ");
  describeValues(*row, text);
}

// Takes the text up to the next colon outside of quotes off `rest`. Quotes
// count only where a value begins. False: the quote is not closed.
static bool nextPair(StringView &rest, StringView &pair) {
  usize equals = findChar(rest, '=');
  usize colon = findChar(rest, ':');
  if (equals < colon && equals + 1 < rest.size && (rest[equals + 1] == '"' || rest[equals + 1] == '\'')) {
    usize close = findChar(rest, rest[equals + 1], equals + 2);
    if (close == kNotFound) {
      pair = rest;
      rest = StringView();
      return false;
    }
    colon = findChar(rest, ':', close);
  }
  pair = rest.from(0, colon == kNotFound ? rest.size : colon);
  rest = colon == kNotFound ? StringView() : rest.from(colon + 1);
  return true;
}

} // namespace option_parser

void parseOptions(const char *source, StringView text, Options &options, OptionErrors &errors) {
  for (StringView pair; !text.empty();) {
    if (!option_parser::nextPair(text, pair))
      option_parser::beginError(source, errors).text("the quote in '").text(pair.from(0, 64)).text("' is not closed");
    else if (!trim(pair).empty())
      option_parser::parsePair(source, pair, options, errors);
  }
}

void parseLsanOptions(const char *source, StringView text, Options &options, OptionErrors &errors) {
  constexpr StringView kShared[] = {"detect_leaks", "leak_check_at_exit", "exitcode", "suppressions",
                                    "print_suppressions"};
  for (StringView pair; !text.empty();) {
    if (!option_parser::nextPair(text, pair))
      continue;
    StringView name = trim(pair.from(0, findChar(pair, '=')));
    for (StringView shared : kShared)
      if (name == shared)
        option_parser::parsePair(source, pair, options, errors);
  }
}

void loadOptions(const char *of_program, const char *of_program_for_lsan) {
  constexpr const char *kVariable = "REFSAN_OPTIONS";
  Options &options = option_parser::g_options;
  OptionErrors &errors = option_parser::g_errors;
  parseLsanOptions("__lsan_default_options()", of_program_for_lsan, options, errors);
  parseOptions("__refsan_default_options()", of_program, options, errors);
  if (isSecureProcess())
    keepFromFiles(options);
  else
    parseOptions(kVariable, environmentValue(kVariable), options, errors);
  if (runFolder())
    options.gate = true;
}

const char *runFolder() {
  const char *folder = isSecureProcess() ? nullptr : environmentValue(kRunFolderVariable);
  return folder && *folder ? folder : nullptr;
}

void keepFromFiles(Options &options) {
  if (StringView(options.log_path) != "stdout")
    options.log_path = "stderr";
  options.json_path = "";
  options.baseline_update = false;
}

const Options &options() { return option_parser::g_options; }
const OptionErrors &optionErrors() { return option_parser::g_errors; }

void writeOptionHelp(Writer &out, const Options &options) {
  out.text("RefSan options, set by REFSAN_OPTIONS=name=value:name=value...\n");
  for (const option_parser::Row &row : option_parser::kRows) {
    out.text("  ").text(row.name).character('=');
    option_parser::writeValue(row, options, out);
    out.text("\n      ").text(row.help).character('\n');
  }
}

bool expandLogPath(const char *path, i32 process_id, char *out, usize size) {
  TextBuilder text(out, size);
  for (; *path; ++path) {
    if (path[0] == '%' && path[1] == 'p') {
      text.signedDecimal(process_id);
      ++path;
    } else {
      text.character(*path);
    }
  }
  return !text.truncated();
}

bool useColor(ColorMode mode, int fd) {
  if (mode != ColorMode::Auto)
    return mode == ColorMode::Always;
  const char *no_color = environmentValue("NO_COLOR");
  return !(no_color && *no_color) && isTerminal(fd);
}

} // namespace refsan
