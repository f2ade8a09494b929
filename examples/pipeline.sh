#!/usr/bin/env bash
# A shell pipeline over --json: for each number of crashes, how many rounds and internal states do three processes
# need, and how many machines did the search check? Needs jq.
# Usage: pipeline.sh GGMS SPEC [PROCESSES]
set -euo pipefail
ggms=$1 spec=$2 processes=${3:-3}

printf '%-8s %-10s %6s %8s %10s\n' faults verdict rounds states candidates
for crashes in $(seq 0 $((processes - 1))); do
  faults=$([ "$crashes" -eq 0 ] && echo none || echo "crash=$crashes")
  # Code 1 (infeasible) and 3 (unknown) are answers, too: what was answered is in the object.
  answer=$("$ggms" synth "$spec" -n "$processes" --faults "$faults" --engine exact --max-rounds 4 --quiet --json) || [ $? -ne 2 ]
  jq -r --arg faults "$faults" \
    '[$faults, .verdict, .setting.rounds, .setting.states // "any", .stats.candidates // 0] | @tsv' <<<"$answer" |
    while IFS=$'\t' read -r faults verdict rounds states candidates; do
      printf '%-8s %-10s %6s %8s %10s\n' "$faults" "$verdict" "$rounds" "$states" "$candidates"
    done
done
