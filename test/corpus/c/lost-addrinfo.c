// corpus: leak class=lost
// fixed: clean
#include <netdb.h>
#include <string.h>

static int resolve(void) {
  struct addrinfo *addresses, numeric = {.ai_flags = AI_NUMERICHOST};
  int error = getaddrinfo("127.0.0.1", "80", &numeric, &addresses);
#ifdef FIXED
  if (!error)
    freeaddrinfo(addresses);
#endif
  return error;
}

int main(void) { return resolve() != 0; }
