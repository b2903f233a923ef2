"""Commands of a test one after the other, each with the exit code that it must have.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import subprocess


class Steps:
    def __init__(self):
        self.made, self.failed = 0, 0

    def check(self, holds, what):
        self.made += 1
        if not holds:
            self.failed += 1
            print(f"FAILED: {what}")

    def run(self, *command, want=0, **settings):
        """Runs a command, tells if its exit code is not the wanted one (or one of them), gives what it said."""
        command = [str(part) for part in command]
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False,
                               **settings)
        right = ended.returncode == want if isinstance(want, int) else ended.returncode in want
        self.check(right, f"{' '.join(command)}\n  ended with {ended.returncode}, wanted {want}:\n{ended.stdout}")
        return ended.stdout

    def end(self):
        print(f"{self.made - self.failed} passed, {self.failed} failed")
        return 1 if self.failed or not self.made else 0
