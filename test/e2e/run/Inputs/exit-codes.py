"""usage: exit-codes.py FILE: what a merged document of refsan run says of its processes.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import json
import sys

documents = json.load(open(sys.argv[1]))
codes = " ".join(str(code) for code in sorted(document["exit_code"] for document in documents))
print(f"{len(documents)} documents, exit codes {codes}")
