// corpus: clean
// libc's own memory is no leak: locales, conversions, users, hosts, environment, temporary buffers.
#include <iconv.h>
#include <locale.h>
#include <netdb.h>
#include <pwd.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

int main(void) {
  setlocale(LC_ALL, "");
  setlocale(LC_ALL, "C.UTF-8");
  iconv_t conversion = iconv_open("UTF-16", "ISO-8859-1");
  if (conversion != (iconv_t)-1)
    iconv_close(conversion);
  struct addrinfo *addresses;
  struct addrinfo numeric = {.ai_flags = AI_NUMERICHOST};
  if (!getaddrinfo("127.0.0.1", "80", &numeric, &addresses))
    freeaddrinfo(addresses);
  getpwnam("root");
  regex_t pattern;
  if (!regcomp(&pattern, "a(b|c)*d+", REG_EXTENDED)) {
    regexec(&pattern, "abcbcd", 0, NULL, 0);
    regfree(&pattern);
  }
  setenv("CORPUS", "value", 1);
  putenv(strdup("CORPUS_OWN=1"));
  tzset();
  time_t now = time(NULL);
  localtime(&now);
  wprintf(L"%ls\n", L"wide");
  tmpfile();
  return 0;
}
