// Waits until the file of json_path has so many documents, a line each.
#include <fcntl.h>
#include <unistd.h>

static void awaitDocuments(const char *file, int wanted) {
  for (int tries = 0, found = 0; tries < 1000 && found < wanted; ++tries) {
    char byte;
    int fd = open(file, O_RDONLY);
    for (found = 0; fd >= 0 && read(fd, &byte, 1) == 1;)
      found += byte == '\n';
    close(fd);
    usleep(50000);
  }
}
