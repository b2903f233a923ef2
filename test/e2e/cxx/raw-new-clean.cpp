// Intent: the same object deleted.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <string>

struct Account {
  std::string owner;
  long balance;
};

static long open(const char *owner) {
  auto *account = new Account{owner, 100};
  long balance = account->balance;
  delete account;
  return balance;
}

int main() { return open("somebody with a name that is too long for a small string") == 100 ? 0 : 1; }
