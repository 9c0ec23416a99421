#!/bin/sh
# Install the Debian packages that some tests use (tests/apt-packages.txt), where this machine can. Tests whose tool is
# missing skip and say so; nothing else depends on these packages.
set -u
packages=$(grep -v '^#' "$(dirname "$0")/apt-packages.txt")
missing=""
for package in $packages; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "tests: without$missing some tests will skip (install them with apt-get as root)"
  exit 0
fi
apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
  echo "tests: could not install$missing; some tests will skip"
