#!/bin/sh
# Checks, measures and compares attn4j on a machine with a GPU, unattended and within a few minutes.
#
#     gpu-run.sh --out DIR [--minutes 8] [--device N] [--text FILE] [--skip STEPS]
#
# Steps, most important first: machine, check, gradients, bench, peers, train, tornado, cuda, tune, counters. Each has a limit of its own,
# results are written as they come, and one that fails or cannot run does not stop the next. DIR/raw has the records, which
# `attn4j report` reads; DIR/train the logs of training; DIR/log what each command printed; DIR/summary.txt the table that ends the run.
#
# Exit codes: 0 every check passed, 1 one failed, 2 usage, 3 nothing to run on, 5 a run-time error.
# No setting of the card is changed.
set -u

usage() {
    printf 'gpu-run: %s\n' "$1" >&2
    printf 'usage: gpu-run.sh --out DIR [--minutes 8] [--device N] [--text FILE] [--skip machine,check,gradients,bench,peers,train,tornado,cuda,tune,counters]\n' >&2
    exit 2
}

out=
minutes=8
device=
text=
skip=
while [ $# -gt 0 ]; do
    case $1 in
        --out | --minutes | --device | --text | --skip)
            [ $# -ge 2 ] || usage "$1: got no value; needs one"
            case $1 in
                --out) out=$2 ;;
                --minutes) minutes=$2 ;;
                --device) device=$2 ;;
                --text) text=$2 ;;
                --skip) skip=$2 ;;
            esac
            shift 2
            ;;
        *) usage "option: got $1; needs --out, --minutes, --device, --text or --skip" ;;
    esac
done
[ -n "$out" ] || usage "--out: got none; needs a folder for the records"
case $minutes in
    '' | *[!0-9]* | 0) usage "--minutes: got $minutes; needs a whole number from 1" ;;
esac
case $device in
    *[!0-9]*) usage "--device: got $device; needs a number, as attn4j devices --engine opencl counts them" ;;
esac

[ -z "$text" ] || [ -f "$text" ] || usage "--text: got $text; needs a file to train on"

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P) || exit 5
if [ -x "$here/../attn4j" ] && [ -d "$here/../runtime" ]; then
    attn4j=$here/../attn4j
    peers=$here/bench_peers.py
    train_peers=$here/train_peers.py
    models=$here/models
    cuda=$here/cuda_exports.py
    suites=$here/suites
else
    attn4j=$here/../../attn4j
    peers=$here/../peers/pytorch/bench_peers.py
    train_peers=$here/../peers/pytorch/train_peers.py
    models=$here/../../examples/training/sotu
    cuda=$here/cuda_exports.py
    suites=$here/../../host/tools/src/main/resources/io/attn4j/bench/suites
fi
[ -x "$attn4j" ] || usage "attn4j: got none next to this script; needs a bundle or a checkout"
mkdir -p -- "$out/raw" "$out/log" "$out/train" "$out/device-configs" || usage "--out: got $out; needs a folder that can be made"
out=$(CDPATH='' cd -P -- "$out" && pwd -P) || exit 5

start=$(date +%s)
end=$((start + 60 * minutes))
worst=0 # exit code of this run
: >"$out/steps.tsv"

say() { printf 'gpu-run: %s\n' "$*"; }

# Seconds until the end, or the limit of a step where that is less.
left() { # limit
    remaining=$((end - $(date +%s)))
    [ "$remaining" -lt "$1" ] && echo "$remaining" || echo "$1"
}

note() { # step, seconds, outcome
    printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$out/steps.tsv"
    say "$1: $3 (${2} s)"
}

skipped() { # step, reason
    note "$1" 0 "left out: $2"
}

wanted() { # step
    case ",$skip," in
        *,"$1",*)
            skipped "$1" "as --skip says"
            return 1
            ;;
    esac
}

# Runs a command with a limit. Standard output goes to raw/NAME.jsonl where KIND is raw, else to log/NAME.txt.
run() { # name, limit in seconds, kind, command...
    name=$1
    # limits are those of a run of 8 minutes
    limit=$(left $(($2 * minutes / 8)))
    kind=$3
    shift 3
    if [ "$limit" -lt 5 ]; then
        skipped "$name" "no time left"
        return 1
    fi
    case $kind in
        raw) target=$out/raw/$name.jsonl ;;
        *) target=$out/log/$name.txt ;;
    esac
    began=$(date +%s)
    timeout -k 5 "$limit" "$@" >>"$target" 2>>"$out/log/$name.err"
    code=$?
    took=$(($(date +%s) - began))
    case $code in
        0) outcome=passed ;;
        1)
            case $name in
                peers-*) outcome="a result of PyTorch is outside its limit" ;;
                *)
                    outcome="a check failed"
                    worst=1
                    ;;
            esac
            ;;
        3) outcome="cannot run: $(tail -n 1 "$out/log/$name.err")" ;;
        124 | 137) outcome="cut off at its limit of $limit s; what it had stays" ;;
        *)
            outcome="exit $code: $(tail -n 1 "$out/log/$name.err")"
            [ "$worst" = 0 ] && worst=5
            ;;
    esac
    note "$name" "$took" "$outcome"
    return "$code"
}

# attn4j on the engine opencl, on the device asked for.
opencl() { # name, limit, kind, verb, options...
    step=$1
    limit_s=$2
    sort=$3
    verb=$4
    shift 4
    run "$step" "$limit_s" "$sort" "$attn4j" "$verb" --engine opencl ${device:+--device "$device"} "$@"
}

has() { command -v "$1" >/dev/null 2>&1; }

has timeout || usage "timeout: not found; needs GNU coreutils or busybox; try installing one"

# --- what the machine is
if has nvidia-smi; then
    run nvidia-smi 20 log nvidia-smi -q
else
    skipped nvidia-smi "not found, so no NVIDIA driver"
fi
run doctor 60 log "$attn4j" doctor
run devices 60 raw "$attn4j" devices --engine opencl -o jsonl
opencl_works=
if grep -q '"engine":"opencl"' "$out/raw/devices.jsonl" 2>/dev/null; then
    opencl_works=1
fi
mv "$out/raw/devices.jsonl" "$out/devices.jsonl" 2>/dev/null
if [ -n "$opencl_works" ] && wanted machine; then
    run peaks 60 log "$attn4j" devices --engine opencl --peaks -o jsonl
fi

python=
if has python3 && python3 -c 'import torch' 2>/dev/null; then
    python=$(command -v python3)
fi
nvidia=
has nvidia-smi && nvidia-smi -L >/dev/null 2>&1 && nvidia=1

# --- is it right
if wanted check; then
    if [ -n "$opencl_works" ]; then
        for kernel in tiled naive lanes; do
            opencl "check-$kernel" 40 raw check --kernel "$kernel" -o jsonl --out "$out/log/check-$kernel.md"
        done
        opencl check-16-bits 40 raw check --dtype f16,bf16 --kernel tiled -o jsonl --out "$out/log/check-16-bits.md"
    else
        skipped check "no OpenCL device; log/doctor.txt says why"
    fi
fi

# --- are its gradients right, and how fast are they
if wanted gradients; then
    if [ -n "$opencl_works" ]; then
        for kernel in tiled naive; do
            opencl "check-gradients-$kernel" 60 raw check --pass bwd --kernel "$kernel" -o jsonl --out "$out/log/check-gradients-$kernel.md"
        done
        quick="--reps 5 --min-time 0.1 --timeout 1.5"
        # shellcheck disable=SC2086 # options are words
        opencl bench-gradients 90 raw bench --suite gradients $quick -o jsonl --out "$out/log/bench-gradients.md"
    else
        skipped gradients "no OpenCL device; log/doctor.txt says why"
    fi
fi

# --- how fast is it
if wanted bench; then
    if [ -n "$opencl_works" ]; then
        quick="--reps 5 --min-time 0.1 --timeout 1.5"
        # shellcheck disable=SC2086 # options are words
        opencl bench-mechanisms 40 raw bench --suite mechanisms $quick -o jsonl --out "$out/log/bench-mechanisms.md"
        # shellcheck disable=SC2086
        opencl bench-large 80 raw bench --suite large $quick -o jsonl --out "$out/log/bench-large.md"
        # shellcheck disable=SC2086
        opencl bench-scale 40 raw bench --suite scale $quick -o jsonl --out "$out/log/bench-scale.md"
    else
        skipped bench "no OpenCL device; log/doctor.txt says why"
    fi
fi

# --- how fast are others, on the same cases
if wanted peers; then
    if [ -n "$python" ]; then
        where="--device cuda"
        [ -n "$nvidia" ] || where="--device cpu"
        quick="--reps 5 --min-time 0.05 --timeout 1.0"
        fp32=pytorch-eager,pytorch-eager-tf32,pytorch-sdpa,pytorch-sdpa-efficient,pytorch-sdpa-math,pytorch-sdpa-tf32
        # shellcheck disable=SC2086
        run peers-mechanisms 40 raw "$python" "$peers" $where $quick --seconds $((30 * minutes / 8)) --shapes "$suites/mechanisms.txt" \
            --engine $fp32
        # shellcheck disable=SC2086
        run peers-large 45 raw "$python" "$peers" $where $quick --seconds $((35 * minutes / 8)) --shapes "$suites/large.txt" \
            --engine $fp32
        # shellcheck disable=SC2086
        run peers-large-f16 20 raw "$python" "$peers" $where $quick --seconds $((15 * minutes / 8)) --shapes "$suites/large.txt" \
            --dtype f16 --engine pytorch-sdpa,pytorch-sdpa-flash,pytorch-sdpa-cudnn
        # shellcheck disable=SC2086
        run peers-gradients 40 raw "$python" "$peers" $where $quick --seconds $((30 * minutes / 8)) --shapes "$suites/gradients.txt" \
            --engine pytorch-eager,pytorch-sdpa,pytorch-sdpa-efficient
        # shellcheck disable=SC2086
        run peers-compile 30 raw "$python" "$peers" $where $quick --seconds $((20 * minutes / 8)) --shapes "$suites/mechanisms.txt" \
            --engine pytorch-compile
    else
        skipped peers "no python3 with PyTorch"
    fi
fi

# --- models that learn, with the losses of the same in PyTorch where there is a text
if wanted train; then
    if [ -z "$opencl_works" ]; then
        skipped train "no OpenCL device; log/doctor.txt says why"
    else
        for model in "$models"/*.json; do
            system=$(basename "$model" .json)
            opencl "train-$system" 25 log train --model "$model" --data "${text:-random}" --validation "${text:-random}" --steps 200 \
                --max-seconds "$minutes" --out "$out/train/$system"
            if [ -n "$text" ] && [ -n "$python" ] && [ -n "$nvidia" ]; then
                run "train-peers-$system" 15 log "$python" "$train_peers" --run "$out/train/$system" --data "$text" --dtype f32 \
                    --device cuda --steps 100 --early 1e-4
            fi
        done
        # one that fills a card
        opencl train-large 40 log train --model "$models/standard.json" --data "${text:-random}" --validation "${text:-random}" \
            --set layers=8 --set width=512 --set heads=8 --set window=1024 --set training.batch=8 \
            --steps 30 --max-seconds $((20 * minutes / 8)) --out "$out/train/large"
        if [ -n "$text" ] && [ -n "$python" ] && [ -n "$nvidia" ]; then
            run train-peers-large 30 log "$python" "$train_peers" --run "$out/train/large" --data "$text" --dtype f32 \
                --device cuda --steps 30 --early 1e-4
        fi
        rm -rf "$out"/train/*/step-* "$out"/train/*/best
    fi
fi

# --- the same on TornadoVM, which compiles the kernels itself
if wanted tornado; then
    backends=
    for name in cuda ptx opencl; do
        [ -f "$here/../tornado/$name.args" ] && backends="$backends $name"
    done
    [ -n "$backends" ] || skipped tornado "the bundle has no TornadoVM; it was made without TORNADOVM_HOME"
    if [ -n "$python" ]; then
        # libnvrtc comes with PyTorch, in a folder that the linker does not know.
        nvrtc=$("$python" -c 'import glob, os, torch
for p in glob.glob(os.path.join(os.path.dirname(torch.__file__), "..", "nvidia", "*", "lib", "libnvrtc.so.*")):
    print(os.path.dirname(os.path.abspath(p))); break' 2>/dev/null)
        [ -n "$nvrtc" ] && export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$nvrtc"
    fi
    for backend in $backends; do
        case $backend in
            cuda | ptx)
                if [ -z "$nvidia" ]; then
                    skipped "tornado-$backend" "needs an NVIDIA card"
                    continue
                fi
                ;;
        esac
        run "tornado-$backend-check" 40 raw "$attn4j" --backend "$backend" check --engine tornado --kernel tiled -o jsonl
        run "tornado-$backend-gradients" 40 raw "$attn4j" --backend "$backend" check --engine tornado --pass bwd --kernel tiled -o jsonl
        run "tornado-$backend-bench" 40 raw "$attn4j" --backend "$backend" bench --engine tornado --suite mechanisms \
            --reps 5 --min-time 0.1 --timeout 1.5 -o jsonl
    done
fi

# --- the exported kernels through nvcc and CuPy, which needs no OpenCL driver
launches=
if wanted cuda; then
    if [ -z "$nvidia" ]; then
        skipped cuda "needs an NVIDIA card"
    elif ! has nvcc; then
        skipped cuda "no nvcc on the PATH"
    elif ! python3 -c 'import cupy' 2>/dev/null; then
        skipped cuda "no python3 with CuPy"
    else
        card=$(nvidia-smi --query-gpu=name --format=csv,noheader | head -n 1)
        units=$(python3 -c 'import cupy; print(cupy.cuda.runtime.getDeviceProperties(0)["multiProcessorCount"])')
        launches=$(mktemp -d)
        trap 'rm -rf "$launches"' EXIT
        number=0
        for case in standard/fwd/f32/B8/H16/N1024/L1024/D64 standard/fwd/f32/B8/H16/N1024/L1024/D128 \
            linformer/fwd/f32/B1/H8/N4096/L4096/D64/R128 standard/fwd/f32/B1/H8/N1024/L1024/D64 \
            standard/fwd/f32/B1/H8/N1024/L1024/D64/causal linformer/fwd/f32/B1/H8/N1024/L1024/D64/R128 \
            centroid/fwd/f32/B1/H8/N1024/L1024/D64/R128 synthesizer/fwd/f32/B1/H8/N1024/L1024/D64 \
            collaborative/fwd/f32/B1/H8/N1024/L1024/D64/R256; do
            number=$((number + 1))
            run cuda-record 20 log "$attn4j" explain "$case" --launches "$launches/$number" --device-name "$card" \
                --compute-units "$units"
        done
        run cuda-exports 40 raw python3 "$cuda" --run --kernels "$out/log/cuda-kernels.jsonl" "$launches"/*
    fi
fi

# --- what other tiles would give, in the time that is left
if wanted tune; then
    budget=$((end - $(date +%s) - 40))
    if [ -z "$opencl_works" ]; then
        skipped tune "no OpenCL device"
    elif [ "$budget" -lt 30 ]; then
        skipped tune "no time left"
    else
        [ "$budget" -gt 180 ] && budget=180
        opencl tune $((budget + 30)) log tune --budget "$budget" --timeout 10 --case standard/fwd/f32/B8/H16/N1024/L1024/D64 \
            --case standard/fwd/f32/B8/H16/N1024/L1024/D128 --case linformer/fwd/f32/B8/H16/N1024/L1024/D64/R128 \
            --write "$out/device-configs/tuned.json" --evidence "$out/tuning.jsonl"
    fi
fi

# --- what the card counts while the main kernels run; the profiler knows CUDA's launches, not OpenCL's
if wanted counters; then
    if [ -z "$launches" ]; then
        skipped counters "needs the step cuda"
    elif ! has ncu; then
        skipped counters "no ncu, NVIDIA's profiler, on the PATH"
    else
        run counters 40 log ncu --clock-control none --target-processes all --kernel-name 'regex:forwardTiled' \
            --launch-count 4 --set full python3 "$cuda" --run --reps 1 --min-time 0.001 --timeout 0.5 \
            "$launches/1" "$launches/2" "$launches/3"
    fi
fi

# --- the short table
{
    echo
    echo "step                      seconds  outcome"
    awk -F '\t' '{ printf "%-26s %6s  %s\n", $1, $2, $3 }' "$out/steps.tsv"
    echo
    echo "GFLOP/s of the kernels alone (device time), where the check passed:"
    cat "$out"/raw/*.jsonl 2>/dev/null | awk '
        function field(name,    at, rest) {
            at = index($0, "\"" name "\":")
            if (at == 0) { at = index($0, "\"" name "\": ") ; if (at == 0) return "" }
            rest = substr($0, at + length(name) + 3)
            sub(/^ */, "", rest)
            if (substr(rest, 1, 1) == "\"") { rest = substr(rest, 2); sub(/".*/, "", rest) } else { sub(/[,}].*/, "", rest) }
            return rest
        }
        field("check") == "passed" && field("kernel_ns") + 0 > 0 && field("gflops") + 0 > 0 {
            id = field("case_id"); engine = field("engine")
            speed[id, engine] = field("gflops") * field("median_ns") / field("kernel_ns")
            if (!(id in seen)) { seen[id] = 1; ids[++count] = id }
            if (!(engine in known)) { known[engine] = 1; engines[++kinds] = engine }
        }
        END {
            for (i = 1; i <= count; i++) {
                line = sprintf("%-62s", ids[i])
                for (e = 1; e <= kinds; e++)
                    if ((ids[i], engines[e]) in speed) line = line sprintf("  %s %.0f", engines[e], speed[ids[i], engines[e]])
                print line
            }
        }'
    echo
    failed=$(cat "$out"/raw/*.jsonl 2>/dev/null | grep -cE '"check": ?"(failed|mistrusted)"')
    passed=$(cat "$out"/raw/*.jsonl 2>/dev/null | grep -cE '"check": ?"passed"')
    echo "$passed checks passed, $failed failed; records in $out/raw"
} | tee "$out/summary.txt"

if [ -z "$opencl_works" ] && [ ! -s "$out/raw/cuda-exports.jsonl" ] && ! ls "$out"/raw/tornado-*.jsonl >/dev/null 2>&1; then
    say "nothing to run on: no OpenCL device, no TornadoVM backend, no CUDA; log/doctor.txt says what is missing"
    exit 3
fi
exit "$worst"
