#!/bin/sh
# Says what is being done while it is done, for steps that are silent for minutes:
#     working.sh "Compiling the C++ core" COMMAND...
what=$1
shift
printf '%s ...\n' "$what"
begun=$(date +%s)
( while sleep 10; do printf '%s: %d s\n' "$what" $(($(date +%s) - begun)); done ) &
clock=$!
trap 'kill "$clock" 2>/dev/null' EXIT INT TERM
"$@"
