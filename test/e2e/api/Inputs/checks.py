"""usage: checks.py FILE: what the documents of a process say of its checks, a line a check.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import json
import sys

documents = [json.loads(line) for line in open(sys.argv[1])]
for document in documents:
    finding = document["findings"][0]
    before = finding["before"]
    print("on request:" if document["on_request"] else "at exit:", finding["times"], "times, before:",
          "null" if before is None else before["times"])
last = documents[-1]["process"]["pid"]
print("of the process itself:", sum(document["process"]["pid"] == last for document in documents))
