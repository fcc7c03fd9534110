#!/bin/sh
# Installs the program, its completions and its manual pages: scripts/install.sh BINARY PREFIX
set -eu

binary=$1
prefix=$2
share=$prefix/share

install -d "$prefix/bin" "$share/bash-completion/completions" "$share/zsh/site-functions" \
  "$share/fish/vendor_completions.d" "$share/man/man1"
install -m 755 "$binary" "$prefix/bin/punctual"
"$binary" --generate-completion-script bash >"$share/bash-completion/completions/punctual"
"$binary" --generate-completion-script zsh >"$share/zsh/site-functions/_punctual"
"$binary" --generate-completion-script fish >"$share/fish/vendor_completions.d/punctual.fish"
"$binary" reference manual --quiet --out "$share/man/man1"
echo "installed $prefix/bin/punctual, completions for bash, zsh and fish, and manual pages"
