# Sourced by ./run and ./test: makes .venv hold exactly what the given lock file names, and says what is missing.

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    say "Hengji needs Python 3.11 or newer; none was found. On Debian 12: apt-get install python3 python3-venv"
    return 1
}

can_install_packages() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
    say "Installing $* …"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

make_venv() {
    python=$(find_python) || return 1
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        if can_install_packages; then apt_install python3-venv; else
            say "Python's venv module is incomplete. On Debian 12: apt-get install python3-venv"
            return 1
        fi
    fi
    say "Setting up .venv …"
    "$python" -m venv "$here/.venv"
    "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9 2>&1 | grep -v '^WARNING: Location' >&2 || true
    [ -x "$here/.venv/bin/uv" ]
}

# Chinese fonts for the PDF and the pictures. They are named, never shipped; without them the PDF is not written.
want_fonts() {
    [ -e "$here/.venv/.fonts-asked" ] && return 0
    missing=""
    if command -v dpkg >/dev/null 2>&1; then
        for package in fonts-noto-cjk fonts-arphic-gkai00mp fonts-liberation; do
            dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
        done
    fi
    # shellcheck disable=SC2086
    if [ -n "$missing" ] && can_install_packages && apt_install $missing; then missing=""; fi
    if [ -n "$missing" ] && ! has_cjk_font; then
        say "No Chinese font was found; without one the PDF cannot be written (everything else can)."
        say "On Debian: apt-get install$missing"
    fi
    want_fangsong
    : > "$here/.venv/.fonts-asked"
}

# The free 仿宋 comes inside a large TeX package; only the one face is taken out of it, into the environment.
want_fangsong() {
    command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || return 0
    folder=$(mktemp -d) || return 0
    say "Fetching the free 仿宋 face for the PDF …"
    if (cd "$folder" && apt-get download -qq texlive-lang-chinese >/dev/null 2>&1 && dpkg-deb -x ./*.deb tree); then
        mkdir -p "$here/.venv/share/fonts"
        find "$folder/tree" -name 'FandolFang-Regular.otf' -exec cp {} "$here/.venv/share/fonts/" \;
    else
        say "It could not be fetched (Debian package texlive-lang-chinese); the PDF uses a 宋 face instead."
    fi
    rm -rf "$folder"
}

# The browser in which ./test drives the platform; without one those tests are skipped and say so.
want_chromium() {
    [ -e "$here/.venv/.browser-asked" ] && return 0
    missing=""
    command -v chromium >/dev/null 2>&1 || missing="chromium"
    # What drives it is a program of its own that needs this library; a small system lacks it.
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086
        { can_install_packages && apt_install $missing; } ||
            say "The tests in a browser cannot run. On Debian: apt-get install $missing"
    fi
    : > "$here/.venv/.browser-asked"
}

has_cjk_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; }

# A directory is ready when its stamp names this very lock file and this very project file.
setup() {
    lock=$here/$1
    wanted=$(cat "$lock" "$here/pyproject.toml" | cksum)
    if [ ! -x "$here/.venv/bin/uv" ]; then
        rm -rf "$here/.venv"
        make_venv || exit 2
    fi
    if [ "$(cat "$here/.venv/.$1" 2>/dev/null)" != "$wanted" ]; then
        say "Installing what $1 names …"
        VIRTUAL_ENV=$here/.venv "$here/.venv/bin/uv" pip install --quiet --no-python-downloads --require-hashes -r "$lock" || exit 2
        VIRTUAL_ENV=$here/.venv "$here/.venv/bin/uv" pip install --quiet --no-python-downloads --no-deps -e "$here" || exit 2
        printf '%s' "$wanted" > "$here/.venv/.$1"
    fi
    want_fonts
}
