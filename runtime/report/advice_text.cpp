//===- advice_text.cpp - how to break a cycle, in words -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/advice_text.h"

#include "base/format.h"

namespace refsan {
namespace advice_text {

static bool isRust(const Finding &finding) {
  for (const Member &member : finding.members)
    if (startsWith(member.type, "Rc<") || startsWith(member.type, "Arc<"))
      return true;
  for (const Edge &edge : finding.edges)
    if (startsWith(edge.taken_by, "Rc::") || startsWith(edge.taken_by, "Arc::"))
      return true;
  for (const Member &member : finding.members)
    if (endsWith(member.made_at.file, ".rs"))
      return true;
  return false;
}

// As in the source: "next" of "value.next[2]" and of an array's "[1].next", "vars[…].closure".
static StringView fieldName(StringView path) {
  if (startsWith(path, "[") && findChar(path, ']') + 1 < path.size)
    path = path.from(findChar(path, ']') + 2);
  if (startsWith(path, "value."))
    path = path.from(6);
  while (path.size && path[path.size - 1] == ']' && findLastChar(path, '[') != kNotFound && findLastChar(path, '[') > 0)
    path = path.from(0, findLastChar(path, '['));
  return path;
}

// Of "cached.deleter.self": "cached"; empty: it is not in a deleter.
static StringView deleterOf(StringView path) {
  constexpr StringView kDeleter = ".deleter.";
  for (usize at = 0; at + kDeleter.size < path.size; ++at)
    if (path.from(at, kDeleter.size) == kDeleter)
      return path.from(0, at);
  return {};
}

// What kind of code holds its captures here: "lambda"; null: it is no code.
static const char *capturedBy(const Finding &finding, const Edge &edge) {
  constexpr const char *kCode[] = {"closure", "lambda", "future"};
  for (const char *code : kCode)
    if (edge.field && startsWith(finding.members[edge.from].short_type, code))
      return code;
  return nullptr;
}

// Rc<RefCell<Vec<Rc<Node>>>>: the value has no field of the user's.
static bool isWholeValue(const Finding &finding, const Edge &edge) {
  StringView field = edge.field, type = finding.members[edge.from].type;
  return (field == "value" || startsWith(field, "value[")) && (startsWith(type, "Rc<") || startsWith(type, "Arc<"));
}

static void writeField(const Finding &finding, const Edge &edge, TextOutput &out) {
  StringView field = edge.field;
  StringView holder = finding.members[edge.from].short_type;
  if (field.empty()) {
    out.text("the reference ").text(holder.empty() ? "" : "in `").text(holder).text(holder.empty() ? "" : "` ");
    if (edge.taken_at.size && edge.taken_at[0].line)
      out.text("taken at ").location(edge.taken_at[0]);
    else
      out.text("to the ").text(edge.to == edge.from ? "object itself" : "other object");
    return;
  }
  if (isWholeValue(finding, edge))
    out.text("the handle in `").text(finding.members[edge.from].type).text("`");
  else if (capturedBy(finding, edge))
    out.text("`").text(fieldName(field)).text("`, captured by the ").text(holder).text(",");
  else
    out.text("`").text(holder).text(holder.empty() ? "" : "::").text(fieldName(field)).text("`");
}

static bool sameField(const Finding &finding, const Edge &a, const Edge &b) {
  if (StringView(finding.members[a.from].short_type) != finding.members[b.from].short_type)
    return false;
  return a.field || b.field ? fieldName(a.field) == fieldName(b.field) : a.offset == b.offset;
}

// Not every protocol has weak handles.
static void writeWeak(StringView weak, TextOutput &out) {
  if (weak.empty())
    out.text("plain pointer that takes no reference");
  else
    out.text("`").text(weak).text("`");
}

} // namespace advice_text

void writeAdvice(const Finding &finding, TextOutput &out) {
  using namespace advice_text;
  bool rust = isRust(finding);
  const Edge *first = finding.advice.edges.size ? &finding.edges[finding.advice.edges[0]] : nullptr;
  StringView weak = rust ? "Weak" : first ? first->weak_type : nullptr;
  bool one = first && finding.advice.edges.size == 1;
  if (StringView deleted = one ? deleterOf(first->field) : StringView(); !deleted.empty()) {
    out.text("capture `").text(StringView(first->field).from(deleted.size + 9)).text("` as a ");
    writeWeak(weak, out);
    out.text(" in the deleter of `").text(fieldName(deleted)).text("`");
    return;
  }
  if (const char *code = one ? capturedBy(finding, *first) : nullptr) {
    out.text("capture `").text(fieldName(first->field)).text("` as a ");
    writeWeak(weak, out);
    out.text(" in the ");
    out.text(finding.members[first->from].short_type).text(", or drop the ").text(code);
    out.text(" before the last owner goes");
    return;
  }
  if (one && first->stored && first->field && !weak.empty()) {
    out.text("let what ");
    writeField(finding, *first, out);
    out.text(" stores hold a ");
    writeWeak(weak, out);
    out.text(" instead, or reset it before the last owner goes");
    return;
  }
  out.text("make ");
  u32 named = 0;
  for (usize i = 0; i < finding.advice.edges.size; ++i) {
    const Edge &edge = finding.edges[finding.advice.edges[i]];
    bool repeated = false;
    for (usize k = 0; k < i; ++k)
      repeated |= sameField(finding, finding.edges[finding.advice.edges[k]], edge);
    if (repeated)
      continue;
    out.text(named++ ? " and " : "");
    writeField(finding, edge, out);
  }
  out.text(named > 1 ? " each a " : " a ");
  writeWeak(weak, out);
  out.text(", or ")
      .text(rust ? "clear" : "reset")
      .text(named > 1 ? " them" : " it")
      .text(" before the last owner goes");
}

void writeReason(const Finding &finding, TextOutput &out) {
  const Advice &advice = finding.advice;
  u64 times = finding.times ? finding.times : 1;
  out.text(advice.why).text(advice.edges.size > 1 ? "; without these " : "; without it");
  if (advice.edges.size > 1)
    out.number(advice.edges.size).text(" references");
  if (advice.held_elsewhere)
    out.text(", and without what holds them from outside of the cycle,");
  u64 objects = advice.frees_objects % times ? 0 : advice.frees_objects / times;
  if (objects == 1)
    out.text(" the object is freed");
  else if (objects == 2)
    out.text(" both objects are freed");
  else if (objects)
    out.text(" all ").number(objects).text(" objects are freed");
  else
    out.text(" all objects are freed");
}

} // namespace refsan
