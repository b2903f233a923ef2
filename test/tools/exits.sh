# exits.sh STATUS COMMAND...: runs the command; succeeds if it ends with STATUS.
want=$1
shift
"$@"
got=$?
[ "$got" -eq "$want" ] && exit 0
echo "exits.sh: expected exit status $want, got $got: $*" >&2
exit 1
