#!/usr/bin/env bash
# From a clean clone on Debian 12 to a working RefSan:
#   bash cmake/bootstrap.sh demo     build, then run three leaking programs
#   bash cmake/bootstrap.sh check    build, then run all tests
# Installs what is missing with apt-get (as root or by sudo) and says so.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

llvm_major=22
packages_build=(clang-$llvm_major llvm-$llvm_major-dev llvm-$llvm_major-tools lld-$llvm_major cmake ninja-build g++ python3 libgtest-dev)
packages_check=(libclang-rt-$llvm_major-dev clang-tidy-$llvm_major clang-format-$llvm_major gdb strace valgrind
  libc++-$llvm_major-dev libc++abi-$llvm_major-dev libboost-dev nlohmann-json3-dev python3-dev
  pkg-config libglib2.0-dev qtbase5-dev)

say() { printf 'RefSan: %s\n' "$*"; }
die() {
  printf 'RefSan: %s\n' "$*" >&2
  exit 1
}

usage() {
  cat <<EOF
usage: bash cmake/bootstrap.sh demo     build RefSan, run a Rust, a C++ and a C program that leak
       bash cmake/bootstrap.sh check    build RefSan, run all its tests
Both install what is missing (Debian packages, by apt-get) and build in build/.
CI=true or REFSAN_REQUIRE_RUST=1: a missing rustc with LLVM $llvm_major is a failure.
EOF
}

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# apt_install PACKAGE...: installs those that are not there yet.
apt_install() {
  local missing=() package
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing, and neither root nor sudo is here to install them: ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing: ${missing[*]}"
  "${as_root[@]}" apt-get -q update >/dev/null || say "apt-get update failed; going on with the package lists as they are"
  for package in "${missing[@]}"; do
    apt-cache show "$package" >/dev/null 2>&1 || die "there is no package $package here: Debian 12 with its security updates has it"
  done
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}" >/dev/null ||
    die "apt-get could not install: ${missing[*]}"
}

install_packages() {
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    apt_install "$@"
    return
  fi
  say "no apt-get here; these Debian packages or their like are needed: $*"
  local tool
  for tool in clang++-$llvm_major cmake ninja python3; do
    command -v "$tool" >/dev/null || die "$tool is missing"
  done
}

# Sets rustc to a compiler whose LLVM is ours, or to nothing.
find_rust() {
  if rustc=$(bash cmake/find-rustc.sh $llvm_major); then
    say "Rust: $("$rustc" --version), $rustc"
    return
  fi
  rustc=
  local why="no rustc with LLVM $llvm_major was found (looked in PATH, ~/.cargo/bin and rustup's toolchains; Debian's own is too old; \
rustc 1.95 has it)"
  if [ "${CI:-}" = true ] || [ "${REFSAN_REQUIRE_RUST:-}" = 1 ]; then
    die "$why"
  fi
  say "$why. The Rust part is left out."
}

# build PRESET [TARGET]: configures and builds; the log is shown only if it fails.
build() {
  local log
  log=$(mktemp)
  say "building ($1)"
  if ! { cmake --preset "$1" ${rustc:+-DREFSAN_RUSTC="$rustc"} && cmake --build --preset "$1" --target "${2:-all}"; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "the build failed"
  fi
  rm -f "$log"
}

# show STATUS COMMAND...: prints the command, runs it, prints its exit code, and
# remembers if that is not the expected one.
show() {
  local want=$1 got=0
  shift
  printf '\n$ %s\n' "$*"
  env "$@" || got=$?
  if [ "$want" -ne 0 ] || [ "$got" -ne 0 ]; then echo "[exit code $got]"; fi
  [ "$got" -eq "$want" ] || failed+=("$* ended with $got, expected $want")
}

demo() {
  local failed=() out=build/demo leak=23
  mkdir -p $out
  if [ -n "$rustc" ]; then
    PATH="$(dirname "$rustc"):$PATH" show 0 RUSTC_BOOTSTRAP=1 rustc @build/refsan.rustc docs/demo/leaky.rs -o $out/leaky-rust
    show $leak $out/leaky-rust
  fi
  show 0 clang++-$llvm_major --config=build/refsan.cfg docs/demo/leaky.cpp -o $out/leaky-cpp
  show $leak $out/leaky-cpp
  show 0 clang-$llvm_major --config=build/refsan.cfg docs/demo/leaky.c -o $out/leaky-c
  show $leak $out/leaky-c
  echo
  [ ${#failed[@]} -eq 0 ] || die "not as expected: $(printf '\n  %s' "${failed[@]}")"
  say "each program leaked, was told where, and failed with exit code $leak"
}

check() {
  local preset
  for preset in self-asan self-tsan; do
    build $preset
    ctest --preset $preset --no-tests=error
  done
  ctest --preset dev --no-tests=error
}

case "${1:-}" in
demo)
  find_rust
  install_packages "${packages_build[@]}"
  build dev refsan
  demo
  ;;
check)
  find_rust
  install_packages "${packages_build[@]}" "${packages_check[@]}"
  build dev
  check
  ;;
-h | --help | help)
  usage
  ;;
*)
  usage >&2
  exit 2
  ;;
esac
