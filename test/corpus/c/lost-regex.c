// corpus: leak class=lost
// fixed: clean
// A compiled expression without regfree: what regcomp allocated hangs in a structure on the stack.
#include <regex.h>
#include <stdio.h>

static int match(const char *text) {
  regex_t pattern;
  if (regcomp(&pattern, "a(b|c)*d+", REG_EXTENDED))
    return 2;
  int result = regexec(&pattern, text, 0, NULL, 0);
#ifdef FIXED
  regfree(&pattern);
#endif
  return result;
}

int main(void) { return match("abcbcd"); }
