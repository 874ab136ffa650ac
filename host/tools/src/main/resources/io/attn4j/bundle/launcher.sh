#!/bin/sh
# Starts attn4j from the folder that this file is in. Needs nothing but this shell and the C library.
#
#     attn4j [--backend NAME] VERB [options]
#
# --backend runs on the bundle's TornadoVM with that code generator (see the folder tornado), which adds the engine
# `tornado`. Environment: ATTN4J_JAVA_OPTIONS (more JVM flags).
set -u

fail() { # exit code, message
    printf 'attn4j: %s\n' "$2" >&2
    exit "$1"
}

self=$0
case $self in
    */*) ;;
    *) self=$(command -v -- "$self") || self=./$0 ;;
esac
while [ -L "$self" ]; do
    link=$(readlink -- "$self" 2>/dev/null) ||
        fail 3 "link: got $self and no readlink to follow it; try starting attn4j by its own path"
    case $link in
        /*) self=$link ;;
        *) self=${self%/*}/$link ;;
    esac
done
home=$(CDPATH='' cd -P -- "${self%/*}/" && pwd -P) || fail 5 "folder: got ${self%/*}, which cannot be entered"
case $home in
    *:*) fail 3 "folder: got $home; needs a path without ':', which separates the jars; try another folder" ;;
esac
java=$home/runtime/bin/java
[ -x "$java" ] || fail 5 "runtime: got no $java; needs the whole bundle; try unpacking it again"

backend=
if [ "${1-}" = --backend ]; then
    [ $# -ge 2 ] || fail 2 "--backend: got no name; needs one of @BACKENDS@"
    backend=$2
    shift 2
fi

# In the locale C the JVM cannot name files with letters beyond ASCII, its own jars included.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac

# Drivers start programs, as PoCL does its linker.
export PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}"

# PoCL's handler for this signal would swallow Java's division by zero.
export POCL_SIGFPE_HANDLER="${POCL_SIGFPE_HANDLER:-0}"

# GPU containers mount the driver's libraries here, not always with the linker's knowledge.
for folder in /usr/local/nvidia/lib64 /usr/lib/wsl/lib; do
    if [ -e "$folder/libcuda.so.1" ]; then
        export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder"
    fi
done

path=@CLASSPATH@
natives=$home/native
young=-XX:-UsePerfData
if [ -n "$backend" ]; then
    case " @BACKENDS@ " in
        *" $backend "*) ;;
        *) fail 3 "--backend: got $backend; needs one of @BACKENDS@; try another, or a bundle made with TORNADOVM_HOME set" ;;
    esac
    export TORNADOVM_HOME="$home/tornado"
    set -- "-Djava.library.path=$natives:$home/tornado/$backend" \
        --module-path "$home/tornado/common:$home/tornado/$backend" \
        --upgrade-module-path "$home/tornado/graal" "@$home/tornado/$backend.args" \
        -Dattn4j.backend="$backend" -cp "$path" io.attn4j.cli.Main "$@"
else
    unset TORNADOVM_HOME
    collector=-XX:+UseSerialGC
    # By default the JVM lets new objects fill a share of the machine's memory before it looks for garbage.
    young=-XX:MaxNewSize=64m
    case " ${ATTN4J_JAVA_OPTIONS-}" in
        *" -XX:+Use"*GC*) collector=-XX:-UsePerfData ;;
    esac
    set -- "-Djava.library.path=$natives" "$collector" -cp "$path" io.attn4j.cli.Main "$@"
    if [ -f "$home/lib/attn4j.aot" ]; then
        set -- "-XX:AOTCache=$home/lib/attn4j.aot" '-Xlog:aot*=off,cds*=off' "$@"
    fi
fi
set -- -XX:-UsePerfData --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    --add-opens java.base/java.io=ALL-UNNAMED -Dattn4j.stderr=3 "-Dattn4j.bundle=$home" "$@"
[ -t 2 ] && set -- -Dattn4j.terminal=true "$@"

# The JVM prints a line about its incubator module that no flag turns off. attn4j writes to descriptor 3, and opens 2
# again before it loads native code. With flags of the user's, the JVM may have to complain about them.
if [ -n "${ATTN4J_JAVA_OPTIONS-}" ]; then
    # The JVM ends with code 1 where it does not like a flag, which means that a check failed.
    # shellcheck disable=SC2086 # options are words
    said=$("$java" $ATTN4J_JAVA_OPTIONS -XX:-UsePerfData -version 2>&1 >/dev/null) ||
        fail 5 "ATTN4J_JAVA_OPTIONS: got $ATTN4J_JAVA_OPTIONS; needs flags that the JVM takes ($(printf '%s\n' "$said" | head -n 1)); try unset ATTN4J_JAVA_OPTIONS"
    # shellcheck disable=SC2086 # options are words
    exec "$java" "$young" $ATTN4J_JAVA_OPTIONS "$@" 3>&2
fi
exec "$java" "$young" "$@" 3>&2 2>/dev/null
