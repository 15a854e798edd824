#!/usr/bin/env bash
# Fuzzes every target for so many seconds (60 unless told), then runs the tests of matching and of
# compiled dictionaries under the AddressSanitizer, with each set of vector instructions; where an
# AArch64 compiler and QEMU are installed, those of AArch64 too.
#
#     fuzz/run.sh [SECONDS]
#
# Needs the nightly toolchain and `cargo install cargo-fuzz`. PROPTEST_CASES says how many random
# cases each test tries.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}

step() {
    printf '\n== %s\n' "$*"
    "$@"
}

for target in reference dictionary annotate whole; do
    step cargo +nightly fuzz run "$target" -- \
        -max_total_time="$seconds" -max_len=16384 -timeout=60 -print_final_stats=1
done

host=$(rustc -vV | sed -n 's/^host: //p')
tests=(--no-default-features --lib --test matching)
for level in avx2 sse2 neon portable; do
    # One that the machine does not have stands for the best it has. A test leaks what is to live as
    # long as the process.
    ASAN_OPTIONS=detect_leaks=0 RUSTFLAGS=-Zsanitizer=address GAZETAG_SIMD=$level \
        step cargo +nightly test --target "$host" --target-dir target/asan "${tests[@]}"
done

if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64 >/dev/null &&
    rustup target list --installed | grep -q '^aarch64-unknown-linux-gnu$'; then
    export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
    export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER='qemu-aarch64 -L /usr/aarch64-linux-gnu'
    for level in neon portable; do
        for tests in --lib '--test matching reference'; do
            # shellcheck disable=SC2086
            GAZETAG_SIMD=$level \
                step cargo test --target aarch64-unknown-linux-gnu --no-default-features $tests
        done
    done
fi
