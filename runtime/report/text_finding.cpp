//===- text_finding.cpp - one finding as text -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/text_finding.h"

#include "base/format.h"
#include "report/advice_text.h"
#include "report/callers.h"

namespace refsan {
namespace {

constexpr usize kIdColumn = 80;
constexpr usize kMostLeft = 64; // wider ones push their own right side only
constexpr const char *class_titles[] = {"cycle", "forgotten reference", "lost", "weak-only", "alive", "outlives"};

// What stands at the left of a member's lines.
struct Gutter {
  const char *first; // before the member
  const char *rest;  // before what follows, up to the next member
};

class FindingText {
public:
  FindingText(const Finding &finding, TextOutput &out) : finding_(finding), out_(out) {
    usize max = out.style().max_members;
    shown_ = max && max < finding.members.size ? max : finding.members.size;
    ring_ = isRing();
    tail_ = finding.members_total > shown_ && endsWithHolder();
  }

  void write(u64 number) {
    title(number);
    right_column_ = rightColumn();
    for (usize i = 0; i + tail_ < shown_; ++i)
      memberAndEdges(i);
    if (finding_.members_total > shown_)
      out_.text("  ").dim("and ").count(finding_.members_total - shown_, "more object", "more objects").endLine();
    if (tail_)
      memberAndEdges(finding_.members.size - 1);
    explanation();
    if (finding_.members.size)
      callers(finding_.members[0].made_at, finding_.members[0].stack, "", 2);
  }

private:
  // Each member holds the next, the last one the first, and nothing else.
  bool isRing() const {
    usize size = finding_.members.size;
    if (finding_.edges.size != size || shown_ != size || finding_.members_total != size)
      return false;
    for (usize i = 0; i < size; ++i)
      if (finding_.edges[i].from != i || finding_.edges[i].to != (i + 1) % size)
        return false;
    return true;
  }

  // Not all are shown, and the last one leads back to the first.
  bool endsWithHolder() const {
    bool holds = false;
    for (const Edge &edge : finding_.edges)
      holds |= edge.from == finding_.members.size - 1 && edge.to == 0;
    return holds && shown_ > 1;
  }

  void memberAndEdges(usize i) {
    member(i);
    for (const Edge &edge : finding_.edges)
      if (edge.from == i)
        this->edge(edge, gutterOf(i).rest);
  }

  void title(u64 number) {
    u64 times = finding_.times ? finding_.times : 1;
    out_.red(class_titles[static_cast<u32>(finding_.kind)]).text(" ").number(number).text("   ");
    if (finding_.objects % times == 0 && finding_.bytes % times == 0)
      out_.count(finding_.objects / times, "object", "objects").text(", ").bytes(finding_.bytes / times);
    else
      out_.count(finding_.objects, "object", "objects").text(" in all");
    if (times > 1)
      out_.text(", found ").number(times).text(" times (").bytes(finding_.bytes).text(")");
    if (finding_.owned_objects)
      out_.text(", owns ")
          .count(finding_.owned_objects, "more object", "more objects")
          .text(" (")
          .bytes(finding_.owned_bytes)
          .text(")");
    if (finding_.proof != Proof::Proved && finding_.kind <= Class::Forgotten)
      out_.text(finding_.proof == Proof::Likely ? ", likely" : ", by pointers alone");
    char id[kMaxDigits];
    formatHex(finding_.id >> 32, 8, id);
    out_.column(kIdColumn).dim("id ").dim(StringView(id, 8)).endLine();
  }

  Gutter gutterOf(usize member) const {
    if (!ring_)
      return {"  ", "      "};
    if (finding_.members.size == 1)
      return {"  ┌─> ", "  └──   "};
    if (member == 0)
      return {"  ┌─> ", "  │     "};
    return member + 1 < finding_.members.size ? Gutter{"  ├── ", "  │     "} : Gutter{"  └── ", "        "};
  }

  static StringView typeOf(const Member &member) { return member.type ? member.type : "block"; }

  // Between the type and the column of places.
  static void facts(const Member &member, TextBuilder &text) {
    text.text("  ").decimal(member.bytes).text(member.bytes == 1 ? " byte" : " bytes");
    if (member.counted)
      text.text("  strong ").decimal(member.strong);
    if (member.counted && member.weak != kNoWeakCount)
      text.text(", weak ").decimal(member.weak);
  }

  u64 numberOf(usize member) const {
    return tail_ && member + 1 == finding_.members.size ? finding_.members_total : member + 1;
  }

  void holds(const Edge &edge, TextBuilder &text) const {
    if (edge.field)
      text.text(edge.field);
    else
      text.text("byte ").decimal(edge.offset);
    text.text(" holds ");
    if (edge.to == edge.from)
      text.text("the object itself");
    else if (ring_)
      text.text(edge.to == 0 ? "the first object" : "the next object");
    else
      text.text("object ").decimal(numberOf(edge.to));
    if (edge.strength == Strength::Owner)
      text.text(", as its only owner");
    else if (edge.strength == Strength::Raw && edge.field)
      text.text(", by a plain pointer");
  }

  void label(usize member, TextBuilder &text) const {
    if (!ring_ && finding_.members.size > 1)
      text.decimal(numberOf(member)).text(". ");
  }

  // Where "made at" and "taken at" stand: right of all that is not too wide.
  usize rightColumn() const {
    usize right = 0;
    char buffer[512];
    TextBuilder text(buffer, sizeof buffer);
    auto consider = [&](usize wide) { right = wide > right && wide <= kMostLeft ? wide : right; };
    for (usize i = 0; i < shown_; ++i) {
      text.clear();
      label(i, text);
      text.text(typeOf(finding_.members[i]));
      facts(finding_.members[i], text);
      consider(columnsOf(gutterOf(i).first) + columnsOf(text.view()));
    }
    for (const Edge &edge : finding_.edges)
      if (edge.from < shown_) {
        text.clear();
        holds(edge, text);
        consider(columnsOf(gutterOf(edge.from).rest) + columnsOf(text.view()));
      }
    return right + 3;
  }

  void member(usize i) {
    const Member &member = finding_.members[i];
    char buffer[64];
    TextBuilder text(buffer, sizeof buffer);
    label(i, text);
    out_.text(gutterOf(i).first).text(text.view()).bold(typeOf(member));
    text.clear();
    facts(member, text);
    out_.text(text.view());
    if (member.made_at)
      out_.column(right_column_).text(member.made_at.file ? "made at " : "made in ").place(member.made_at);
    out_.endLine();
    // An object that holds itself: the line of its edge, further down, ends the ring.
    bool ring_goes_on = ring_ && finding_.members.size == 1;
    quote(ring_goes_on ? "  │     " : gutterOf(i).rest, member.made_at, right_column_ + 2);
  }

  // The same line once is enough.
  void quote(StringView before, const Place &place, usize at_column) {
    if (place.line == quoted_.line && StringView(place.file) == quoted_.file)
      return;
    quoted_ = place;
    out_.quote(before, place, at_column);
  }

  bool takenWhenMade(const Edge &edge) const {
    return edge.taken_at.size == 1 && !edge.taken_by && edge.taken_at[0] == finding_.members[edge.to].made_at;
  }

  void edge(const Edge &edge, const char *gutter) {
    char buffer[512];
    TextBuilder text(buffer, sizeof buffer);
    holds(edge, text);
    out_.text(gutter).text(text.view());
    bool as_made = edge.taken_at.size > 0 && takenWhenMade(edge);
    if (as_made)
      madeWithIt(edge);
    else if (edge.taken_at.size > 0)
      taken(edge);
    if (edge.closes_cycle && finding_.members.size > 1)
      out_.bold("  (closed the cycle)");
    out_.endLine();
    StringView below = edge.to == 0 && ring_ ? "" : gutter;
    if (!as_made && (edge.taken_at.size == 1 || edge.moved))
      quote(below, edge.taken_at[0], right_column_ + 2);
    if (edge.taken_at.size > 0)
      callers(edge.taken_at[0], edge.taken_at[0].stack, below, right_column_);
  }

  // The line stands with the object's "made at": not quoted again.
  void madeWithIt(const Edge &edge) {
    bool counted = finding_.members[edge.to].counted;
    out_.column(right_column_).text(counted ? "the reference it was made with" : "since it was made");
    if (const Place &made = edge.taken_at[0]; made.file)
      out_.text(" at ").location(made);
  }

  void taken(const Edge &edge) {
    const Place &place = edge.taken_at[0];
    out_.column(right_column_).text(place.file ? "taken at " : "taken in ");
    where(place);
    if (edge.taken_at.size > 1 && !edge.moved) {
      out_.text(" or ");
      where(edge.taken_at[1]);
    }
    if (edge.taken_at.size > 2)
      out_.text(" or ").count(edge.taken_at.size - 2, "other place", "other places");
    if (edge.taken_by)
      out_.text(" by ").text(edge.taken_by);
    if (edge.moved) {
      out_.text(edge.taken_at[1].file ? ", moved in at " : ", moved in by ");
      where(edge.taken_at[1]);
    }
  }

  // The line, or the function where lines are not known.
  void where(const Place &place) { place.file ? out_.location(place) : out_.place(place); }

  void explanation() {
    if (finding_.kind == Class::Cycle && finding_.advice.known) {
      out_.text("  to break it: ");
      writeAdvice(finding_, out_);
      out_.endLine();
      out_.text("               ");
      writeReason(finding_, out_);
      out_.endLine();
    } else if (finding_.kind == Class::WeakOnly) {
      out_.text("  its value is gone; weak references keep the memory").endLine();
      for (const Holder &holder : finding_.holders)
        weakHolder(holder);
    } else if (finding_.kind == Class::Forgotten) {
      forgotten();
    }
    doubt();
    if (finding_.kind == Class::Cycle && oneLineTookSeveral())
      out_.text("  one line took several of these references; REFSAN_OPTIONS=reference_stacks=1 tells who called it")
          .endLine();
    for (const Keeper &keeper : finding_.keepers)
      kept(keeper);
  }

  // Which of its calls took which of these is not told by the line.
  bool oneLineTookSeveral() const {
    for (usize i = 0; i < finding_.edges.size; ++i) {
      const Edge &edge = finding_.edges[i];
      if (edge.taken_at.size != 1 || edge.taken_at[0].stack.size || edge.from >= shown_)
        continue;
      for (usize k = 0; k < i; ++k) {
        const Edge &other = finding_.edges[k];
        if (other.taken_at.size == 1 && other.from != edge.from && other.to != edge.to &&
            other.taken_at[0] == edge.taken_at[0])
          return true;
      }
    }
    return false;
  }

  void doubt() {
    const Doubt &doubt = finding_.doubt;
    if (doubt.field)
      out_.text("  likely: that `")
          .text(doubt.field)
          .text("` is a reference is known by counts, not by a type")
          .endLine();
    else if (doubt.type)
      out_.text("  likely: of `")
          .text(doubt.type)
          .text("` ")
          .count(doubt.counted, "reference is", "references are")
          .text(" counted, ")
          .number(doubt.found)
          .text(doubt.found == 1 ? " was" : " were")
          .text(" found")
          .endLine();
  }

  // From the object back to the root.
  void kept(const Keeper &keeper) {
    const char *before = "  kept by ";
    usize first_left_out = keeper.way.size / 2;
    for (usize i = keeper.way.size; i-- > 0; before = "  which is kept by ") {
      out_.text(before);
      holder(keeper.way[i]);
      if (i == first_left_out && keeper.way_total > keeper.way.size)
        out_.text("  which ")
            .count(keeper.way_total - keeper.way.size, "more object keeps", "more objects keep")
            .endLine();
    }
    out_.text(before).text(keeper.words).endLine();
  }

  void weakHolder(const Holder &holder) {
    out_.text("  held by ");
    this->holder(holder);
  }

  void holder(const Holder &holder) {
    holder.field ? out_.text("`").text(holder.field).text("` of ")
                 : out_.text("byte ").number(holder.offset).text(" of ");
    out_.text(holder.type ? holder.type : "a block");
    if (holder.made_at)
      out_.text(holder.made_at.file ? " made at " : " made in ").place(holder.made_at);
    out_.endLine();
  }

  void forgotten() {
    u64 missing = finding_.counted > finding_.found ? finding_.counted - finding_.found : 1;
    out_.text("  ").count(finding_.counted, "reference is", "references are").text(" counted and ");
    if (finding_.found)
      out_.number(finding_.found).text(finding_.found == 1 ? " holder was" : " holders were").text(" found");
    else
      out_.text("nothing in memory holds one");
    out_.text(": ");
    missing == 1 ? out_.text("one was") : out_.number(missing).text(" were");
    out_.text(" never given up").endLine();
    const char *before = "  perhaps the one taken ";
    for (usize i = 0; i < finding_.candidates.size && i < out_.style().max_callers; ++i) {
      const TakenAt &place = finding_.candidates[i];
      out_.text(before).text(place.file ? "at " : "in ").place(place).endLine();
      quote("", place, 6);
      callers(place, place.stack, "", 4);
      before = "  or ";
    }
  }

  void callers(const Place &place, Span<Frame> stack, StringView before, usize at_column) {
    const Frame *frames[16];
    usize max = out_.style().max_callers < 16 ? out_.style().max_callers : 16;
    usize count = callersOf(place, stack, frames, max);
    for (usize i = 0; i < count; ++i) {
      out_.text(before).column(at_column).text(i == 0 ? "called from " : "       from ");
      out_.function(frames[i]->place.function);
      if (frames[i]->place.file && frames[i]->place.line)
        out_.text(" ").location(frames[i]->place);
      out_.endLine();
    }
  }

  const Finding &finding_;
  TextOutput &out_;
  usize shown_ = 0; // members
  bool ring_ = false;
  bool tail_ = false; // the last member stands for the end of a ring that is too long to be shown
  usize right_column_ = 0;
  Place quoted_; // last
};

} // namespace

void writeFinding(const Finding &finding, u64 number, TextOutput &out) { FindingText(finding, out).write(number); }

} // namespace refsan
