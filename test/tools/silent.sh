# silent.sh STATUS COMMAND...: runs the command; succeeds if it ends with STATUS
# and writes nothing to stderr. What it wrote is shown otherwise.
want=$1
shift
said=$("$@" 2>&1 >/dev/null)
got=$?
if [ "$got" -eq "$want" ] && [ -z "$said" ]; then
  exit 0
fi
printf '%s\n' "$said" >&2
echo "silent.sh: expected exit status $want and no output, got status $got: $*" >&2
exit 1
