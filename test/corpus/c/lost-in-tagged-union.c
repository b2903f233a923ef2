// corpus: leak class=lost objects=1 bytes=20
// fixed: clean
// A number is written over the text that the value owned.
#include <stdlib.h>
#include <string.h>

struct value {
  enum { Number, Text } kind;
  union {
    long number;
    char *text;
  };
};

static void setNumber(struct value *value, long number) {
#ifdef FIXED
  if (value->kind == Text)
    free(value->text);
#endif
  value->kind = Number;
  value->number = number;
}

int main(void) {
  struct value value = {.kind = Text, .text = malloc(20)};
  strcpy(value.text, "text");
  setNumber(&value, 4);
  return value.number != 4;
}
