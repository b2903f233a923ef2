// corpus: leak class=forgotten-reference members=1 type=Object candidate=17
// fixed: clean
// A reference of the program's own counting is taken and not given back.
class Object {
  int references = 1;

public:
  int value = 8;
  void ref() { references++; }
  void unref() {
    if (--references == 0)
      delete this;
  }
};

static int use(Object *object) {
  object->ref();
  int value = object->value;
#ifdef FIXED
  object->unref();
#endif
  return value;
}

int main() {
  auto *object = new Object;
  int value = use(object);
  object->unref();
  return value != 8;
}
