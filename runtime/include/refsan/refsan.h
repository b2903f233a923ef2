//===- refsan.h - what a program may say to RefSan --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The public interface, for C and C++. In a program without RefSan all of it does
// nothing, and costs a test of a null pointer: code may call it unconditionally, and need not be
// compiled or linked in any special way. __REFSAN__ is defined where code is instrumented.
//
// Unless it says otherwise, a function may be called by any thread, at any time
// from the first constructor to the last atexit function, but not by a signal handler.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REFSAN_H
#define REFSAN_REFSAN_H

#include <stddef.h>

#if defined(__ELF__) && defined(__GNUC__)
#define REFSAN_WEAK_FUNCTION __attribute__((weak))
#else
#error "refsan.h: this compiler has no weak symbols"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// The runtime's; null without it. Call the functions below instead.
int __refsan_check_now(void) REFSAN_WEAK_FUNCTION;
int __refsan_scope_begin(const char *name) REFSAN_WEAK_FUNCTION;
int __refsan_scope_end(int scope) REFSAN_WEAK_FUNCTION;
void __refsan_disable(void) REFSAN_WEAK_FUNCTION;
void __refsan_enable(void) REFSAN_WEAK_FUNCTION;
void __refsan_ignore_object(const void *object) REFSAN_WEAK_FUNCTION;
void __refsan_register_root(const void *begin, size_t size) REFSAN_WEAK_FUNCTION;
void __refsan_unregister_root(const void *begin, size_t size) REFSAN_WEAK_FUNCTION;

// Checks for leaks now: stops the other threads, reports what no root reaches as
// at exit, lets them go on. Returns how many findings there are (those that are suppressed
// or in the baseline do not count), 0 if the check is off, -1 if it could not be done. What the caller and its callers
// have in variables is not leaked. Waits for a check of another thread.
static inline int refsan_check_now(void) { return __refsan_check_now ? __refsan_check_now() : 0; }

// Nothing that this thread allocates between the two may be there at the end, reachable or
// not; other threads' allocations do not count, nor does what a library compiled without
// RefSan keeps in variables of its own. `name` is for the report; it must live as long as the scope. Scopes nest; the
// end takes what the begin has returned. Returns how many findings there are, which are
// reported; 0 if the check is off, -1 if it could not be done. A program with
// a finding fails at its exit.
static inline int refsan_scope_begin(const char *name) { return __refsan_scope_begin ? __refsan_scope_begin(name) : 0; }
static inline int refsan_scope_end(int scope) { return __refsan_scope_end ? __refsan_scope_end(scope) : 0; }

// What this thread allocates from here on, and what that reaches, is no leak;
// until refsan_enable() was called as often. Enabling more often is an error (exit code 24).
static inline void refsan_disable(void) {
  if (__refsan_disable)
    __refsan_disable();
}
static inline void refsan_enable(void) {
  if (__refsan_enable)
    __refsan_enable();
}

// The block that the pointer points into, and what that reaches, is no leak. Other
// pointers than to live blocks of the heap are ignored.
static inline void refsan_ignore_object(const void *object) {
  if (__refsan_ignore_object)
    __refsan_ignore_object(object);
}

// What the words of this memory point to is alive; for memory that was mapped by
// mmap, say. Unregistering what was not registered with the same begin and size is an error
// (exit code 24).
static inline void refsan_register_root(const void *begin, size_t size) {
  if (__refsan_register_root)
    __refsan_register_root(begin, size);
}
static inline void refsan_unregister_root(const void *begin, size_t size) {
  if (__refsan_unregister_root)
    __refsan_unregister_root(begin, size);
}

// A program may define these two, as LeakSanitizer's; they are called when the
// process starts, perhaps before its constructors.
const char *__refsan_default_options(void);      // as in REFSAN_OPTIONS, which wins
const char *__refsan_default_suppressions(void); // as in a suppressions file

#ifdef __cplusplus
} // extern "C"
#endif

// -- Reference counts and allocators of your own: docs/protocols.md. At file or
// namespace scope, with a semicolon, beside the functions' declarations; fn is a function's
// name as code there would write it, arguments are counted from 1.

// Takes, gives up a reference to the object that the argument points to.
#define REFSAN_RETAIN(fn, arg) REFSAN_DECLARE_FUNCTION("retain", fn, REFSAN_TEXT(arg))
#define REFSAN_RELEASE(fn, arg) REFSAN_DECLARE_FUNCTION("release", fn, REFSAN_TEXT(arg))
// The same of a reference that does not keep the object.
#define REFSAN_WEAK_RETAIN(fn, arg) REFSAN_DECLARE_FUNCTION("weak-retain", fn, REFSAN_TEXT(arg))
#define REFSAN_WEAK_RELEASE(fn, arg) REFSAN_DECLARE_FUNCTION("weak-release", fn, REFSAN_TEXT(arg))
// Changes no count, whatever it is called.
#define REFSAN_IGNORE(fn) REFSAN_DECLARE_FUNCTION("ignore", fn, "")
// Returns a new object, whose one reference is the caller's.
#define REFSAN_MAKE(fn) REFSAN_DECLARE_FUNCTION("make", fn, "")
// Where the count of the type's objects is.
#define REFSAN_COUNT(type, field)                                                                                      \
  REFSAN_DECLARE("count " REFSAN_TEXT(type) " " REFSAN_TEXT(field), sizeof(((type *)0)->field))

// Returns a block of malloc's of as many bytes as the argument says.
#define REFSAN_ALLOCATOR(fn, size_arg) REFSAN_DECLARE_FUNCTION("allocator", fn, REFSAN_TEXT(size_arg))

#define REFSAN_TEXT_2(text) #text
#define REFSAN_TEXT(text) REFSAN_TEXT_2(text)
#define REFSAN_DECLARE_FUNCTION(word, fn, arg) REFSAN_DECLARE(word " " REFSAN_TEXT(fn) " " arg, sizeof(&fn))
#ifdef __REFSAN__
// A line of a protocol file, which the compiler's plugin reads and takes out again.
#define REFSAN_DECLARE(line, check)                                                                                    \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wc2y-extensions\"")                            \
      REFSAN_DECLARE_2(line " # " __FILE__ ":" REFSAN_TEXT(__LINE__), check, __COUNTER__)                              \
          _Pragma("clang diagnostic pop")
#define REFSAN_DECLARE_2(text, check, number) REFSAN_DECLARE_3(text, check, number)
#define REFSAN_DECLARE_3(text, check, number)                                                                          \
  static const char refsan_protocol_##number[sizeof(text) + 0 * REFSAN_CHECK(check)]                                   \
      __attribute__((used, nodebug, section("refsan_protocols"))) = text
#ifdef __cplusplus
#define REFSAN_CHECK(check) 0 // the name may be of overloaded functions, or a private one's
#else
#define REFSAN_CHECK(check) check
#endif
#else
#define REFSAN_DECLARE(line, check) struct refsan_nothing_to_declare
#endif

#ifdef __cplusplus
namespace refsan {

// While one lives, what its thread allocates is no leak.
class ScopedDisabler {
public:
  ScopedDisabler() { refsan_disable(); }
  ~ScopedDisabler() { refsan_enable(); }
  ScopedDisabler(const ScopedDisabler &) = delete;
  ScopedDisabler &operator=(const ScopedDisabler &) = delete;
};

// What its thread allocates while one lives must be freed before it dies.
class ScopeCheck {
public:
  explicit ScopeCheck(const char *name = "") : scope_(refsan_scope_begin(name)) {}
  ~ScopeCheck() { end(); }
  // Sooner; how many findings there are.
  int end() {
    int scope = scope_;
    scope_ = 0;
    return refsan_scope_end(scope);
  }
  ScopeCheck(const ScopeCheck &) = delete;
  ScopeCheck &operator=(const ScopeCheck &) = delete;

private:
  int scope_;
};

// While one lives, what the memory points to is alive.
class ScopedRoot {
public:
  ScopedRoot(const void *begin, size_t size) : begin_(begin), size_(size) { refsan_register_root(begin, size); }
  ~ScopedRoot() { refsan_unregister_root(begin_, size_); }
  ScopedRoot(const ScopedRoot &) = delete;
  ScopedRoot &operator=(const ScopedRoot &) = delete;

private:
  const void *begin_;
  size_t size_;
};

} // namespace refsan
#endif // __cplusplus

#endif // REFSAN_REFSAN_H
