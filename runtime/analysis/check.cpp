//===- check.cpp - the leak check -----------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/check.h"

#include "analysis/alive.h"
#include "analysis/doubts.h"
#include "analysis/findings.h"
#include "analysis/foreign.h"
#include "analysis/hidden_sizes.h"
#include "analysis/idle_stacks.h"
#include "analysis/mark.h"
#include "analysis/root_set.h"
#include "analysis/signal_handlers.h"
#include "analysis/stacks.h"
#include "analysis/suppress.h"
#include "analysis/suspended_stacks.h"
#include "analysis/unowned.h"
#include "base/format.h"
#include "platform/files.h"
#include "platform/frame_gaps.h"
#include "platform/memory.h"
#include "platform/process_copy.h"
#include "platform/symbols.h"
#include "record/contexts.h"
#include "record/ignored.h"

#include <sys/single_threaded.h>

namespace refsan {
namespace {

class Check {
public:
  explicit Check(const CheckInput &input) : input_(input) {}

  // May be left half way: see scratch.h.
  void run() {
    report_ = scratch::make<Report>();
    ModuleList modules = listModules();
    scratch::must(modules.size > 0); // without modules there are no roots
    stopped_ = true;
    StopResult threads = stopOtherThreads(input_.stop_deadline_ms);
    if (threads.unstoppable > 0) {
      fail(CheckStatus::ThreadNotStopped, "a thread could not be stopped, so that what it holds is unknown");
      return;
    }
    if (!threads.listed && !__libc_single_threaded) {
      fail(CheckStatus::ThreadNotStopped, memoryWasRefused() ? "memory to stop the threads ran out"
                                          : descriptorsRanOut()
                                              ? "the threads cannot be listed, as there is no file descriptor left"
                                              : "the threads cannot be listed without /proc");
      return;
    }
    for (usize i = 0; i < threads.size; ++i)
      clearFrameGaps(threads.data[i]);
    if (input_.in_copy && leaveToCopy())
      return;
    readable_.create();
    hidden_.find(readable_);
    index_.create();
    if (const Module *loader = findLoader(modules))
      loader_ = loader->image;
    if (const Module *library = findGObject(modules))
      signals_.useLibrary(*library);
    listBlocks();
    if (damaged_.address)
      return fail(CheckStatus::HeapDamaged, describeDamage());
    idle_.find(input_, threads, modules, index_);
    Names names(modules, symbolAt);
    mark({&input_, modules, threads, &readable_, idle_.all()}, names);
    judge(names);
    resume();
    finish(names);
    result_.report = report_;
  }

  void resume() {
    if (stopped_)
      resumeOtherThreads(input_.ending);
    stopped_ = false;
  }
  void fail(CheckStatus status, const char *message) {
    resume();
    result_.status = status;
    result_.message = message;
  }
  // However it ended.
  const CheckResult &result() {
    signals_.restore();
    readable_.release();
    hidden_.forget();
    return result_;
  }

private:
  // False in the copy, which has no other threads, and if there is none.
  bool leaveToCopy() {
    i32 copy = copyProcess();
    result_.is_copy = copy == 0;
    if (copy == 0) {
      stopped_ = false;
      if (input_.began_copy)
        input_.began_copy();
    }
    if (copy <= 0)
      return false;
    resume();
    result_.status = CheckStatus::InCopy;
    result_.copy = copy;
    return true;
  }

  // The blocks of one leaf of the side table.
  struct alignas(kApart) Listing {
    Check *check = nullptr;
    const BlockLeaf *leaf = nullptr;
    BlockIndex::Run run;
    Vector<uptr> kept; // see kept_blocks_
    Vector<uptr> handlers;
    const Context *last = nullptr;
    bool last_kept = false;
    Block previous, damaged;
  };

  void listBlocks() {
    Vector<Listing *> listings;
    for (const BlockLeaf *leaf = blockLeavesByAddress(); leaf; leaf = leaf->next) {
      auto *listing = scratch::make<Listing>();
      listing->check = this;
      listing->leaf = leaf;
      listing->run.begin = leaf->base;
      listing->run.end = leaf->base + (uptr(1) << kLeafBits);
      index_.reserve(listing->run);
      scratch::push(listings, listing);
    }
    // A small heap is looked through before a thread would have started.
    workers_ = Workers(input_.allocations - input_.frees < kBlocksOfLargeHeap ? 1 : input_.workers);
    workers_.forEach(static_cast<u32>(listings.size()), [&](u32 i, u32) {
      auto add = [](const Block &block, void *arg) {
        Listing &listing = *static_cast<Listing *>(arg);
        listing.check->add(block, listing);
      };
      forEachBlockOf(*listings[i]->leaf, add, listings[i]);
    });
    Block previous; // of an earlier leaf
    for (Listing *listing : listings) {
      if (listing->run.blocks && previous.address + previous.size > listing->run.first)
        damaged_ = previous;
      if (listing->damaged.address)
        damaged_ = listing->damaged;
      if (damaged_.address)
        break;
      if (listing->run.blocks)
        previous = listing->previous;
      index_.join(listing->run);
      scratch::must(!listing->kept.failed() && !listing->handlers.failed());
      for (uptr block : listing->kept)
        scratch::push(kept_blocks_, block);
      for (uptr block : listing->handlers)
        scratch::push(handlers_, block);
      listing->kept.release();
      listing->handlers.release();
    }
    listings.release();
  }
  void add(const Block &block, Listing &listing) {
    noteDamage(block, listing);
    if (listing.damaged.address)
      return;
    index_.add(listing.run, block.address, block.size);
    if (block.context != listing.last) {
      listing.last = block.context;
      listing.last_kept = block.context && isKept(*block.context);
    }
    if (listing.last_kept)
      listing.kept.push(block.address);
    if (__builtin_expect(signals_.mayBeHandler(block), 0))
      listing.handlers.push(block.address);
  }
  // The loader keeps the thread vectors and thread locals of ended threads with
  // their stacks, for the threads to come: its blocks are never leaks. What is of an earlier
  // generation a thread may hold that did not come along when the process was forked.
  bool isKept(const Context &from) const {
    return from.generation < generation_ || isIgnored(from) ||
           (!from.site && from.frame_count > 0 && loader_.contains(from.frames[0] - 1)) ||
           (!from.site && from.frame_count > 1 && input_.thread_maker.contains(from.frames[1] - 1));
  }

  // The allocator keeps the size in front of the block, where an overflow of the
  // one before reaches it.
  static void noteDamage(const Block &block, Listing &listing) {
    constexpr uptr kHighest = uptr(1) << 47;
    if (listing.previous.address + listing.previous.size > block.address)
      listing.damaged = listing.previous;
    else if (block.size > kHighest - block.address)
      listing.damaged = block;
    listing.previous = block;
  }
  const char *describeDamage() {
    char text[512];
    TextBuilder line(text, sizeof(text));
    line.text("the heap is damaged: the size of the block at 0x").hex(damaged_.address).text(" was overwritten");
    const refsan_site *site = damaged_.context ? damaged_.context->site : nullptr;
    if (site && site->file)
      line.text(", made at ").text(site->file).character(':').decimal(site->line);
    return scratch::copy(line.view());
  }

  void mark(const RootSources &sources, const Names &names) {
    Marker marker(index_, readable_, knownSize, workers_);
    suspended_.create(sources, index_);
    roots_.collect(sources, kept_blocks_);
    unowned_.find(index_, readable_, knownBlock, kReferences);
    unowned_.dropHeld(readable_, roots_.sure());
    unowned_.hide(index_);
    if (!handlers_.empty())
      signals_.hide(handlers_, index_, knownSize);
    idle_.setAside(index_, marker, knownSize);
    for (const Root &root : roots_.sure())
      marker.addRoot(root.words);
    finish(marker);
    if (!roots_.doubtful().empty()) {
      unowned_.show(index_);
      doubts_.judgeWithout(index_, readable_, names, knownBlock, kReferences, signals_.attached());
      unowned_.hide(index_);
      doubts_.mark(marker, readable_, roots_.doubtful());
      finish(marker);
    }
    unowned_.show(index_);
    suspended_.putBack(index_);
    signals_.restore();
  }
  void finish(Marker &marker) {
    Span<Root> found;
    do {
      for (const Root &stack : found)
        marker.addRoot(stack.words);
      marker.finish();
      if (signals_.any())
        signals_.reviveMarked(marker, index_);
      found = suspended_.find(roots_, readable_);
    } while (found.size > 0);
  }
  // From what leaked to findings without stacks.
  void judge(const Names &names) {
    if (input_.report_reachable || input_.scope)
      listAlive(names);
    heap_.attach(signals_.attached());
    heap_.create(index_, readable_, knownBlock, kReferences, workers_);
    Totals &totals = report_->totals;
    totals.leaked_objects = heap_.size();
    totals.leaked_bytes = heap_.totalBytes();
    if (heap_.size() > 0) {
      kinds_.create(heap_);
      graph_.create(heap_, kinds_, workers_);
      bool by_stack = input_.suppressions.rules.size > 0 || input_.instrumented.size > 0 || input_.scope;
      FindingsBuilder builder(graph_, names, input_.max_members, by_stack);
      builder.create();
      totals.cycles = builder.cycles();
      leaks_ = builder.drafts();
      graph_.release();
    }
    if (!roots_.doubtful().empty())
      doubts_.compare(leaks_, names, notes_);
  }
  void listAlive(const Names &names) {
    Keepers keepers;
    keepers.search(roots_, index_, readable_, knownBlock);
    alive_.collect(index_, input_.scope, keepers, names);
  }

  // Names, lines, and everything the report says beside the findings.
  void finish(const Names &names) {
    Span<Draft> alive = alive_.drafts();
    usize count = leaks_.size + alive.size;
    Draft *drafts = scratch::make<Draft>(count);
    for (usize i = 0; i < count; ++i)
      drafts[i] = i < leaks_.size ? leaks_[i] : alive[i - leaks_.size];
    if (count)
      nameStacks(drafts, count, names);
    if (input_.scope)
      count = keepScope(drafts, count);
    if (input_.instrumented.size)
      count = dropForeign(drafts, count, input_.instrumented, report_->totals);
    if (input_.suppressions.rules.size || input_.instrumented.size || input_.scope)
      count = suppress(drafts, count, input_.suppressions, report_->totals, notes_);

    Finding *findings = scratch::make<Finding>(count);
    bool uninstrumented = false;
    for (usize i = 0; i < count; ++i) {
      findings[i] = drafts[i].finding;
      uninstrumented |= findings[i].kind != Class::Reachable && drafts[i].uninstrumented;
    }
    report_->findings = {findings, count};
    report_->exit_code = hasLeaks(*report_) ? input_.exit_code_with_leaks : input_.exit_code_without;
    if (uninstrumented)
      addNote("compiled without -g: with it the report has lines, types and fields");
    if (memoryWasRefused())
      addNote("memory ran out for a while: names of functions and what is known of references may be missing");
    report_->notes = scratch::keep(notes_);
    describeProcess(names);
  }

  void nameStacks(Draft *drafts, usize count, const Names &names) {
    Stacks stacks(names);
    if (input_.symbolize)
      stacks.symbolize({drafts, count}, input_.symbolize_deadline_ms);
    stacks.fill({drafts, count});
    fingerprint(drafts, count, names);
  }

  void describeProcess(const Names &names) {
    Totals &totals = report_->totals;
    totals.allocations = input_.allocations;
    totals.frees = input_.frees;
    totals.temporary = input_.temporary;
    totals.peak_bytes = input_.peak_bytes;
    report_->pid = input_.pid;
    report_->exe = input_.exe ? input_.exe : names.modules().size ? names.modules().data[0].path : nullptr;
  }

  // Of the findings, those with an object of the scope's.
  usize keepScope(Draft *drafts, usize count) {
    Totals &totals = report_->totals;
    totals.leaked_objects = totals.leaked_bytes = totals.cycles = 0;
    usize left = 0;
    for (usize i = 0; i < count; ++i) {
      bool is_of_scope = false;
      for (const Context *context : drafts[i].contexts)
        is_of_scope |= context && context->scope == input_.scope;
      if (!is_of_scope)
        continue;
      const Finding &finding = drafts[i].finding;
      totals.leaked_objects += finding.objects + finding.owned_objects;
      totals.leaked_bytes += finding.bytes + finding.owned_bytes;
      totals.cycles += finding.kind == Class::Cycle ? finding.times : 0;
      drafts[left++] = drafts[i];
    }
    char buffer[256];
    TextBuilder note(buffer, sizeof buffer);
    addNote(scratch::copy(note.text("checked at the end of the scope '").text(input_.scope_name).text("'").view()));
    return left;
  }

  void addNote(const char *note) { scratch::push(notes_, note); }

  static constexpr ReferenceSource kReferences = {takenBySlot, outstandingRetains, newestContext, mayHoldMade};
  static constexpr u64 kBlocksOfLargeHeap = 1 << 18;

  const CheckInput &input_;
  Workers workers_;
  CheckResult result_;
  Report *report_ = nullptr;
  bool stopped_ = false;
  const u32 generation_ = currentGeneration();
  Readable readable_;
  BlockIndex index_;
  Range loader_;
  Block damaged_; // by the program; its size is not true
  HiddenSizes hidden_;
  Vector<uptr> kept_blocks_; // no leaks, whatever points to them
  Vector<uptr> handlers_;    // perhaps
  SignalHandlers signals_;
  LeakedHeap heap_;
  BlockKinds kinds_;
  Graph graph_;
  RootSet roots_;
  IdleStacks idle_;
  SuspendedStacks suspended_;
  UnownedCycles unowned_;
  Doubts doubts_;
  AliveBlocks alive_;
  Span<Draft> leaks_;
  Vector<const char *> notes_;
};

} // namespace

CheckResult runCheck(const CheckInput &input) {
  scratch::release();
  Check check(input);
  if (scratch::run([](void *check) { static_cast<Check *>(check)->run(); }, &check))
    return check.result();
  check.fail(CheckStatus::OutOfMemory, "memory for the analysis ran out");
  return check.result();
}

bool hasLeaks(const Report &report) {
  for (const Finding &finding : report.findings)
    if (finding.kind != Class::Reachable)
      return true;
  return false;
}

} // namespace refsan
