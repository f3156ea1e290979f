#!/bin/sh
# Install Chromium for the tests of the page where the system's package manager may do it.
# Where it may not, the tests say that they are skipped (with CI=true they fail instead).
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Chromium is not installed: the tests of the page are skipped. Install the package chromium."
    exit 0
fi
echo "Installing Chromium for the tests of the page …"
log=$(mktemp)
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >"$log" 2>&1
then
    tail -n 5 "$log"
    echo "Chromium could not be installed: the tests of the page are skipped."
fi
rm -f "$log"
