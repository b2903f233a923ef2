//===- Documents.cpp - what the processes of a run have reported ----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Documents.h"
#include "Messages.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace llvm;

namespace refsan {

namespace {

// Files by process id, as they were made.
std::vector<std::string> listFiles(StringRef Folder) {
  std::vector<std::pair<unsigned, std::string>> Found;
  std::error_code Error;
  for (sys::fs::directory_iterator It(Folder, Error), End; It != End && !Error; It.increment(Error)) {
    StringRef Name = sys::path::filename(It->path());
    unsigned Pid;
    if (Name.consume_back(".json") && !Name.split('-').first.getAsInteger(10, Pid))
      Found.push_back({Pid, It->path()});
  }
  std::sort(Found.begin(), Found.end());
  std::vector<std::string> Files;
  for (auto &File : Found)
    Files.push_back(std::move(File.second));
  return Files;
}

class Reader {
public:
  void readFile(StringRef Path) {
    ++Result.Processes;
    auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    SmallVector<StringRef, 2> Lines;
    if (Buffer)
      (*Buffer)->getBuffer().split(Lines, '\n', -1, /*KeepEmpty=*/false);
    FinalCheck = Leaks = false;
    for (StringRef Line : Lines)
      if (!readDocument(Line))
        Result.Damaged = Path.str();
    Result.Checked += FinalCheck;
    Result.Leaking += Leaks;
    Result.Unchecked += Lines.empty();
  }

  Documents Result;

private:
  bool readDocument(StringRef Line) {
    Expected<json::Value> Value = json::parse(Line);
    const json::Object *Document = Value ? Value->getAsObject() : nullptr;
    if (!Document || Document->getInteger("schema") != 1) {
      consumeError(Value.takeError());
      return false;
    }
    judge(*Document);
    Result.All.push_back(Line.str());
    return true;
  }

  void judge(const json::Object &Document) {
    // The last of a process counts; before it are those that it asked for.
    if (Document.getBoolean("on_request").value_or(false))
      return;
    int ExitCode = static_cast<int>(Document.getInteger("exit_code").value_or(0));
    bool Checked = Document.getBoolean("checked").value_or(true);
    bool BadConfig = Document.getBoolean("bad_config").value_or(false);
    bool Found = countFindings(Document);
    FinalCheck |= Checked;
    Leaks |= Found;
    Found |= Document.getInteger("failed_scopes").value_or(0) > 0;
    if (BadConfig || (!Checked && ExitCode != 0) || Found) // exitcode=0 is for the process alone
      fail(BadConfig ? code(Exit::BadConfig) : ExitCode ? ExitCode : code(Exit::Leaks));
  }

  bool countFindings(const json::Object &Document) {
    uint64_t Before = Result.Findings;
    const json::Array *Findings = Document.getArray("findings");
    for (const json::Value &Value : Findings ? *Findings : json::Array()) {
      const json::Object *Finding = Value.getAsObject();
      if (!Finding || Finding->getString("class") == "reachable")
        continue;
      ++Result.Findings;
      Result.Objects += Finding->getInteger("objects").value_or(0);
      Result.Bytes += Finding->getInteger("bytes").value_or(0);
      if (const json::Object *Owned = Finding->getObject("owned")) {
        Result.Objects += Owned->getInteger("objects").value_or(0);
        Result.Bytes += Owned->getInteger("bytes").value_or(0);
      }
    }
    return Result.Findings != Before;
  }

  // What makes the verdict doubtful is graver than leaks.
  void fail(int ExitCode) {
    constexpr Exit Order[] = {Exit::BadConfig, Exit::CheckFailed, Exit::NothingChecked};
    auto Rank = [&](int Code) {
      return std::find_if(std::begin(Order), std::end(Order), [&](Exit E) { return code(E) == Code; }) - Order;
    };
    if (!Result.Failure || Rank(ExitCode) < Rank(Result.Failure))
      Result.Failure = ExitCode;
  }

  bool FinalCheck = false;
  bool Leaks = false;
};

} // namespace

Documents readDocuments(StringRef Folder) {
  Reader R;
  for (const std::string &File : listFiles(Folder))
    R.readFile(File);
  return std::move(R.Result);
}

} // namespace refsan
