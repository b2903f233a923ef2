// corpus: leak class=lost members=1 times=1 type=Session
// fixed: clean
// Overwritten in a map that goes on living.
#include <map>
#include <string>

struct Session {
  int id;
  std::string user;
};
static std::map<int, Session *> sessions;

static void login(int slot, int id) {
#ifdef FIXED
  delete sessions[slot];
#endif
  sessions[slot] = new Session{id, "user"};
}

int main() {
  login(1, 10);
  login(2, 20);
  login(1, 30);
  int status = sessions[1]->id != 30;
  for (auto &[slot, session] : sessions)
    delete session;
  return status;
}
