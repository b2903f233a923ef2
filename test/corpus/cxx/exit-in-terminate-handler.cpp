// corpus: leak class=lost members=1 bytes=32 owned=1 exit=23
// fixed: clean exit=3
// The handler of std::terminate ends the program with exit(): variables that are in scope are alive, what was lost before is not.
#include <cstdlib>
#include <exception>
#include <string>

struct Session {
  std::string user = std::string(100, 'u'); // may throw: until then new's result is kept for the landing pad
};

static void end() {
  std::string *own = new std::string(200, 'e');
  std::exit(own->empty() ? 1 : 3);
}

int main() {
  std::set_terminate(end);
  Session *session = new Session, *other = new Session;
  other->user[0] = session->user[0];
#ifndef FIXED
  session = nullptr;
#endif
  std::terminate();
}
