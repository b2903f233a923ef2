//===- user_roots.cpp - memory that the program says keeps objects alive --===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/user_roots.h"

#include "containers/vector.h"

#include <sched.h>

namespace refsan {

namespace user_roots {
static Vector<Range> roots;
static bool locked;

class Lock {
public:
  Lock() {
    while (__atomic_exchange_n(&locked, true, __ATOMIC_ACQUIRE))
      sched_yield();
  }
  ~Lock() { unlockUserRoots(); }
};
} // namespace user_roots

void unlockUserRoots() { __atomic_store_n(&user_roots::locked, false, __ATOMIC_RELEASE); }

bool addUserRoot(Range root) {
  user_roots::Lock lock;
  return user_roots::roots.push(root);
}

bool removeUserRoot(Range root) {
  user_roots::Lock lock;
  for (Range &known : user_roots::roots)
    if (known.begin == root.begin && known.end == root.end) {
      known = user_roots::roots.back();
      user_roots::roots.pop();
      return true;
    }
  return false;
}

usize copyUserRoots(Range *out, usize max) {
  user_roots::Lock lock;
  usize count = 0;
  for (const Range &root : user_roots::roots)
    if (count < max)
      out[count++] = root;
  return max ? count : user_roots::roots.size();
}

} // namespace refsan
