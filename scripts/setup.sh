# shellcheck shell=bash
# Sourced by the scripts beside it: makes .venv and finds Chromium, whatever the machine lacks.
#
#   ensure_venv      .venv with everything in requirements.txt, built again only when that changed
#   ensure_chromium  a Chromium on the PATH, for the browser tests
#
# Either works with no more than Python 3.11 and, where it may, apt. What cannot be had is named in
# one line, and the script ends with 1.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
venv="$root/.venv"
stamp="$venv/.installed"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Installs Debian packages as root or through a sudo that asks nothing; fails where neither is there.
apt_install() {
  local -a as_root=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  say "Installing $* with apt…"
  "${as_root[@]}" apt-get update -qq >/dev/null || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

# Prints the first command that is Python 3.11 or newer and can run the code $1.
find_python() {
  local name
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$name" -c "import sys; assert sys.version_info >= (3, 11); $1" 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# Prints a Python that can make virtual environments, adding what Debian splits off from it.
python_with_venv() {
  local python package
  find_python "import ensurepip, venv" && return
  python="$(find_python "")" ||
    fail "Python 3.11 or newer is needed. Install it (Debian 12 and later: apt-get install python3)."
  package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  apt_install "$package" || true
  find_python "import ensurepip, venv" ||
    fail "$python cannot make virtual environments. Install its part for that: apt-get install $package"
}

# Prints what an installation depends on: a change of any of it asks for another one.
wanted() {
  printf '%s\n' "$root"
  cksum <"$root/requirements.txt"
  cksum <"$root/pyproject.toml"
}

ensure_venv() {
  local python
  if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(wanted)" ]; then
    return
  fi
  python="$(python_with_venv)"
  say "Setting up .venv with $python (once; about two minutes)…"
  rm -f "$stamp"
  "$python" -m venv --clear "$venv"
  (
    cd "$root"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements.txt
  ) || fail "pip could not install requirements.txt (its message is above). Mend that and start again."
  wanted >"$stamp.part"
  mv "$stamp.part" "$stamp"
}

has_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then return; fi
  done
  return 1
}

ensure_chromium() {
  if has_chromium; then return; fi
  apt_install chromium || true
  has_chromium ||
    fail "The browser tests need Chromium. Install it (Debian: apt-get install chromium)."
}
