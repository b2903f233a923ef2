//===- SymbolNames.cpp - names out of mangled symbols ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "names/SymbolNames.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Module.h"
#include <cstdlib>

using namespace llvm;

namespace refsan {

// The position after the '>' that closes the '<' at Open; npos: none. The '>'
// of "->" closes nothing.
static size_t skipAngles(StringRef Text, size_t Open) {
  unsigned Depth = 0;
  for (size_t I = Open; I < Text.size(); ++I) {
    if (Text[I] == '<')
      ++Depth;
    else if (Text[I] == '>' && (I == 0 || Text[I - 1] != '-') && --Depth == 0)
      return I + 1;
  }
  return StringRef::npos;
}

std::string withoutImpls(StringRef Path) {
  std::string Out;
  for (size_t At; (At = Path.find("{impl#")) != StringRef::npos;) {
    Out += Path.take_front(At);
    size_t End = Path.find("}::", At);
    Path = End == StringRef::npos ? "" : Path.drop_front(End + 3);
  }
  return Out + Path.str();
}

std::string withoutArguments(StringRef Name) {
  std::string Out;
  for (size_t I = 0; I < Name.size();) {
    // operator<, operator<<, operator-> ... are names, not arguments.
    if (Name.substr(I).starts_with("operator") && (I == 0 || !isAlnum(Name[I - 1]))) {
      size_t End = I + 8;
      while (End < Name.size() && StringRef("<>=-!*/+&|^%~,[]()").contains(Name[End]) &&
             !(Name[End] == '<' && End > I + 8 && Name[End - 1] != '<'))
        ++End;
      Out += Name.slice(I, End);
      I = End;
      continue;
    }
    if (Name.substr(I).starts_with("[abi:")) {
      I = std::min(Name.find(']', I), Name.size() - 1) + 1;
      continue;
    }
    if (Name[I] == '<') {
      size_t End = skipAngles(Name, I);
      if (End != StringRef::npos) {
        // Rust writes f::<T>.
        if (StringRef(Out).ends_with("::"))
          Out.resize(Out.size() - 2);
        I = End;
        continue;
      }
    }
    Out += Name[I++];
  }
  return Out;
}

StringRef firstArgument(StringRef Name) {
  size_t Open = Name.find('<');
  if (Open == StringRef::npos)
    return {};
  unsigned Depth = 0;
  for (size_t I = Open; I < Name.size(); ++I) {
    char C = Name[I];
    if (C == '<' || C == '(' || C == '[')
      ++Depth;
    else if ((C == '>' && Name[I - 1] != '-') || C == ')' || C == ']')
      --Depth;
    if (Depth == 0 || (Depth == 1 && C == ','))
      return Name.slice(Open + 1, I).trim();
  }
  return {};
}

StringRef rootOf(StringRef Path) {
  for (StringRef Before = ""; Before != Path;) {
    Before = Path;
    Path = Path.ltrim("<&*([ ");
    for (StringRef Word : {"mut ", "const ", "dyn ", "unsafe ", "for"})
      Path.consume_front(Word);
  }
  return Path.take_while([](char C) { return isAlnum(C) || C == '_'; });
}

// "s", base 62, "_": which of several things of one name.
static StringRef withoutDisambiguator(StringRef Mangled) {
  return Mangled.starts_with("s") ? Mangled.substr(Mangled.find('_')).drop_front() : Mangled;
}

// The crate in which the code of a v0 symbol is; of an impl the crate that has
// it, which neither its type's name nor its trait's says: <user::T as Into<_>>::into
// is core's. Empty: a trait's default method, whose trait stands behind the type.
static StringRef crateOfCode(StringRef Mangled) {
  if (!Mangled.consume_front("_R"))
    return {};
  for (;;) {
    if (Mangled.consume_front("C")) {
      Mangled = withoutDisambiguator(Mangled);
      unsigned Length = 0;
      if (Mangled.consumeInteger(10, Length))
        return {};
      Mangled.consume_front("_");
      return Mangled.take_front(Length);
    }
    if (Mangled.consume_front("N")) // of a namespace, one letter
      Mangled = Mangled.drop_front(!Mangled.empty());
    else if (Mangled.consume_front("M") || Mangled.consume_front("X"))
      Mangled = withoutDisambiguator(Mangled);
    else if (!Mangled.consume_front("I"))
      return {};
  }
}

static void setRust(SymbolName &N, StringRef Text) {
  N.Pretty = Text.str();
  if (!Text.starts_with("<")) {
    N.Path = withoutArguments(Text);
    N.Root = rootOf(Text).str();
    // core::ptr::drop_in_place::<T>
    N.SelfArgument = firstArgument(Text).str();
    return;
  }
  size_t End = skipAngles(Text, 0);
  if (End == StringRef::npos)
    return;
  StringRef Inner = Text.slice(1, End - 1);
  // " as " at top level separates the type from the trait.
  size_t As = StringRef::npos;
  unsigned Depth = 0;
  for (size_t I = 0; I < Inner.size(); ++I) {
    if (Inner[I] == '<' || Inner[I] == '(')
      ++Depth;
    else if ((Inner[I] == '>' && I && Inner[I - 1] != '-') || Inner[I] == ')')
      --Depth;
    else if (!Depth && Inner.substr(I).starts_with(" as ")) {
      As = I;
      break;
    }
  }
  StringRef Self = Inner.take_front(As);
  std::string Rest = withoutArguments(Text.substr(End));
  N.SelfArgument = firstArgument(Self).str();
  if (As == StringRef::npos) {
    N.Path = withoutArguments(Self) + Rest;
    N.Root = rootOf(Self).str();
    N.Pretty = (Self + Text.substr(End)).str();
    return;
  }
  StringRef Trait = Inner.substr(As + 4);
  N.Path = "<" + withoutArguments(Self) + " as " + withoutArguments(Trait) + ">" + Rest;
  N.Root = rootOf(Trait).str();
}

static void setItanium(SymbolName &N, StringRef Mangled) {
  ItaniumPartialDemangler D;
  std::string Text = Mangled.str();
  auto Take = [](char *S) {
    std::string Out = S ? S : "";
    std::free(S);
    return Out;
  };
  if (D.partialDemangle(Text.c_str()) || !D.isFunction()) {
    N.Pretty = N.Path = demangle(Text);
    return;
  }
  N.Pretty = Take(D.getFunctionName(nullptr, nullptr));
  N.Path = withoutArguments(N.Pretty);
  std::string Context = Take(D.getFunctionDeclContextName(nullptr, nullptr));
  N.Root = Context.empty() ? "" : rootOf(Context).str();
  // The last component's arguments: std::vector<int>::iterator<X>::f -> X.
  size_t Depth = 0, Start = 0;
  for (size_t I = 0; I < Context.size(); ++I) {
    if (Context[I] == '<')
      ++Depth;
    else if (Context[I] == '>' && Depth)
      --Depth;
    else if (!Depth && StringRef(Context).substr(I).starts_with("::"))
      Start = I + 2;
  }
  N.SelfArgument = firstArgument(StringRef(Context).substr(Start)).str();
  if (D.isCtorOrDtor() && !StringRef(N.Pretty).contains('~'))
    N.ConstructedType = Context;
}

bool isRust(const Module &M) {
  return any_of(M.functions(), [](const Function &F) { return F.getName().starts_with("_R"); });
}

bool SymbolNames::destroys(StringRef Symbol) {
  if (Symbol.starts_with("_R"))
    return Symbol.contains("13drop_in_place") && get(Symbol).Path == "core::ptr::drop_in_place";
  bool MayBe = Symbol.starts_with("_ZN") && (Symbol.ends_with("D1Ev") || Symbol.ends_with("D2Ev"));
  return MayBe && StringRef(get(Symbol).Path).contains("::~");
}

const SymbolName &SymbolNames::get(StringRef Symbol) {
  auto [It, New] = Cache.try_emplace(Symbol);
  SymbolName &N = It->second;
  if (!New)
    return N;
  if (Symbol.starts_with("_R")) {
    if (char *Text = rustDemangle(Symbol)) {
      setRust(N, Text);
      if (StringRef Crate = crateOfCode(Symbol); !Crate.empty())
        N.Root = Crate.str();
      std::free(Text);
      return N;
    }
  }
  if (Symbol.starts_with("_Z")) {
    setItanium(N, Symbol);
    return N;
  }
  N.Pretty = N.Path = Symbol.str();
  return N;
}

} // namespace refsan
