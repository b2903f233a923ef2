// corpus: leak class=lost members=1 bytes=61
// fixed: clean
struct Setup {
  Setup() {
    char *volatile text = new char[61];
    text[0] = 1;
#ifdef FIXED
    delete[] text;
#endif
  }
};
static Setup setup;

int main() {}
