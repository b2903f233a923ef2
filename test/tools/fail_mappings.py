"""fail_mappings.py STATUS[,STATUS...] PROGRAM [ARGUMENT...]: runs the program again and again, and lets the kernel refuse one of
the mappings of RefSan's runtime each time: the first, the second and so on; then it and all that follow.

Each run has to end with one of the statuses and to write to stdout what the program writes undisturbed. One that ends with 24 or 25
has to say that memory ran out; one that ends with 0 or 23 has to say the same as the undisturbed run, or to note what is missing.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import ctypes
import errno
import os
import re
import signal
import sys
import tempfile

PTRACE_TRACEME, PTRACE_GETREGS, PTRACE_SETREGS, PTRACE_SYSCALL, PTRACE_SETOPTIONS = 0, 12, 13, 24, 0x4200
SYSGOOD, TRACE_CLONE, KILL_WITH_US = 1, 8, 1 << 20
ALL_CHILDREN = 0x40000000
SYS_MMAP, SYS_MREMAP = 9, 25
NO_RESERVE = 0x4022  # MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, as the runtime has it and libc has not

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


class Registers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulonglong) for name in (
        "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs "
        "gs").split()]


def trace(request, pid, data=None):
    libc.ptrace(request, pid, None, data)


def is_ours(registers, seen):
    if registers.orig_rax == SYS_MMAP:
        read_only_file = registers.rdx == 1 and registers.r10 == 2
        return registers.r10 == NO_RESERVE and registers.rdx == 3 or seen and read_only_file
    return registers.orig_rax == SYS_MREMAP


class Run:
    """One run, in which mappings number `first` to `last` are refused."""

    def __init__(self, command, first, last):
        self.first, self.last, self.seen = first, last, 0
        self.entered = {}  # thread: does it come back from a refused call
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            pid = os.fork()
            if pid == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                trace(PTRACE_TRACEME, 0)
                os.execvp(command[0], command)
            os.waitpid(pid, 0)
            trace(PTRACE_SETOPTIONS, pid, SYSGOOD | TRACE_CLONE | KILL_WITH_US)
            trace(PTRACE_SYSCALL, pid)
            self.status = self.follow(pid)
            self.out, self.err = (self.text(file) for file in (out, err))

    @staticmethod
    def text(file):
        file.seek(0)
        return file.read().decode(errors="replace")

    def follow(self, process):
        while True:
            thread, status = os.waitpid(-1, ALL_CHILDREN)
            if not os.WIFSTOPPED(status):
                if thread == process:
                    return os.waitstatus_to_exitcode(status)
                continue
            stop, passed_on = os.WSTOPSIG(status), 0
            if stop == signal.SIGTRAP | 0x80:
                self.at_call(thread)
            elif stop == signal.SIGSTOP and thread not in self.entered:
                self.entered[thread] = None  # a new thread
            elif status >> 16 == 0:
                passed_on = stop
            trace(PTRACE_SYSCALL, thread, passed_on)

    def at_call(self, thread):
        registers = Registers()
        trace(PTRACE_GETREGS, thread, ctypes.addressof(registers))
        inside = self.entered.get(thread)
        if inside is None:  # the kernel is about to begin
            self.entered[thread] = False
            if is_ours(registers, self.seen):
                self.seen += 1
                if self.first <= self.seen <= self.last:
                    self.entered[thread] = True
                    registers.orig_rax = (1 << 64) - 1  # no such call
                    trace(PTRACE_SETREGS, thread, ctypes.addressof(registers))
            return
        self.entered[thread] = None
        if inside:
            registers.rax = (1 << 64) - errno.ENOMEM
            trace(PTRACE_SETREGS, thread, ctypes.addressof(registers))


def is_explained(run, whole):
    if run.status in (24, 25):
        return re.search(r"^RefSan: .*memory", run.err, re.M | re.I)
    return run.err == whole.err or re.search(r"^note: .*memory", run.err, re.M)


def main():
    statuses, command = [int(status) for status in sys.argv[1].split(",")], sys.argv[2:]
    whole, wrong, endless = Run(command, 0, 0), [], 1 << 30
    if whole.status not in statuses or whole.seen < 10:
        sys.exit(f"fail_mappings.py: undisturbed: status {whole.status}, {whole.seen} mappings\n{whole.err}")
    for last in (0, endless):
        first = 1
        while True:
            run = Run(command, first, max(first, last))
            if run.seen < first:
                break
            if run.status not in statuses or run.out != whole.out or not is_explained(run, whole):
                wrong.append(f"mapping {first}{' and more' if last else ''} refused: status {run.status}, stdout "
                             f"'{run.out}'\n{run.err}")
            first += 1
        print(f"{first - 1} mappings refused{', each with all that follow' if last else ''}")
    print("".join(wrong), end="")
    return 1 if wrong else 0


sys.exit(main())
