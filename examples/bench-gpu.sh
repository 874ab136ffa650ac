#!/usr/bin/env bash
# Benchmarks a GPU from a script: picks the device, checks it, measures it, and compares with an earlier run.
#
#     bench-gpu.sh [--device N] [--type gpu] [--baseline OLD.jsonl] OUT.jsonl [bench options, such as --suite large]
#
# Shows the JSON of `devices` and `bench` (one object a line, read with sed here; jq does as well), how one device is
# chosen by number, and the exit codes: 0 ok, 1 a check failed, 2 usage, 3 no such device, 4 slower than the baseline.
# ATTN4J names the command, by default the one of this checkout.
set -euo pipefail

attn4j="${ATTN4J:-$(dirname "${BASH_SOURCE[0]}")/../attn4j}"
type=gpu
device=
baseline=
while [[ "${1:-}" == --* ]]; do
    case "$1" in
        --device) device="${2:?--device: needs a number}" ;;
        --type) type="${2:?--type: needs gpu or cpu}" ;;
        --baseline) baseline="${2:?--baseline: needs a file}" ;;
        *)
            echo "bench-gpu: option: got $1; needs --device, --type or --baseline; try bench-gpu.sh OUT.jsonl" >&2
            exit 2
            ;;
    esac
    shift 2
done
out="${1:-}"
if [[ -z "$out" ]]; then
    echo "bench-gpu: OUT.jsonl: got nothing; needs a file for the records; try bench-gpu.sh gpu.jsonl" >&2
    exit 2
fi
shift

field() { # name, JSON object: the value of a string or a number
    sed -nE 's/.*"'"$1"'":"?([^",}]*).*/\1/p' <<<"$2"
}

# 1. The device: the first of the type that was asked for, or the one with the number.
chosen=
while IFS= read -r line; do
    if [[ -n "$device" ]]; then
        [[ "$(field device "$line")" == "$device" ]] && chosen="$line" && break
    elif [[ "$(field device_type "$line")" == "$type" ]]; then
        chosen="$line" && break
    fi
done < <("$attn4j" devices --engine opencl -o jsonl)
if [[ -z "$chosen" ]]; then
    echo "bench-gpu: device: got none of type $type${device:+ with number $device}; needs an OpenCL driver; try $attn4j doctor" >&2
    exit 3
fi
device="$(field device "$chosen")"
echo "device $device: $(field device_name "$chosen"), driver $(field driver_version "$chosen")"

# 2. The check comes first: no speed of a wrong result. `bench` checks too; this one covers more shapes and masks.
status=0
"$attn4j" check --engine opencl --device "$device" --mechanism standard >/dev/null || status=$?
if ((status != 0)); then
    echo "bench-gpu: check failed with exit code $status; try $attn4j check --engine opencl --device $device" >&2
    exit "$status"
fi
echo "check: passed"

# 3. The measurement: records to the file, and some of their fields here. Times are those of the whole call, transfers
# included, and of the kernels alone.
"$attn4j" bench --engine opencl --device "$device" --out "$out" -o jsonl "$@" | while IFS= read -r record; do
    [[ "$(field status "$record")" == ok ]] || continue
    LC_ALL=C printf '%-60s %12.0f ns, kernels %12.0f ns, %8.1f GFLOP/s\n' "$(field case_id "$record")" \
        "$(field median_ns "$record")" "$(field kernel_ns "$record")" "$(field gflops "$record")"
done

# 4. The comparison: `compare` exits with 4 when a case is slower by more than noise explains.
if [[ -n "$baseline" ]]; then
    "$attn4j" compare "$baseline" "$out"
fi
