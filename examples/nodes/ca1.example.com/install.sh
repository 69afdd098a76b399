#!/bin/sh
# Made by puppetlb. Change the inventory, not this file.
#
# Installs the health check on this machine: sh install.sh [--dry-run] [--uninstall]. What is replaced
# is kept in /var/backups/puppetmastercheck, and comes back with --uninstall. With DESTDIR the files go
# below that folder, and nothing is started.
set -eu

node='ca1.example.com'
transport='systemd'
ca_from=''
ca_to=''

# Calls $1 with the source, the target and the mode of each file.
each_file() {
  "$1" 'puppetmastercheck' '/usr/local/sbin/puppetmastercheck' '755'
  "$1" 'puppetmastercheck@.service' '/etc/systemd/system/puppetmastercheck@.service' '644'
  "$1" 'puppetmastercheck.socket' '/etc/systemd/system/puppetmastercheck.socket' '644'
}

# Calls $1 with the name and the port of each service.
each_service() {
  "$1" 'puppetmastercheck' '9200'
}

# Calls $1 with the files of the other transport, which would hold the same ports.
each_other() {
  "$1" '/etc/xinetd.d/puppetmastercheck'
}

# Calls $1 with each unit of systemd that is started.
each_unit() {
  "$1" 'puppetmastercheck.socket'
}

LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
umask 022
root=${DESTDIR-}
backup=$root/var/backups/puppetmastercheck
changed=
other=
dry=
action=install

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

# Says what is done, and whether it is to be done.
doing() {
  changed=yes
  echo "${dry:+would }$*"
  [ -z "$dry" ]
}

is_ours() { grep -q 'Made by puppetlb' "$1" 2>/dev/null; }

mode_of() { stat -c %a "$1"; }

# Keeps a file that is replaced or removed: as it was before puppetlb, or else as the last one of ours.
keep() {
  [ -e "$root$1" ] || [ -L "$root$1" ] || return 0
  kept=$backup$1
  if is_ours "$root$1"; then kept=$kept.previous; fi
  mkdir -p "${kept%/*}"
  cp -pPf "$root$1" "$kept"
}

put() {
  mkdir -p "$root${2%/*}"
  cp "$1" "$root$2.new"
  chmod "$3" "$root$2.new"
  mv -f "$root$2.new" "$root$2"
  if [ -z "$root" ] && command -v restorecon >/dev/null; then restorecon "$2"; fi
}

install_file() {
  if cmp -s "$1" "$root$2" && [ "$(mode_of "$root$2")" = "$3" ]; then return 0; fi
  if doing "install $root$2"; then
    keep "$2"
    put "$1" "$2" "$3"
  fi
}

remove_file() {
  [ -e "$root$2" ] || return 0
  if ! is_ours "$root$2"; then
    echo "$root$2 is left as it is: puppetlb did not make it"
    return 0
  fi
  if doing "remove $root$2"; then
    keep "$2"
    rm -f "$root$2"
    if [ -e "$backup$2" ]; then mv -f "$backup$2" "$root$2"; fi
  fi
}

stop_unit() {
  if [ -z "$root" ]; then systemctl disable --now "$1"; fi
}

remove_other() {
  [ -e "$root$1" ] || return 0
  doing "remove $root$1, of the other transport" || return 0
  case $1 in *.socket) stop_unit "${1##*/}" ;; esac
  keep "$1"
  rm -f "$root$1"
  other=yes
}

bring_back() {
  [ -e "$backup$1" ] && [ ! -e "$root$1" ] || return 0
  doing "bring back $root$1" || return 0
  mv -f "$backup$1" "$root$1"
  other=yes
}

# Makes the lines of /etc/services those that are given: ours, as far as nobody else wrote the same.
set_services() {
  file=$root/etc/services
  [ -f "$file" ] || return 0
  lines=$(mktemp)
  sed '/# puppetlb$/d' "$file" >"$lines"
  if [ "$1" = with ]; then each_service add_service; fi
  if ! cmp -s "$lines" "$file" && doing "change $file"; then
    keep /etc/services
    put "$lines" /etc/services "$(mode_of "$file")"
  fi
  rm -f "$lines"
}

add_service() {
  grep -Eq "^$1[[:space:]]+$2/tcp([[:space:]]|\$)" "$lines" ||
    printf '%s\t%s/tcp\t# puppetlb\n' "$1" "$2" >>"$lines"
}

copy_ca() {
  [ -n "$ca_from" ] || return 0
  if [ ! -f "$root$ca_from" ]; then fail "$root$ca_from is not there; has this node run Puppet?"; fi
  if cmp -s "$root$ca_from" "$root$ca_to"; then return 0; fi
  if doing "copy $ca_from to $root$ca_to"; then put "$root$ca_from" "$ca_to" 644; fi
}

authorize() {
  [ -f authorize.sh ] || return 0
  if [ "$1" = add ] && sh authorize.sh check; then return 0; fi
  if [ "$1" = remove ] && ! sh authorize.sh check; then return 0; fi
  if doing "$1 the rule that lets the check ask Puppet"; then sh authorize.sh "$1"; fi
}

is_systemd() { [ -d /run/systemd/system ]; }

reload_xinetd() {
  if is_systemd; then
    systemctl enable xinetd
    systemctl reload-or-restart xinetd
  else
    service xinetd reload || service xinetd restart
  fi
}

start_unit() {
  systemctl enable "$1"
  systemctl restart "$1"
}

require() {
  for program in curl timeout dd awk head tr cmp; do
    command -v "$program" >/dev/null || fail "$program is not installed; install it first"
  done
  case $transport in
    xinetd)
      command -v xinetd >/dev/null ||
        fail 'xinetd is not installed; install it first, or set transport: systemd in the inventory'
      ;;
    systemd)
      is_systemd || fail 'systemd does not run here; set transport: xinetd in the inventory'
      ;;
  esac
}

install_all() {
  if [ -z "$root" ]; then require; fi
  copy_ca
  authorize add
  each_other remove_other
  if [ -n "$other" ] && [ "$transport" = systemd ] && [ -z "$root" ]; then
    reload_xinetd
    sleep 1 # it lets go of the port when it has read its files
  fi
  if [ ! -d "$root/etc/puppetmastercheck" ] && doing "make $root/etc/puppetmastercheck"; then
    mkdir -p "$root/etc/puppetmastercheck"
  fi
  each_file install_file
  set_services with
  if [ -z "$changed" ]; then
    echo "the health check of $node is installed already"
  elif [ -z "$dry$root" ]; then
    start
  fi
}

start() {
  if [ "$transport" = systemd ]; then
    systemctl daemon-reload
    each_unit start_unit
  else
    reload_xinetd
  fi
  /usr/local/sbin/puppetmastercheck || true
}

uninstall_all() {
  if [ -z "$dry$root" ]; then each_unit stop_unit; fi
  each_file remove_file
  each_other bring_back
  set_services without
  authorize remove
  if [ -n "$ca_to" ] && [ -e "$root$ca_to" ] && doing "remove $root$ca_to"; then rm -f "$root$ca_to"; fi
  if [ -z "$dry" ]; then rmdir "$root/etc/puppetmastercheck" 2>/dev/null || true; fi
  if [ -z "$dry$root" ] && [ -n "$changed" ]; then
    if [ "$transport" = systemd ]; then systemctl daemon-reload; fi
    if [ "$transport" = xinetd ] || [ -n "$other" ]; then reload_xinetd; fi
  fi
  if [ -z "$changed" ]; then echo "the health check of $node is not installed"; fi
}

cd "$(dirname "$0")"
for word in "$@"; do
  case $word in
    --dry-run) dry=yes ;;
    --uninstall) action=uninstall ;;
    *)
      echo 'write sh install.sh [--dry-run] [--uninstall]' >&2
      exit 64
      ;;
  esac
done
if [ -z "$dry$root" ] && [ "$(id -u)" -ne 0 ]; then fail 'run it as root, or with --dry-run'; fi
"${action}_all"
