#!/usr/bin/env bash
# Builds the dashboard with this machine's Node: what Maven calls. Each step runs when what it reads changed.
#   build.sh assets         npm ci and vite build: into dist/
#   build.sh check [SKIP…]  eslint, prettier, tsc, vitest; not when any SKIP is "true"
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }

need_node() {
  local version
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    say "The dashboard is built with Node.js and npm, and this machine has none on its PATH.
Install Node 18.18 or newer (Debian, Ubuntu: apt install nodejs npm) and run the command again."
    exit 5
  fi
  version=$(node -p 'process.versions.node')
  if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 18 || (a === 18 && b >= 18) ? 0 : 1)'; then
    say "The dashboard needs Node 18.18 or newer; this is $version. Install a newer one and run the command again."
    exit 5
  fi
}

# A digest of the files that a step reads: times of files say little after a checkout.
digest() {
  local files
  files=$(find "$@" -type f 2>/dev/null | LC_ALL=C sort)
  { node -v; xargs -d '\n' cat <<<"$files"; echo "$files"; } | cksum
}

libraries() {
  local now stamp=node_modules/.traffic-stamp
  now=$(digest package.json package-lock.json .npmrc)
  [[ -f $stamp && $(<"$stamp") == "$now" ]] && return
  say "web: npm ci"
  npm ci --silent --no-fund --no-audit
  printf '%s' "$now" >"$stamp"
}

sources=(src public index.html package.json package-lock.json tsconfig.json vite.config.ts)

assets() {
  local now stamp=target/assets.stamp
  mkdir -p target
  now=$(digest "${sources[@]}")
  [[ -f dist/index.html && -f $stamp && $(<"$stamp") == "$now" ]] && return
  libraries
  say "web: vite build"
  node node_modules/vite/bin/vite.js build --logLevel warn
  # Names of assets change with their content: what Maven copied before must not be packaged again.
  rm -rf target/classes/dashboard
  printf '%s' "$now" >"$stamp"
}

check() {
  local now stamp=target/check.stamp
  mkdir -p target
  now=$(digest "${sources[@]}" browser-tests eslint.config.js .prettierrc.json ../serving-layer/src/main/resources/openapi.json)
  [[ -f $stamp && $(<"$stamp") == "$now" ]] && return
  libraries
  for step in lint typecheck test; do
    say "web: npm run $step"
    npm run --silent "$step"
  done
  printf '%s' "$now" >"$stamp"
}

step=${1:?assets or check}
shift
if [[ $step == check ]]; then
  for skip in "$@"; do
    if [[ $skip == true ]]; then exit 0; fi
  done
fi
need_node
"$step"
