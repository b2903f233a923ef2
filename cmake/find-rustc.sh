#!/usr/bin/env bash
# Prints the path of a rustc that was built with LLVM of the major version $1;
# status 1 and nothing if there is none. Toolchains by rustup are printed as
# the real compiler, not as the proxy that picks one by directory.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -u
major=${1:?"usage: find-rustc.sh LLVM-MAJOR"}

candidates() {
  [ -z "${RUSTC:-}" ] || echo "$RUSTC"
  command -v rustc || true
  local home
  for home in "${HOME:-}" "${SUDO_USER:+$(getent passwd "${SUDO_USER:-}" | cut -d: -f6)}"; do
    [ -n "$home" ] || continue
    echo "$home/.cargo/bin/rustc"
    # Stable before nightly.
    ls -d "$home"/.rustup/toolchains/*/bin/rustc 2>/dev/null | sort -r
  done
  ls -d "${RUSTUP_HOME:-/nonexistent}"/toolchains/*/bin/rustc /opt/rust*/bin/rustc /usr/local/bin/rustc 2>/dev/null | sort -r
}

while read -r rustc; do
  [ -x "$rustc" ] || continue
  "$rustc" -vV 2>/dev/null | grep -q "^LLVM version: $major\." || continue
  sysroot=$("$rustc" --print sysroot 2>/dev/null)
  if [ -x "$sysroot/bin/rustc" ]; then echo "$sysroot/bin/rustc"; else echo "$rustc"; fi
  exit 0
done < <(candidates)
exit 1
