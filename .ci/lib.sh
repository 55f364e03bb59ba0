# Shared by the commands in this folder: pinned tools, set up once, named when
# they are missing. Sourced, never run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
TOOLS=$ROOT/.tools
export PATH="$TOOLS/bin:${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$PATH"

TRUNK=0.21.14
WASM_BINDGEN=0.2.129
TARGET=wasm32-unknown-unknown

STEP=0
STEPS=${STEPS:-0}
NOW=""
REPAIR=""

# Announces a step: `step "what" "how to repair it when it fails"`.
step() {
  STEP=$((STEP + 1))
  NOW=$1
  REPAIR=${2:-}
  printf '\n[%d/%d] %s\n' "$STEP" "$STEPS" "$1"
  STEP_START=$SECONDS
}

done_step() { printf '      %s (%d s)\n' "${1:-done}" "$((SECONDS - STEP_START))"; }

fail() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

on_exit() {
  local code=$?
  if [ "$code" -ne 0 ] && [ -n "$NOW" ]; then
    printf '\nStopped in step %d: %s. What went wrong stands above.\n' "$STEP" "$NOW" >&2
    if [ -n "$REPAIR" ]; then printf '%s\n' "$REPAIR" >&2; fi
  fi
}
trap on_exit EXIT

need() { # need COMMAND "how to get it"
  command -v "$1" >/dev/null 2>&1 || fail "$1 is missing. $2"
}

# The compiler that rust-toolchain.toml names. Where it is there by another name, as
# `stable`, and rustup cannot get it, that one is taken.
pin_compiler() {
  local wanted name
  wanted=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
  if ! command -v rustup >/dev/null; then
    is_compiler "$wanted" || fail "Rust $wanted is needed, and this is $(rustc --version). rustup (https://rustup.rs) gets it by itself."
    return
  fi
  # Asked by name, so that rustup does not begin to fetch it unseen.
  for name in "$wanted" $(rustup toolchain list | awk '{ print $1 }'); do
    if RUSTUP_AUTO_INSTALL=0 RUSTUP_TOOLCHAIN=$name is_compiler "$wanted"; then
      export RUSTUP_TOOLCHAIN=$name
      return
    fi
  done
  echo "      getting Rust $wanted"
  rustup toolchain install "$wanted" --no-self-update --profile minimal --component clippy --component rustfmt --target "$TARGET" ||
    fail "Rust $wanted is needed (rust-toolchain.toml) and did not come: check the connection and run this again."
}

is_compiler() { [[ "$(rustc --version 2>/dev/null)" == "rustc $1 "* ]]; }

set_up_languages() {
  step "Rust and Node"
  need cargo "Install Rust with rustup (https://rustup.rs), then run this again."
  pin_compiler
  need node "Install Node 20.11 or later (https://nodejs.org, or your system's package), then run this again."
  need npm "It comes with Node; some systems have it in a package of its own."
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 11) ? 0 : 1)' ||
    fail "Node is $(node --version); version 20.11 or later is needed."
  if ! [ -d "$(rustc --print sysroot)/lib/rustlib/$TARGET" ]; then
    need rustup "The target $TARGET is missing, and rustup is what adds it (https://rustup.rs)."
    rustup target add "$TARGET"
  fi
  done_step "$(rustc --version), node $(node --version), target $TARGET"
}

# A tool from crates.io, built quickly and not for speed; skipped when the
# right version is there.
cargo_tool() { # cargo_tool CRATE BINARY VERSION "about how long"
  step "$1 $3" "It comes from crates.io: check the connection and run this again; rm -rf .tools starts over."
  if "$2" --version 2>/dev/null | grep -qF " $3"; then
    done_step "already there"
    return
  fi
  echo "      building it, $4"
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_TARGET_DIR="$TOOLS/build" \
    cargo install --quiet --locked --root "$TOOLS" --no-default-features --version "$3" "$1"
  done_step "built"
}

set_up_node_modules() {
  step "Packages of Node (optimiser, test tools)" \
    "They come from the npm registry: check the connection and run this again; rm -rf tests/web/node_modules starts over."
  if cmp -s tests/web/package-lock.json tests/web/node_modules/.plumbline-lock; then
    done_step "already there"
    return
  fi
  npm ci --prefix tests/web --no-audit --no-fund --loglevel=error
  cp tests/web/package-lock.json tests/web/node_modules/.plumbline-lock
  done_step "installed"
}

set_up_readers() { # 1 step
  step "Readers of exported files in Python (openpyxl, pandas)" \
    "They come from PyPI: check the connection and run this again; rm -rf .tools/readers starts over."
  if cmp -s tests/readers/requirements.txt "$TOOLS/readers/.plumbline-lock"; then
    done_step "already there"
    return
  fi
  need python3 "Install Python 3.11 or later (https://python.org, or your system's package), then run this again."
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$(python3 --version) is too old; version 3.11 or later is needed."
  python3 -m venv --clear "$TOOLS/readers"
  "$TOOLS/readers/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --requirement tests/readers/requirements.txt
  cp tests/readers/requirements.txt "$TOOLS/readers/.plumbline-lock"
  done_step "installed"
}

set_up_build() { # 4 steps
  set_up_languages
  cargo_tool wasm-bindgen-cli wasm-bindgen "$WASM_BINDGEN" "a minute or two"
  cargo_tool trunk trunk "$TRUNK" "three to five minutes"
  set_up_node_modules
}

# What goes into the app, as one checksum.
app_inputs() {
  {
    cat Cargo.toml Cargo.lock Trunk.toml rust-toolchain.toml .cargo/config.toml .ci/lib.sh .ci/*.mjs .ci/parts/* tests/web/package-lock.json
    find src style public -type f -print0 | sort -z | xargs -0 cat
    find src style public -type f | sort
    rustc --version
  } | sha256sum | cut -d' ' -f1
}

build_app() { # 1 step
  step "The app, release build" "Errors of the compiler name file and line; cargo clean starts over."
  local inputs
  # Two builds at once would write into the same dist/.
  mkdir -p target
  if command -v flock >/dev/null; then
    exec 9>target/.plumbline-lock
    flock --nonblock 9 || { echo "      waiting for another build" && flock 9; }
  fi
  [ -f Cargo.lock ] || cargo generate-lockfile
  inputs=$(app_inputs)
  if [ "${1:-}" != "--whole" ] && [ -f dist/index.html ] && [ "$(cat target/.plumbline-dist 2>/dev/null)" = "$inputs" ]; then
    unlock_build
    done_step "nothing has changed"
    return
  fi
  rm -f target/.plumbline-dist
  echo "      about two minutes the first time"
  # Trunk reads NO_COLOR as a boolean and refuses the usual 1. It cannot minify
  # what wasm-bindgen writes and says so each time: pack.mjs does that.
  # The names of functions, and what the linker knows of the data, stay until the
  # program has been divided by them.
  # Paths of this machine stay out of it: crash texts name files, and the same
  # sources are to give the same program everywhere (.ci/test compares two folders). Our own
  # files are named by where they are in the project anyway.
  local flags='--cfg erase_components -C symbol-mangling-version=v0 -C link-args=--emit-relocs'
  flags+=" --remap-path-prefix=${CARGO_HOME:-${HOME:-/root}/.cargo}/registry/src=crates"
  env -u NO_COLOR CARGO_PROFILE_RELEASE_STRIP=false CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags" \
    trunk --log warn,trunk::processing::minify=error build --release
  if [ "${1:-}" = "--whole" ]; then return; fi
  node .ci/parts/split.mjs dist "target/$TARGET/release/plumbline.wasm"
  node .ci/pack.mjs dist
  # Changed under way: then the next run builds again.
  echo "$inputs" >target/.plumbline-dist
  unlock_build
  done_step "dist/ is ready"
}

unlock_build() {
  # What runs for long after this, such as the server, must not keep the lock.
  if command -v flock >/dev/null; then exec 9>&-; fi
}
