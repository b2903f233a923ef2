struct base {
  void (*destroy)(struct base *);
  unsigned char kind;
  unsigned short refs;
};
void base_init(struct base *b, void (*destroy)(struct base *));
struct base *base_retain(struct base *b);
void base_release(struct base *b);
