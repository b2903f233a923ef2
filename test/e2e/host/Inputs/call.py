"""usage: call.py LIBRARY FUNCTION: loads the library and calls its function.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import ctypes
import sys

getattr(ctypes.CDLL(sys.argv[1]), sys.argv[2])()
