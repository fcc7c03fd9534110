#!/bin/sh
# Writes the pages that are made from the program again: scripts/docs.sh BINARY [FOLDER]
# The reference goes by the code; what the guides and the README show is run, where python3 is there to do it.
set -eu

binary=$1
folder=${2:-docs}
for page in errors commands methods; do
  "$binary" reference "$page" >"$folder/$page.md.new"
  mv "$folder/$page.md.new" "$folder/$page.md"
  echo "$folder/$page.md"
done
if [ "$folder" = docs ] && command -v python3 >/dev/null 2>&1; then
  scripts/guides.py "$binary" README.md docs/guide/dispatcher.md docs/guide/technician.md docs/guide/integrator.md docs/guide/clients.md
fi
