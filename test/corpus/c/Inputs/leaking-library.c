#include <stdlib.h>

void *make(void);
void *make(void) { return malloc(88); }
