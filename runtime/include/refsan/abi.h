//===- abi.h - what instrumented code and the runtime share -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The records that the pass emits as constants and the entry points it calls.
// C-compatible, includes nothing. Private to RefSan: users include refsan.h.
// Changing anything here means a new REFSAN_ABI_VERSION.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ABI_H
#define REFSAN_ABI_H

#define REFSAN_ABI_VERSION 16
// Instrumented code refers to this symbol, the runtime of the same version
// defines it: a mismatch is a link error that names it, and says why.
#define REFSAN_ABI_SYMBOL REFSAN_ABI_PASTE(__refsan_version_mismatch_check_v, REFSAN_ABI_VERSION)
#define REFSAN_ABI_SYMBOL_NAME REFSAN_ABI_QUOTE(REFSAN_ABI_SYMBOL)
#define REFSAN_ABI_PASTE(Name, Version) REFSAN_ABI_PASTED(Name, Version)
#define REFSAN_ABI_PASTED(Name, Version) Name##Version
#define REFSAN_ABI_QUOTE(Name) REFSAN_ABI_QUOTED(Name)
#define REFSAN_ABI_QUOTED(Name) #Name

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned int refsan_u32;
typedef __SIZE_TYPE__ refsan_usize;

typedef struct refsan_type refsan_type;

// A variant of an enum: its fields are there only while the tag, an unsigned
// integer in the object, lies in [low, high] (outside 1: not in it; 2: while the tag, less the element's number, is
// odd, whatever low and high).
typedef struct refsan_variant {
  const struct refsan_variant *outer; // of the enum around this one, null: none
  refsan_u32 tag_offset;              // bytes from the start of the object or element
  unsigned short tag_bytes;           // 1, 2, 4 or 8
  unsigned short outside;
  refsan_usize low, high;
} refsan_variant;

// A pointer inside an object. Paths are what the user wrote: "value.next",
// "children"; library internals (RefCell, Option, __shared_ptr ...) are left
// out. An empty path is a link of a container's private node.
typedef struct refsan_field {
  const char *path;
  const refsan_type *pointee;    // null: unknown
  refsan_u32 offset;             // bytes from the start of the object or element
  unsigned short strength;       // REFSAN_STRENGTH
  unsigned short layout;         // REFSAN_LAYOUT of the pointees
  const refsan_variant *variant; // null: it is always there
} refsan_field;

enum {
  // Not an object of the user: a container's buffer or node, a control block.
  // Reports show what is on its other side.
  REFSAN_TYPE_PRIVATE = 1,
  // The fields are known completely (debug info was there). Without it the
  // whole block is scanned for pointers.
  REFSAN_TYPE_COMPLETE = 2,
  // How many words of private data lie in front of where pointers to the object lead, in these bits;
  // the fields' offsets are from their start, the count's is from the object's.
  REFSAN_TYPE_FRONT_SHIFT = 2,
  REFSAN_TYPE_FRONT_MOST = (1 << 14) - 1,
};

// Of refsan_type.count_bytes: how many (up to 8), then the first of their bits that counts, then how many do, 0: all.
enum {
  REFSAN_COUNT_BYTES = 15,
  REFSAN_COUNT_SHIFT = 4,
  REFSAN_COUNT_BITS = 10,
  REFSAN_COUNT_MOST = 63,
};

// A type, described from debug info, or by its name alone without.
typedef struct refsan_type {
  const char *name;           // as shown: "Rc<leaky::Node>", "Node", "closure at src/ui.rs:30"
  const char *short_name;     // as in advice: "Node"
  const refsan_field *fields; // sorted by offset
  refsan_usize size;          // bytes of one, 0: unknown
  refsan_u32 field_count;
  refsan_u32 protocol;        // REFSAN_PROTOCOL if this is a counted block
  unsigned short flags;       // REFSAN_TYPE_*
  unsigned short count_bytes; // of a count inside the object, 0: none; REFSAN_COUNT_*
  refsan_u32 count_offset;    // where that lies, from the start of the object; as an int: before it, in a header
} refsan_type;

enum {
  // The site is in library code: the thread's context is the line to show.
  REFSAN_SITE_LIBRARY = 1,
  // The block is made for a value of any type by what stores it (std::function).
  REFSAN_SITE_STORES = 2,
  // REFSAN_FAMILY of the function that allocates here, in these bits.
  REFSAN_SITE_FAMILY_SHIFT = 2,
  REFSAN_SITE_FAMILY = 3 << REFSAN_SITE_FAMILY_SHIFT,
  // The block goes to the function's caller: the thread's context is the line of that call.
  REFSAN_SITE_FOR_CALLER = 1 << 4,
};

// A place in the program, emitted as a constant.
typedef struct refsan_site {
  const char *file;        // as the compiler has it, absolute or relative; null without debug info
  const char *function;    // demangled, with no parameters
  const refsan_type *type; // what is allocated, null: unknown
  refsan_u32 line;         // 1-based, 0: unknown
  refsan_u32 column;
  unsigned short op;     // REFSAN_OP
  unsigned short layout; // REFSAN_LAYOUT of what is allocated
  refsan_u32 flags;      // REFSAN_SITE_*
} refsan_site;

// Where the thread is, written by instrumented code around calls.
typedef struct refsan_thread {
  // The call by which user code entered the library code now running, or a
  // function that allocates for it, null: none. Restored when the call returns.
  const refsan_site *context;
  // The innermost library call that knows the type being allocated (Rust's
  // Box<T>::new calls an allocator that does not), null: none.
  const refsan_site *typed;
  // The reference under way: a handle to the object ~moving (so that this is no
  // pointer to it), taken at taken (a site of an allocation: the one the object
  // was made with), is being passed or returned by value and has not come to
  // rest in memory. Null taken: none.
  refsan_usize moving;
  const refsan_site *taken;
  // What __refsan_hint_release says: the next release of the object ~hinted ends the
  // reference taken at hinted_retain (an allocation or null: as there). 0: no hint.
  refsan_usize hinted;
  const refsan_site *hinted_retain;
} refsan_thread;

// A function of Rust's allocator, and std's that rustc lets it call where the program
// defines no allocator. Null: there is none, or std's is not in this module.
typedef struct refsan_rust_function {
  void *called;
  const void *stds;
} refsan_rust_function;

extern __thread refsan_thread __refsan_thread __attribute__((tls_model("initial-exec")));
extern const char REFSAN_ABI_SYMBOL;

#define REFSAN_RT(Return, Name, Params) Return Name Params;
#include "refsan/abi.def"

#ifdef __cplusplus
}

static_assert(sizeof(refsan_field) == 32 && sizeof(refsan_variant) == 32 && sizeof(refsan_type) == 48 &&
                  sizeof(refsan_site) == 40 && sizeof(refsan_thread) == 48 && sizeof(refsan_rust_function) == 16,
              "the pass emits these layouts");
#endif

#endif // REFSAN_ABI_H
