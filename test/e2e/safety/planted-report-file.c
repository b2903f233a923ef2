// Intent: a report is not written through a link, into a file that others may have put there, or into a pipe without reader.
// RUN: %clang_refsan %s -o %t
// RUN: rm -rf %t.shared && mkdir %t.shared && chmod 1777 %t.shared && echo precious > %t.shared/mine
// RUN: ln -s mine %t.shared/symbolic && ln %t.shared/mine %t.shared/hard && mkfifo %t.shared/pipe
// RUN: %exits 24 %env_refsan_opts=log_path=%t.shared/symbolic %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-SYMBOLIC
// RUN: %exits 24 %env_refsan_opts=json_path=%t.shared/hard %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-HARD
// RUN: %exits 24 %env_refsan_opts=log_path=%t.shared/pipe %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-PIPE
// RUN: grep precious %t.shared/mine
// RUN: %silent 0 %env_refsan_opts=log_path=%t.shared/log:json_path=%t.shared/json %run %t
// RUN: grep '"findings":' %t.shared/json
// CHECK-SYMBOLIC: RefSan: cannot write the report to log_path '{{.*}}symbolic': it is a symbolic link
// CHECK-HARD: RefSan: cannot write the report to json_path '{{.*}}hard': all may write to its directory, and the file there is another user's or has more names
// CHECK-PIPE: RefSan: cannot write the report to log_path '{{.*}}pipe': nobody reads from this pipe

int main(void) { return 0; }
