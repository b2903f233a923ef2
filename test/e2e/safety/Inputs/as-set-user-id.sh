# as-set-user-id.sh PROGRAM: runs a copy of it with the rights of one user for
# another, in a directory where the first may write; shows what it says and the files that it left.
folder=$(mktemp -d) || exit 1
cp "$1" "$folder/program"
printf 'secret\n%.0s' $(seq 40) >"$folder/source.c"
chown -R 1:1 "$folder"
chmod 0755 "$folder"
cd "$folder" && setpriv --ruid=65534 --euid=1 --clear-groups ./program 2>&1
echo "status $?"
ls "$folder" | sed 's/^/file /'
rm -rf "$folder"
