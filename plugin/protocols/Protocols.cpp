//===- Protocols.cpp - what a user declares about functions ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/Protocols.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace refsan {

namespace {

enum class Operand { Default, Needed, None };

struct Word {
  StringRef Text;
  DeclaredRole Role;
  Operand Argument;
};
constexpr Word Words[] = {
#define REFSAN_PROTOCOL_WORD(Word, Role, Argument, Macro) {Word, DeclaredRole::Role, Operand::Argument},
#include "tables/ProtocolWords.def"
};
constexpr StringRef CountWord = "count";
constexpr unsigned MaxArgument = 64, MaxShown = 40;

// One line, token by token; the first error counts.
class Line {
  SmallVector<StringRef, 4> Tokens;
  unsigned Next = 0;
  std::string Error;

public:
  explicit Line(StringRef Text) { SplitString(Text.split('#').first, Tokens, " \t\r\f\v"); }
  bool empty() const { return Tokens.empty(); }
  bool atEnd() const { return Next == Tokens.size(); }
  bool skip(StringRef Keyword) {
    bool There = !atEnd() && Tokens[Next] == Keyword;
    Next += There;
    return There;
  }
  StringRef take() { return atEnd() ? StringRef() : Tokens[Next++]; }
  const std::string &error() const { return Error; }

  void expect(const Twine &What, StringRef Found) {
    if (!Error.empty())
      return;
    std::string Shown = "the end of the line";
    if (!Found.empty()) {
      Shown = "'";
      for (char C : Found.take_front(MaxShown))
        Shown += isPrint(C) ? std::string(1, C) : "\\x" + toHex(StringRef(&C, 1), true);
      Shown += Found.size() > MaxShown ? "...'" : "'";
    }
    Error = ("expected " + What + ", found " + Shown).str();
  }
  std::string takeName(const Twine &What, StringRef Punctuation);
  unsigned takeArgument(Operand Kind);
  void takeEnd() {
    if (!atEnd())
      expect("the end of the line", Tokens[Next]);
  }
};

} // namespace

std::string Line::takeName(const Twine &What, StringRef Punctuation) {
  StringRef Name = take();
  bool Good = !Name.empty() && !isDigit(Name[0]) && all_of(Name, [&](char C) {
    return isAlnum(C) || static_cast<unsigned char>(C) >= 0x80 || Punctuation.contains(C);
  });
  if (!Good)
    expect(What, Name);
  return Name.str();
}

// Which argument, from 0.
unsigned Line::takeArgument(Operand Kind) {
  if (Kind == Operand::None || (Kind == Operand::Default && atEnd()))
    return 0;
  StringRef Text = take();
  unsigned Number = 0;
  if (Text.getAsInteger(10, Number) || Number < 1 || Number > MaxArgument) {
    expect("which argument, a number from 1 to " + Twine(MaxArgument), Text);
    return 0;
  }
  return Number - 1;
}

std::string protocolWords() {
  std::string Text;
  for (const Word &W : Words)
    Text += ("'" + W.Text + "', ").str();
  StringRef Listed = StringRef(Text).drop_back(2);
  return (Listed + " or '" + CountWord + "'").str();
}

static void parseLine(Line &L, const ProtocolOrigin &From, const std::string &Where, Protocols &Out) {
  StringRef First = L.take();
  if (First == CountWord) {
    if (!L.skip("struct") && !L.skip("class"))
      L.skip("union");
    std::string Type = L.takeName("the name of a type after 'count'", "_:$");
    std::string Field = L.takeName("the name of a field after the type", "_.$");
    L.takeEnd();
    if (L.error().empty())
      Out.Counts.push_back({Type, From.Scope, Where, Field});
    return;
  }
  const Word *W = find_if(Words, [&](const Word &W) { return W.Text == First; });
  if (W == std::end(Words)) {
    L.expect(protocolWords(), First);
    return;
  }
  DeclaredFunction F = {"", From.Scope, Where, W->Role, 0};
  F.Name = L.takeName("the name of a function after '" + W->Text + "'", "_:$.~");
  F.Argument = W->Role == DeclaredRole::Retain && L.skip("result") ? ~0u : L.takeArgument(W->Argument);
  L.takeEnd();
  if (!L.error().empty())
    return;
  for (const DeclaredFunction &Old : Out.Functions)
    if (Old.Name == F.Name && Old.Scope == F.Scope && (Old.Role != F.Role || Old.Argument != F.Argument)) {
      L.expect("what " + Old.Where + " says of '" + F.Name + "'", First);
      return;
    }
  Out.Functions.push_back(F);
}

std::string parseProtocols(StringRef Text, const ProtocolOrigin &From, Protocols &Out) {
  Text.consume_front("\xEF\xBB\xBF"); // some editors' mark of UTF-8
  for (unsigned Number = From.FirstLine; !Text.empty(); ++Number) {
    StringRef Content;
    std::tie(Content, Text) = Text.split('\n');
    std::string Where = From.File + ":" + utostr(Number);
    Line L(Content);
    if (L.empty())
      continue;
    parseLine(L, From, Where, Out);
    if (!L.error().empty())
      return Where + ": " + L.error();
  }
  return "";
}

} // namespace refsan
