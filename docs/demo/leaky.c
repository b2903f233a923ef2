/* A list whose head is forgotten when parsing fails half way. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  char *text;
  struct entry *next;
};

static struct entry *prepend(struct entry *list, const char *text) {
  struct entry *entry = malloc(sizeof *entry);
  entry->text = strdup(text);
  entry->next = list;
  return entry;
}

static struct entry *parse(const char *const *words) {
  struct entry *list = NULL;
  for (; *words; ++words) {
    if (strcmp(*words, "!") == 0)
      return NULL; /* the entries so far are lost here */
    list = prepend(list, *words);
  }
  return list;
}

int main(void) {
  const char *const words[] = {"one", "two", "three", "!", NULL};
  puts(parse(words) ? "parsed" : "not parsed");
  return 0;
}
