// Intent: declared methods that are virtual, and one that calls another: each reference ends once, the one that the call is about.
// RUN: printf 'retain Object::enter\nrelease Object::leave\nrelease Object::Delete\n' >%t.protocols
// RUN: %clangxx_refsan -mllvm -refsan-protocols=%t.protocols %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -mllvm -refsan-protocols=%t.protocols -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

class Object {
public:
  void enter(Object *) { Count++; }
  virtual void leave(Object *) {
    if (--Count <= 0)
      delete this;
  }
  virtual void Delete() { leave(nullptr); }

protected:
  virtual ~Object() = default;
  int Count = 1;
};
class Source : public Object {
public:
  int Runs = 0;
};

static int use(Source *S, bool Fails) {
  // CHECK: perhaps the one taken at {{.*}}.cpp:[[@LINE+1]]:{{[0-9]+}} in use
  S->enter(nullptr);
#ifndef CLEAN
  if (Fails)
    return 1;
#endif
  S->Runs++;
  S->leave(nullptr);
  return 0;
}

int main() {
  Source *S = new Source;
  for (int I = 0; I < 10; I++)
    use(S, I == 6);
  S->Delete();
}
