// corpus: leak class=lost members=1 bytes=60
// fixed: clean
// A static object's destructor frees its array of pointers and forgets what they point to.
struct Cache {
  char **entries = new char *[4]();
  ~Cache() {
#ifdef FIXED
    delete[] entries[2];
#endif
    delete[] entries;
  }
};
static Cache cache;

int main() { cache.entries[2] = new char[60]; }
