//===- render_json.cpp - a report as JSON ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Schema 1: keys may be added, never changed. What is unknown is null.
//
//===----------------------------------------------------------------------===//

#include "report/json_writer.h"
#include "report/names_of_kinds.h"
#include "report/render.h"

#ifndef REFSAN_VERSION
#define REFSAN_VERSION "0.0.0"
#endif

namespace refsan {
namespace {

class JsonReport {
public:
  JsonReport(const Report &report, Writer &out) : report_(report), json_(out), out_(out) {}

  void write() {
    json_.beginObject();
    json_.key("refsan").text(REFSAN_VERSION);
    json_.key("schema").number(1);
    process();
    json_.key("exit_code").signedNumber(report_.exit_code);
    json_.key("checked").boolean(!report_.error);
    json_.key("error").text(report_.error);
    json_.key("bad_config").boolean(report_.bad_config);
    json_.key("on_request").boolean(report_.on_request);
    json_.key("failed_scopes").number(report_.failed_scopes);
    totals();
    findings("findings", report_.findings);
    findings("known", report_.known);
    fixed();
    json_.key("suppressed").number(report_.totals.suppressed);
    mismatched();
    json_.key("notes").beginArray();
    for (const char *note : report_.notes)
      json_.text(note);
    json_.endArray();
    json_.endObject();
    out_.character('\n');
  }

private:
  void process() {
    json_.key("process").beginObject();
    json_.key("pid").signedNumber(report_.pid);
    json_.key("exe").text(report_.exe);
    json_.key("cmdline").beginArray();
    for (const char *argument : report_.cmdline)
      json_.text(argument);
    json_.endArray();
    json_.key("cwd").text(report_.cwd);
    json_.endObject();
  }

  void findings(const char *key, Span<Finding> findings) {
    json_.key(key).beginArray();
    for (const Finding &finding : findings)
      write(finding);
    json_.endArray();
  }

  void mismatched() {
    json_.key("mismatched").beginObject();
    json_.key("times").number(report_.mismatched_times);
    json_.key("blocks").beginArray();
    for (const MismatchedBlocks &blocks : report_.mismatched) {
      json_.beginObject();
      json_.key("made_by").text(blocks.made_by);
      json_.key("given_to").text(blocks.given_to);
      json_.key("times").number(blocks.times);
      json_.key("made_at");
      write(blocks.made_at);
      json_.key("given_at");
      write(blocks.given_at);
      json_.endObject();
    }
    json_.endArray();
    json_.endObject();
  }

  void fixed() {
    json_.key("fixed").beginArray();
    for (const FixedFinding &finding : report_.fixed) {
      json_.beginObject();
      json_.key("id").hex(finding.id);
      json_.key("class").text(finding.kind);
      json_.key("times").number(finding.times);
      json_.key("type").text(finding.type);
      json_.key("function").text(finding.function);
      json_.endObject();
    }
    json_.endArray();
  }

  void totals() {
    const Totals &totals = report_.totals;
    json_.key("totals").beginObject();
    json_.key("allocations").number(totals.allocations);
    json_.key("frees").number(totals.frees);
    json_.key("temporary").number(totals.temporary);
    json_.key("peak_bytes").number(totals.peak_bytes);
    json_.key("leaked_objects").number(totals.leaked_objects);
    json_.key("leaked_bytes").number(totals.leaked_bytes);
    json_.key("cycles").number(totals.cycles);
    json_.endObject();
  }

  void write(const Finding &finding) {
    json_.beginObject();
    json_.key("id").hex(finding.id);
    json_.key("class").text(classRow(finding.kind).name);
    json_.key("proof").text(proofName(finding.proof));
    json_.key("doubt");
    write(finding.doubt);
    json_.key("times").number(finding.times);
    json_.key("objects").number(finding.objects);
    json_.key("bytes").number(finding.bytes);
    json_.key("members_total").number(finding.members_total);
    json_.key("members").beginArray();
    for (const Member &member : finding.members)
      write(member);
    json_.endArray();
    json_.key("edges").beginArray();
    for (const Edge &edge : finding.edges)
      write(edge);
    json_.endArray();
    json_.key("owned");
    objectsAndBytes(finding.owned_objects, finding.owned_bytes);
    json_.key("break");
    write(finding.advice);
    json_.key("candidates");
    places(finding.candidates);
    json_.key("candidate_stacks");
    stacksOf(finding.candidates);
    json_.key("counted").numberOrNull(finding.counted, finding.counted > 0);
    json_.key("found").numberOrNull(finding.found, finding.counted > 0);
    json_.key("holders").beginArray();
    for (const Holder &holder : finding.holders)
      write(holder);
    json_.endArray();
    json_.key("kept_by").beginArray();
    for (const Keeper &keeper : finding.keepers)
      write(keeper);
    json_.endArray();
    json_.key("before");
    write(finding.before);
    json_.endObject();
  }

  void write(const Keeper &keeper) {
    json_.beginObject();
    json_.key("root").text(rootRow(keeper.root).name);
    json_.key("words").text(keeper.words);
    json_.key("name").text(keeper.name);
    json_.key("module").text(keeper.module);
    json_.key("offset").numberOrNull(keeper.offset, keeper.module);
    json_.key("thread").numberOrNull(static_cast<u64>(keeper.thread), keeper.thread != 0);
    json_.key("doubtful").boolean(rootRow(keeper.root).doubtful);
    json_.key("way").beginArray();
    for (const Holder &holder : keeper.way)
      write(holder);
    json_.endArray();
    json_.key("way_total").number(keeper.way_total);
    json_.endObject();
  }

  void write(const Holder &holder) {
    json_.beginObject();
    json_.key("type").text(holder.type);
    json_.key("field").text(holder.field);
    json_.key("made_at");
    write(holder.made_at);
    json_.endObject();
  }

  void write(const Doubt &doubt) {
    if (!doubt.field && !doubt.type) {
      json_.null();
      return;
    }
    json_.beginObject();
    json_.key("field").text(doubt.field);
    json_.key("type").text(doubt.type);
    json_.key("counted").numberOrNull(doubt.counted, doubt.type);
    json_.key("found").numberOrNull(doubt.found, doubt.type);
    json_.endObject();
  }

  void write(const FindingSize &size) {
    if (!size.known) {
      json_.null();
      return;
    }
    json_.beginObject();
    json_.key("times").number(size.times);
    json_.key("objects").number(size.objects);
    json_.key("bytes").number(size.bytes);
    json_.endObject();
  }

  void write(const Member &member) {
    json_.beginObject();
    json_.key("type").text(member.type);
    json_.key("bytes").number(member.bytes);
    json_.key("strong").numberOrNull(member.strong, member.counted);
    json_.key("weak").numberOrNull(member.weak, member.counted && member.weak != kNoWeakCount);
    json_.key("made_at");
    write(member.made_at);
    json_.key("stack");
    write(member.stack);
    json_.endObject();
  }

  void write(Span<Frame> stack) {
    json_.beginArray();
    for (const Frame &frame : stack) {
      json_.beginObject();
      json_.key("function").text(frame.place.function);
      json_.key("file").text(frame.place.file);
      json_.key("line").numberOrNull(frame.place.line, frame.place.line != 0);
      json_.key("module").text(frame.module);
      json_.key("offset").number(frame.offset);
      json_.endObject();
    }
    json_.endArray();
  }

  void write(const Edge &edge) {
    json_.beginObject();
    json_.key("from").number(edge.from);
    json_.key("to").number(edge.to);
    json_.key("field").text(edge.field);
    json_.key("offset").number(edge.offset);
    json_.key("strength").text(strengthName(edge.strength));
    json_.key("taken_at");
    places(edge.taken_at);
    json_.key("stacks");
    stacksOf(edge.taken_at);
    json_.key("moved").boolean(edge.moved);
    json_.key("taken_by").text(edge.taken_by);
    json_.key("closes_cycle").boolean(edge.closes_cycle);
    json_.endObject();
  }

  void write(const Advice &advice) {
    if (!advice.known || advice.edges.size == 0) {
      json_.null();
      return;
    }
    json_.beginObject();
    json_.key("edge").number(advice.edges[0]);
    json_.key("edges").beginArray();
    for (u32 edge : advice.edges)
      json_.number(edge);
    json_.endArray();
    json_.key("why").text(advice.why);
    json_.key("frees");
    objectsAndBytes(advice.frees_objects, advice.frees_bytes);
    json_.endObject();
  }

  void write(const Place &place) {
    json_.beginObject();
    json_.key("file").text(place.file);
    json_.key("line").numberOrNull(place.line, place.line != 0);
    json_.key("column").numberOrNull(place.column, place.column != 0);
    json_.key("function").text(place.function);
    json_.endObject();
  }

  void places(Span<TakenAt> places) {
    json_.beginArray();
    for (const TakenAt &place : places)
      write(place);
    json_.endArray();
  }

  // Of the places; without any, where they are not asked for.
  void stacksOf(Span<TakenAt> places) {
    bool any = false;
    for (const TakenAt &place : places)
      any |= place.stack.size > 0;
    json_.beginArray();
    for (usize i = 0; any && i < places.size; ++i)
      write(places[i].stack);
    json_.endArray();
  }

  void objectsAndBytes(u64 objects, u64 bytes) {
    json_.beginObject();
    json_.key("objects").number(objects);
    json_.key("bytes").number(bytes);
    json_.endObject();
  }

  const Report &report_;
  JsonWriter json_;
  Writer &out_;
};

} // namespace

void renderJson(const Report &report, Writer &out) { JsonReport(report, out).write(); }

} // namespace refsan
