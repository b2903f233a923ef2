//===- TypeNames.cpp - types as reports show them -------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/TypeNames.h"
#include "names/LibraryCode.h"
#include "names/SymbolNames.h"
#include "types/LibraryTypes.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace refsan {

// Default arguments say nothing: ", std::allocator<...>" and the like.
static bool isDefaultArgument(StringRef Arg) {
  for (StringRef Prefix :
       {"std::allocator<", "std::default_delete<", "std::less<", "std::equal_to<", "std::hash<", "std::char_traits<",
        "alloc::alloc::Global", "std::hash::random::RandomState", "archery::shared_pointer::kind::"})
    if (Arg.starts_with(Prefix))
      return true;
  return false;
}

// Splits the arguments inside one pair of angles at top-level commas.
static void splitArguments(StringRef Inner, SmallVectorImpl<StringRef> &Out) {
  unsigned Depth = 0;
  size_t Start = 0;
  for (size_t I = 0; I <= Inner.size(); ++I) {
    char C = I < Inner.size() ? Inner[I] : ',';
    if (C == '<' || C == '(' || C == '[')
      ++Depth;
    else if ((C == '>' && I && Inner[I - 1] != '-') || C == ')' || C == ']')
      --Depth;
    else if (C == ',' && !Depth) {
      Out.push_back(Inner.slice(Start, I).trim());
      Start = I + 1;
    }
  }
}

// Closures have no name of their own: where they were written tells them apart.
static std::string closureName(StringRef Path) {
  size_t Colons = Path.rfind("::");
  StringRef Last = Colons == StringRef::npos ? Path : Path.substr(Colons + 2);
  StringRef In = Colons == StringRef::npos ? "" : Path.take_front(Colons);
  StringRef What = Last.starts_with("{closure") ? "closure" : Last.starts_with("$_") ? "lambda" : "";
  return What.empty() || In.empty() ? "" : (What + " in " + withoutImpls(In)).str();
}

// Rust: alloc::rc::Rc -> Rc. C++ keeps std::, as programmers write it.
static std::string simplifyPath(StringRef Path) {
  if (std::string Closure = closureName(Path); !Closure.empty())
    return Closure;
  StringRef Root = rootOf(Path);
  if (Root == "core" || Root == "alloc" || Root == "hashbrown" ||
      (Root == "std" && Path.count("::") > 1 && !Path.contains("__")))
    return Path.substr(Path.rfind("::") + 2).str();
  if (Path.consume_front("std::__cxx11::") || Path.consume_front("std::__1::"))
    return "std::" + Path.str();
  return Path.str();
}

// clang's "(lambda at /src/x.cpp:11:14)" among arguments -> "lambda at x.cpp:11", as the type itself is called.
static std::string shortenPlaces(StringRef Full) {
  std::string Out;
  for (size_t At; (At = Full.find(" at ")) != StringRef::npos;) {
    size_t Open = Full.rfind('(', At), Close = Full.find(')', At);
    StringRef Place = Close == StringRef::npos ? "" : Full.slice(At + 4, Close);
    auto [File, Column] = Place.rsplit(':');
    if (Open == StringRef::npos || File.empty() || !llvm::isDigit(File.back()) ||
        !llvm::all_of(Column, llvm::isDigit)) {
      Out += Full.take_front(At + 4);
      Full = Full.drop_front(At + 4);
      continue;
    }
    StringRef What = Full.slice(Open + 1, At);
    What.consume_front("unnamed ");
    What.consume_front("anonymous ");
    Out += (Full.take_front(Open) + What + " at " + File.substr(File.rfind('/') + 1)).str();
    Full = Full.drop_front(Close + 1);
  }
  return Out + Full.str();
}

static std::string fromPattern(StringRef Pattern, StringRef Full) {
  std::string Name(Pattern);
  size_t At = Name.find('$');
  return At == std::string::npos ? Name : Name.replace(At, 1, simplifyTypeName(firstArgument(Full).rtrim("*& ")));
}

std::string simplifyTypeName(StringRef Full) {
  Full = Full.trim();
  std::string Shortened;
  if (Full.contains(" at /") || Full.contains("(lambda at ") || Full.contains("(unnamed ") ||
      Full.contains("(anonymous "))
    Full = Shortened = shortenPlaces(Full);
  // Wrappers that only hold bytes for a value to come.
  if (Full.starts_with("core::mem::maybe_uninit::MaybeUninit<"))
    return simplifyTypeName(firstArgument(Full));
  if (const CountedType *Counted = countedType(Full))
    return fromPattern(Counted->Pattern, Full);
  if (StringRef Pattern = namePattern(withoutArguments(Full)); !Pattern.empty())
    return fromPattern(Pattern, Full);
  std::string Out, Word;
  for (size_t I = 0; I < Full.size();) {
    char C = Full[I];
    if (isAlnum(C) || C == '_' || C == ':' || C == '#' || C == '{' || C == '}' || C == '$') {
      Word += C;
      ++I;
      continue;
    }
    if (C != '<') {
      Out += simplifyPath(Word);
      Word.clear();
      Out += C;
      ++I;
      continue;
    }
    // A path with arguments, simplified each by itself.
    unsigned Depth = 0;
    size_t End = I;
    for (; End < Full.size(); ++End) {
      if (Full[End] == '<')
        ++Depth;
      else if (Full[End] == '>' && Full[End - 1] != '-' && --Depth == 0)
        break;
    }
    SmallVector<StringRef, 4> Args;
    splitArguments(Full.slice(I + 1, End), Args);
    std::string Kept;
    for (StringRef Arg : Args)
      if (!isDefaultArgument(Arg) || Arg == Args.front())
        Kept += (Kept.empty() ? "" : ", ") + simplifyTypeName(Arg);
    std::string Path = simplifyPath(Word);
    Word.clear();
    if (Path == "std::basic_string" && Kept == "char")
      Out += "std::string";
    else
      Out += Path + "<" + Kept + ">";
    I = std::min(End + 1, Full.size());
  }
  return Out + simplifyPath(Word);
}

// "void (int)", "dyn Fn(u8)". Not a tuple, nor what has one among its arguments.
static bool isFunctionType(StringRef T) {
  int Depth = 0;
  for (size_t I = 0; I < T.size(); ++I) {
    Depth += T[I] == '<' ? 1 : T[I] == '>' && I && T[I - 1] != '-' ? -1 : 0;
    if (T[I] == '(' && Depth == 0)
      return I > 0 || !T.ends_with(")");
  }
  return false;
}

std::string shortTypeName(StringRef Full) {
  // Peel library wrappers by their first argument.
  for (;;) {
    if (Full.starts_with("[") && Full.ends_with("]") && !Full.contains(';'))
      Full = Full.drop_front().drop_back(); // a slice
    StringRef Arg = firstArgument(Full), Pattern = namePattern(withoutArguments(Full));
    if (!Pattern.empty() && Pattern != "$")
      return simplifyTypeName(Full);
    bool Function = isFunctionType(Arg) && namePattern(withoutArguments(Arg)).empty();
    if (Arg.empty() || Function || !isLibraryNamespace(rootOf(Full)))
      break; // a function's type has no last component
    Full = Arg.rtrim("*& ");
  }
  if (Full.starts_with("(lambda at "))
    return simplifyTypeName(Full); // in libc++'s block for one
  std::string Plain = withoutArguments(Full);
  if (std::string Closure = closureName(Plain); !Closure.empty())
    return Closure;
  if (StringRef(Plain).contains(" in ") || StringRef(Plain).contains(" at ") || Full.starts_with("coroutine ") ||
      Full.starts_with("future of "))
    return Plain; // a closure already
  if (Full.starts_with("(") || Full.starts_with("["))
    return simplifyTypeName(Full); // a tuple or an array has no last component
  size_t Colons = StringRef(Plain).rfind("::");
  return Colons == StringRef::npos ? Plain : Plain.substr(Colons + 2);
}

} // namespace refsan
