// Intent: an object made by new and never deleted is lost, with its type and line; what it owns is counted under it.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <string>

struct Account {
  std::string owner;
  long balance;
};

static long open(const char *owner) {
  // CHECK: RefSan: 1 lost object
  auto *account = new Account{owner, 100};
  // CHECK: Account
  // CHECK-SAME: raw-new.cpp:[[@LINE-2]]
#ifdef CLEAN
  long balance = account->balance;
  delete account;
  return balance;
#else
  return account->balance;
#endif
}

int main() { return open("somebody with a name that is too long for a small string") == 100 ? 0 : 1; }
// CHECK: 2 leaked
