// corpus: leak class=lost members=1 bytes=100
// The pass does not see the call; the stack is aligned for it by hand.
#include <stdlib.h>

void *allocate(void);
__asm__(".text\n"
        ".globl allocate\n"
        ".type allocate, @function\n"
        "allocate:\n"
        "  subq $8, %rsp\n"
        "  movl $100, %edi\n"
        "  callq malloc@PLT\n"
        "  addq $8, %rsp\n"
        "  ret\n"
        ".size allocate, . - allocate\n");

int main(void) { return allocate() == NULL; }
