#!/bin/sh
# sh bootstrap.sh run [--demo]   opens the window; sets up what is missing first
# sh bootstrap.sh test [ARGS]    runs all checks and tests; ARGS go to pytest
# Needs a Debian 12 or Ubuntu 24.04 with python3 (3.11 to 3.13) and pip. As root it installs missing system packages by itself.
set -eu
cd "$(dirname "$0")"

RUN_PACKAGES="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libcups2"
TEST_PACKAGES="git openssl postgresql xvfb xdotool openbox poppler-utils strace softhsm2 cups cups-client cups-filters swift swift-proxy swift-account swift-container swift-object memcached nginx-light"

# Ubuntu has chromium as a snap only, which sees no folder of ours: tests in a browser are skipped there.
grep -q '^ID=debian' /etc/os-release 2>/dev/null && TEST_PACKAGES="$TEST_PACKAGES chromium chromium-driver"

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
  command -v dpkg-query >/dev/null 2>&1 || return 0
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' && continue
    dpkg-query -W -f '${db:Status-Abbrev}' "${package}t64" 2>/dev/null | grep -q '^ii' && continue # Ubuntu 24.04 renamed some
    printf '%s ' "$package"
  done
}

install_system_packages() {
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    say "Missing system packages; install them with: sudo apt-get install ${missing% }"
    exit 1
  fi
  say "Installing system packages: $missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  chosen=""
  for package in $missing; do
    if apt-cache show "$package" >/dev/null 2>&1; then chosen="$chosen $package"; else chosen="$chosen ${package}t64"; fi
  done
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $chosen >/dev/null
}

# What makes the environment; nothing once it is there, or where uv or pip is at hand in another way.
pip_package() {
  [ -x .venv/bin/python ] || command -v uv >/dev/null 2>&1 || python3 -m uv --version >/dev/null 2>&1 || python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
}

find_python() {
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  say "Python 3.11, 3.12 or 3.13 is needed and was not found."
  exit 1
}

# A stamp in the environment tells which lock file it was made from, so that a second run does nothing.
make_environment() {
  lock=$1
  stamp=.venv/made-from
  if [ -f "$stamp" ] && cmp -s "$stamp" "$lock"; then return 0; fi
  python=$(find_python)
  if ! "$python" -m uv --version >/dev/null 2>&1 && ! command -v uv >/dev/null 2>&1; then
    say "Installing uv"
    "$python" -m pip install -q uv 2>/dev/null || "$python" -m pip install -q --break-system-packages uv
  fi
  if "$python" -m uv --version >/dev/null 2>&1; then uv="$python -m uv"; else uv=uv; fi
  say "Setting up the Python environment"
  [ -x .venv/bin/python ] || $uv venv -q --python "$python" .venv
  $uv pip sync -q --python .venv/bin/python --require-hashes --compile-bytecode "$lock" # else the first start takes seconds longer
  .venv/bin/python -m compileall -q main.py core forms paper record ui || true # a folder that cannot be written: the next line says so
  cp "$lock" "$stamp"
}

case "${1:-}" in
run)
  shift
  # shellcheck disable=SC2086
  [ -f .venv/system-ready ] || install_system_packages $(pip_package) $RUN_PACKAGES
  # an environment made for the tests holds all that is needed to run
  if [ ! -f .venv/made-from ] || ! cmp -s .venv/made-from requirements-test.lock; then make_environment requirements.lock; fi
  touch .venv/system-ready
  if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    say "Everything is set up, but there is no screen here: start it again inside a desktop session, or under xvfb-run."
    exit 1
  fi
  exec .venv/bin/python main.py "$@"
  ;;
test)
  shift
  # shellcheck disable=SC2086
  install_system_packages $(pip_package) $RUN_PACKAGES $TEST_PACKAGES
  make_environment requirements-test.lock
  export QT_QPA_PLATFORM=offscreen
  .venv/bin/ruff check .
  .venv/bin/ruff format --check -q .
  .venv/bin/mypy
  # a worker that crashes ends the run: a replaced one has been seen to wait for ever. Three on two cores: many tests wait for a line
  exec .venv/bin/python -m pytest -n 3 --dist loadfile --max-worker-restart 0 "$@"
  ;;
*)
  say "Use: sh bootstrap.sh run [--demo] | sh bootstrap.sh test"
  exit 2
  ;;
esac
