void *kept;
__thread void *in_thread;

void keep(void *block);
void keep_in_thread(void *block);

void keep(void *block) { kept = block; }
void keep_in_thread(void *block) { in_thread = block; }
