#!/bin/sh
# Sees to what the tests need beside Python's and Node's packages: Chromium, Node with npm, Java, two web servers, and what
# makes pictures of printed pages.
# Installs what is missing with apt-get where it may; otherwise says what to install and fails. Never skips anything.
set -eu

PATH="$PATH:/usr/local/sbin:/usr/sbin" # where Debian puts servers, for root alone
BROTLI=/usr/lib/nginx/modules/ngx_http_brotli_static_module.so

have() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

missing() {
    have "${CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable || echo chromium
    have node || echo nodejs
    have npm || echo npm
    have java || echo default-jre-headless
    have nginx || echo nginx
    [ -e "$BROTLI" ] || echo libnginx-mod-http-brotli-static
    have caddy || echo caddy
    have pdftoppm || echo poppler-utils
    # Debian's python3 comes without venv; any other Python 3.11 or newer has it.
    [ -x .venv/bin/python ] || python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

packages=$(missing | tr '\n' ' ')
[ -n "$packages" ] || exit 0

stop() {
    echo "The tests need these, and $1: $packages" >&2
    echo "Install them by hand (on Debian and Ubuntu these are the packages' names), then run this again." >&2
    echo "A browser of another name is found through the variable CHROMIUM." >&2
    exit 1
}

have apt-get || stop "there is no apt-get here to install them with"
as_root true 2>/dev/null || stop "installing them takes root or a sudo that asks for no password"

echo "Installing for the tests: $packages"
export DEBIAN_FRONTEND=noninteractive
as_root apt-get update -qq || stop "apt-get could not update its lists"
# shellcheck disable=SC2086  # one word a package
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null ||
    stop "apt-get could not install them"

# The tests start servers of their own: those that came just now are not to answer on this machine's port 80.
for server in nginx caddy; do
    case " $packages" in *" $server "*)
        if have systemctl; then as_root systemctl disable --quiet --now "$server" 2>/dev/null || true; fi ;;
    esac
done

packages=$(missing | tr '\n' ' ')
[ -z "$packages" ] || stop "apt-get did not bring them"
