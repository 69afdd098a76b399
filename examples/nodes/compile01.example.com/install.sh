#!/bin/sh
# Made by puppetlb. Change the inventory, not this file.
#
# Installs the health check on this machine: sh install.sh [OPTION...]. What is replaced is kept in
# /var/backups/puppetmastercheck, and comes back with --uninstall. With DESTDIR the files go below that
# folder, and nothing is started or asked.
#
#   --dry-run          says what would be done
#   --replace-foreign  disables another service of xinetd that has the check's port, name or script
#   --start            starts what was stopped by hand to take the node out
#   --insist           installs on another machine, or what takes the node out; uninstalls a drained node
#   --uninstall        takes the check away
#
# It ends with 0 where the node answers as HAProxy will ask or is drained, with 1 where nothing was
# changed, and with 2 where something was changed and HAProxy would take the node out, what listens could
# not be reloaded, or not everything was done. Run it again after an interruption or a failure: it
# completes what was begun.
set -eu

node='compile01.example.com'
address='10.0.0.101'
names='compile01.example.com compile01'
script='/usr/local/sbin/puppetmastercheck'
http_ports='9200'
agent_ports='9201'
answer_seconds='5'
loopback=''
transport='xinetd'
ca_from=''
ca_to=''

# Calls $1 with the source, the target and the mode of each file.
each_file() {
  "$1" 'puppetmastercheck' '/usr/local/sbin/puppetmastercheck' '755'
  "$1" 'puppetmastercheck.xinetd' '/etc/xinetd.d/puppetmastercheck' '644'
}

# Calls $1 with the name and the port of each service.
each_service() {
  "$1" 'puppetmastercheck' '9200'
  "$1" 'puppetmastercheck-agent' '9201'
}

# Calls $1 with the files of the other transport, which would hold the same ports.
each_other() {
  "$1" '/etc/systemd/system/puppetmastercheck.socket'
  "$1" '/etc/systemd/system/puppetmastercheck@.service'
  "$1" '/etc/systemd/system/puppetmastercheck-agent.socket'
  "$1" '/etc/systemd/system/puppetmastercheck-agent@.service'
}

# Calls $1 with each unit of systemd that is started.
each_unit() {
  :
}

# Prints the files that xinetd reads: a folder's files with a dot in their name, or "~" at its end, it skips.
xinetd_files() {
  conf=$root/etc/xinetd.conf
  [ ! -f "$conf" ] || echo "$conf"
  { cat "$conf" 2>/dev/null || echo includedir /etc/xinetd.d; } | tr -d '\r' |
    awk '$1 == "include" || $1 == "includedir" { print $1, $2 }' |
    while read -r kind path; do
      if [ "$kind" = include ]; then
        echo "$root$path"
        continue
      fi
      for file in "$root${path%/}"/*; do
        case ${file##*/} in *.* | *'~') continue ;; esac
        [ ! -f "$file" ] || echo "$file"
      done
    done
}

# Prints "ALONE SERVICE FILE" for each service of xinetd that has one of our ports or names or starts our
# script and is in no file of ours; ALONE is yes where the file holds no other service.
foreign_services() {
  named=$root/etc/services
  [ -f "$named" ] || named=/dev/null
  xinetd_files | sort -u | while IFS= read -r file; do
    if [ "$file" = "$root/etc/xinetd.d/puppetmastercheck" ] || [ ! -r "$file" ]; then continue; fi
    awk -v ports=" $1 " -v script="$2" -v named="$named" '
      function judge() {
        all += 1
        if (value["disable"] == "yes" || value["protocol"] == "udp" || value["socket_type"] == "dgram") return
        port = "port" in value ? value["port"] : port_of[name]
        is_ours = name ~ /^puppetmastercheck(-agent)?(-[0-9]+)?$/ || index(started, " " script " ")
        if (is_ours || (port != "" && index(ports, " " port " "))) found[name] = 1
      }
      { sub(/\r$/, "") }
      FILENAME == named {
        sub(/#.*/, "")
        for (at = 1; $2 ~ /\/tcp$/ && at <= NF; at += 1) if (at != 2) port_of[$at] = $2 + 0
        next
      }
      /^[ \t]*#/ { next }
      { sub(/[+-]?=/, " = ") }
      $1 == "service" { name = $2; started = " "; split("", value) }
      $1 == "defaults" { name = "" }
      $2 == "=" { value[$1] = $3 }
      $1 == "server" || $1 == "server_args" { started = started $0 " " }
      $1 == "}" && name != "" { judge(); name = "" }
      END { for (name in found) print (all == 1 && FILENAME !~ /\/xinetd\.conf$/ ? "yes" : "no"), name, FILENAME }
    ' "$named" "$file"
  done
}

# Prints the sockets that listen on a port, by their inodes.
listeners() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }'
}

is_listening() { [ -n "$(listeners "$1")" ]; }

# Prints the programs that listen on a port, as far as they can be seen.
holders() {
  inodes=$(listeners "$1" | tr '\n' ' ')
  # shellcheck disable=SC2012 # names of /proc
  ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v inodes=" $inodes" '
    /^\/proc\// { split($0, part, "/") }
    $NF ~ /^socket:\[/ && index(inodes, " " substr($NF, 9, length($NF) - 9) " ") { print part[3] }
  ' | sort -u | while read -r pid; do cat "/proc/$pid/comm" 2>/dev/null || true; done | sort -u
}

# Whether a program runs.
runs() { grep -qx "$1" /proc/[0-9]*/comm 2>/dev/null; }

# Asks a port as HAProxy does; sets code, sentence, and ended to how curl did.
ask_port() {
  for host in 127.0.0.1 $address; do
    case $host in *:*) host="[$host]" ;; esac
    ended=0
    sentence=$(curl -q --silent --noproxy '*' --http1.0 --request OPTIONS --max-time "$answer_seconds" \
      --write-out '\n%{http_code}' "http://$host:$1/" 2>/dev/null) || ended=$?
    [ "$ended" = 7 ] || break
  done
  code=${sentence##*'
'}
  sentence=$(printf '%s' "${sentence%'
'*}" | tr -d '\000-\037\177' | head -c 300)
}

# Runs a program as the user that xinetd runs the script as.
as_nobody() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif command -v setpriv >/dev/null; then
    setpriv --reuid "$(id -u nobody)" --regid "$(id -g nobody)" --clear-groups "$@"
  else
    su -s /bin/sh nobody -c "$*"
  fi
}

# Sets sentence to what a script says to nobody; fails where clients may not come.
try_script() {
  ended=0
  sentence=$(cd / && as_nobody sh "$1" </dev/null 2>&1) || ended=$?
  return "$ended"
}

# The connection is closed by xinetd where only_from leaves this machine out, and by a script that does not run.
is_left_out() { [ -z "$loopback" ] && { [ "$ended" = 52 ] || [ "$ended" = 56 ]; }; }

# Whether HAProxy, as far as can be told here, takes the node for UP now.
is_up() {
  for port in $http_ports; do
    ask_port "$port"
    [ "$code" != 200 ] || return 0
    if is_left_out && [ -x "$script" ]; then
      if try_script "$script"; then ended=0; fi
      case $sentence in *'HTTP/1.1 200'* | 'Puppetmaster is running.') return 0 ;; esac
    fi
  done
  return 1
}

out() {
  echo "install.sh: HAProxy would take this node out: $*" >&2
  outside=yes
}

# Says of each port how it answers; sets outside where HAProxy would take the node out.
judge() {
  for port in $http_ports; do
    ask_port "$port"
    if is_left_out; then
      judge_unasked "$port"
      continue
    fi
    case $ended/$code/$sentence in
      0/200/*) echo "port $port answers 200: $sentence" ;;
      0/503/'Puppetmaster is in '*) echo "port $port answers 503, as it should: $sentence" ;;
      0/*) out "port $port answers $code: $sentence" ;;
      7/*) out "nobody listens on port $port" ;;
      28/*) out "port $port does not answer within $answer_seconds s" ;;
      52/* | 56/*)
        out "port $port closes the connection without an answer; may the user nobody run $script, and what does xinetd log?"
        ;;
      *) out "port $port does not answer HTTP (curl ended with $ended)" ;;
    esac
  done
  for port in $agent_ports; do
    is_listening "$port" || out "nobody listens on port $port, for the agent"
  done
}

# Only the balancers may ask this port, so the script is asked instead, as its user.
judge_unasked() {
  holder=$(holders "$1" | tr '\n' ' ')
  case $holder in
    *xinetd* | *systemd*) ;;
    *) out "port $1 is held by ${holder:-a program that cannot be seen }and not by $transport" ;;
  esac
  if as_nobody test -x "$script" && try_script "$script"; then
    echo "port $1 answers the balancers alone; the script says: $sentence"
  elif as_nobody test -x "$script"; then
    case $sentence in
      'Puppetmaster is in '*) echo "the script says, as it should: $sentence" ;;
      *) out "$sentence" ;;
    esac
  else
    out "the user nobody may not run $script; look at the modes of its folders"
  fi
}

# Prints the file that a path below DESTDIR leads to, or nothing: its links begin there too, and none leads out.
follow() {
  path=$1
  for _ in 1 2 3 4 5 6 7 8; do
    [ -L "$root$path" ] || break
    link=$(readlink "$root$path")
    case $link in /*) path=$link ;; *) path=${path%/*}/$link ;; esac
  done
  top=$(readlink -f "$root/") && path=$(readlink -f "$root$path") || return 0
  case $path in "${top%/}"/*) echo "${path#"${top%/}"}" ;; esac
}

# The files of this machine, or below DESTDIR, and their copies from before puppetlb, below $backup.

# Whether there is a file, or a link: in another folder a relative one leads nowhere.
exists() { [ -e "$1" ] || [ -L "$1" ]; }

is_ours() { grep -q 'Made by puppetlb' "$1" 2>/dev/null; }

mode_of() { stat -Lc %a "$1"; }

# Copies a file, or a link as a link, whole at each moment.
copy() {
  mkdir -p "${2%/*}"
  rm -f "$2.new"
  cp -pP "$1" "$2.new"
  mv -f "$2.new" "$2"
}

# Keeps a file that is replaced or removed: as it was before puppetlb, or else as the last one of ours.
keep() {
  exists "$root$1" || return 0
  kept=$backup$1
  if is_ours "$root$1"; then kept=$kept.previous; fi
  copy "$root$1" "$kept"
}

put() {
  mkdir -p "$root${2%/*}"
  rm -f "$root$2.new"
  cp "$1" "$root$2.new"
  chmod "$3" "$root$2.new"
  flush "$root$2.new"
  mv -f "$root$2.new" "$root$2"
  if [ -z "$root" ] && command -v restorecon >/dev/null; then restorecon "$2"; fi
}

restore() {
  copy "$backup$1" "$root$1"
  rm -f "$backup$1"
}

# Whether a file or link was brought back by a run that was interrupted before it removed the copy.
is_restored() {
  [ "$(readlink "$backup$1")" = "$(readlink "$root$1")" ] && { [ -L "$root$1" ] || cmp -s "$backup$1" "$root$1"; }
}

LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
umask 022
unset CDPATH TMPDIR # cd would go elsewhere, and the user nobody may not enter every TMPDIR
root=${DESTDIR-}
case $root in '' | /*) ;; *) root=$(pwd)/$root ;; esac
DESTDIR=$root
export DESTDIR
backup=$root/var/backups/puppetmastercheck
mark=$backup/pending
changed=
nothing_changed='; nothing is changed'
former=
intent=
outside=
ports=
dry=
insist=
replace_foreign=
start_anyway=
action=install

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

# Refuses what --insist does all the same.
refuse() {
  [ -n "$insist" ] || fail "$*; nothing is changed, --insist does it all the same"
  echo "install.sh: $*" >&2
}

# Writes to disk what a loss of power would take; old ones of sync write everything.
flush() { sync "$@" 2>/dev/null || sync; }

# Keeps what is to be done when the files are in place, until it worked: an interrupted run is finished by the next.
mark() {
  intent=$1
  if [ "$1" = "$former" ]; then return 0; fi
  former=$1
  if [ -n "$dry$root" ]; then return 0; fi
  # set -e ends nothing here, where a condition calls it.
  if mkdir -p "$backup" && echo "$1 $ports" >"$mark.new" && flush "$mark.new" && mv -f "$mark.new" "$mark"; then
    flush "$backup" "${backup%/*}"
  else
    rm -f "$mark.new"
    fail "cannot write $mark$nothing_changed"
  fi
}

forget() {
  rm -f "$mark" "$mark.new" "$backup/unstarted"
  former=
}

# Says what is done, and whether it is to be done.
doing() {
  mark "$intent"
  changed=yes
  nothing_changed=
  echo "${dry:+would }$*"
  [ -z "$dry" ]
}

# Does what need not be said.
silently() { [ -n "$dry" ] || "$@"; }

install_file() {
  if cmp -s "$1" "$root$2" && [ "$(mode_of "$root$2")" = "$3" ]; then return 0; fi
  if doing "install $root$2"; then
    keep "$2"
    put "$1" "$2" "$3"
  fi
}

remove_file() {
  silently rm -f "$root$2.new"
  exists "$root$2" || return 0
  if is_restored "$2"; then
    silently rm -f "$backup$2"
  elif ! is_ours "$root$2"; then
    echo "$root$2 is left as it is: puppetlb did not make it"
    if exists "$backup$2"; then echo "what was there before is in $backup$2"; fi
  elif doing "remove $root$2"; then
    keep "$2"
    if exists "$backup$2"; then restore "$2"; else rm -f "$root$2"; fi
  fi
}

stop_unit() {
  if [ -n "$root" ] || [ ! -e "/etc/systemd/system/$1" ]; then return 0; fi
  if doing "stop $1"; then
    if [ "$intent" = reload ]; then mark start; fi
    systemctl disable --now "$1" 9>&-
  fi
}

remove_other() {
  exists "$root$1" || return 0
  case $1 in *.socket) stop_unit "${1##*/}" ;; esac
  doing "remove $root$1, of the other transport" || return 0
  keep "$1"
  rm -f "$root$1"
}

bring_back() {
  if is_restored "$1"; then
    silently rm -f "$backup$1"
  elif exists "$backup$1" && exists "$root$1"; then
    echo "$root$1 is left as it is; what was there before is in $backup$1"
    is_back=
  elif exists "$backup$1" && doing "bring back $root$1"; then
    restore "$1"
  fi
}

# Disables services of xinetd that would answer in our stead, or says that they are in the way.
clear_foreign() {
  foreign_services "$http_ports $agent_ports" "$script" >"$found"
  is_clear=yes
  while read -r alone service file; do
    if [ -n "$replace_foreign" ] && [ "$alone" = yes ]; then continue; fi
    is_clear=
    echo "install.sh: $file has another service with the check's port, name or script: \"$service\"" >&2
    if [ "$alone" = yes ]; then
      echo "install.sh: write --replace-foreign to disable it; the file is kept in $backup" >&2
    else
      echo 'install.sh: write "disable = yes" into it; the file holds other services too' >&2
    fi
  done <"$found"
  foreign_sockets
  [ -n "$is_clear" ] || fail 'two services cannot have one port; nothing is changed'
}

foreign_sockets() {
  for file in "$root"/etc/systemd/system/*.socket "$root"/usr/lib/systemd/system/*.socket; do
    unit=${file##*/}
    case $unit in puppetmastercheck.socket | puppetmastercheck-agent.socket) continue ;; esac
    if [ ! -f "$file" ] || [ ! -e "$root/etc/systemd/system/sockets.target.wants/$unit" ]; then continue; fi
    for port in $http_ports $agent_ports; do
      grep -Eq "^ListenStream=(.*:)?${port}[[:space:]]*\$" "$file" || continue
      is_clear=
      echo "install.sh: $file has port $port; systemctl disable --now $unit first" >&2
    done
  done
}

move_foreign() {
  while read -r _ service file; do
    path=${file#"$root"}
    doing "disable service $service: move $file to $backup$path" || continue
    copy "$file" "$backup$path"
    grep -qxF -- "$path" "$backup/foreign" 2>/dev/null || printf '%s\n' "$path" >>"$backup/foreign"
    rm -f "$file"
  done <"$found"
}

bring_back_foreign() {
  [ -f "$backup/foreign" ] || return 0
  is_back=yes
  while IFS= read -r path; do bring_back "$path"; done <"$backup/foreign"
  if [ -n "$is_back" ]; then silently rm -f "$backup/foreign"; fi
}

# Writes our lines into /etc/services, as far as nobody else wrote the same, or removes them. A link stays.
set_services() {
  file=$root$(follow /etc/services)
  [ -f "$file" ] || return 0
  silently rm -f "$file.new"
  lines=$work/services
  sed '/# puppetlb$/d' "$file" >"$lines"
  if [ "$1" = with ]; then each_service add_service; fi
  if ! cmp -s "$lines" "$file" && doing "change $file"; then
    kept=$backup/etc/services
    if [ ! -f "$kept" ] || [ -L "$kept" ]; then copy "$file" "$kept"; fi
    put "$lines" "${file#"$root"}" "$(mode_of "$file")"
  fi
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

# Without systemd a reload does nothing to a stopped xinetd, and says that all is well.
reload_xinetd() {
  if is_systemd; then
    systemctl enable xinetd && systemctl reload-or-restart xinetd
  elif ! runs xinetd; then
    if command -v service >/dev/null; then service xinetd start; else xinetd; fi
  elif command -v service >/dev/null; then
    service xinetd reload
  else
    grep -lx xinetd /proc/[0-9]*/comm 2>/dev/null | tr -dc '0-9\n' | xargs kill -HUP
  fi
}

# From here on it is not an administrator who stopped it.
start_unit() { systemctl enable "$1" && mark start && systemctl restart "$1"; }

start() {
  if [ "$transport" = xinetd ]; then
    reload_xinetd
    return
  fi
  for port in $http_ports $agent_ports; do
    if holders "$port" | grep -qx xinetd; then
      mark start
      reload_xinetd || return 1
      sleep 1 # it lets go of the port when it has read its files
    fi
  done
  systemctl daemon-reload && each_unit start_unit
}

start_marked() {
  mark "$intent"
  started=
  if start 9>&-; then
    started=yes
    for _ in 1 2 3 4 5; do
      sleep 1
      is_serving && break
    done
    if is_serving; then
      forget
      return 0
    fi
  fi
  if is_answering; then mark reload; else mark start; fi
  if [ -n "$started" ]; then return 0; fi
  if [ "$former" = start ]; then
    out "$transport could not be started"
  else
    echo "install.sh: $transport could not be reloaded and still has its old configuration; run install.sh again" >&2
    outside=yes
  fi
}

is_serving() {
  for port in $http_ports $agent_ports; do is_listening "$port" || return 1; done
}

# Whether the check answers, or what was there before it.
is_answering() {
  for port in $http_ports $ports; do
    if is_listening "$port"; then return 0; fi
  done
  return 1
}

# Prints the files that were there and say on which ports HAProxy was answered.
files_there() {
  for file in "$root/etc/xinetd.d/puppetmastercheck" "$root/etc/systemd/system/puppetmastercheck.socket"; do
    [ ! -f "$file" ] || echo "$file"
  done
  cut -d ' ' -f 3- "$found"
}

# Sets intent: "reload" what answers, "start" what never did, or leave "stopped" what an administrator stopped,
# the article's way to take a node out. What an interrupted run meant to do is in its mark.
decide() {
  there=$(files_there)
  if [ -f "$backup/unstarted" ]; then former=reload; fi # of puppetlb 0.1, which left it also where all was well
  if [ -f "$mark" ]; then
    read -r former ports <"$mark" || true # the end of its line may be missing
    head -n 1 "$mark" | grep -Eqx '(reload|start|stopped)( [0-9 ]*)?' || { former=unreadable; ports=; }
  fi
  if [ -z "$ports" ]; then
    ports=$(files_there | while IFS= read -r file; do
      sed -En 's/^[[:space:]]*(port[[:space:]]*=|ListenStream=(.*:)?)[[:space:]]*([0-9]+).*/\3/p' "$file"
    done | tr '\n' ' ')
  fi
  intent=reload
  if is_answering; then return 0; fi
  if [ "$former" = reload ] && [ "$transport" = xinetd ] && runs xinetd; then return 0; fi
  intent=stopped
  if [ -n "$start_anyway" ] || [ "$former" = start ] || [ -z "$former$there" ]; then intent=start; fi
  if [ "$former$intent" != unreadablestopped ]; then return 0; fi
  fail "$mark is unreadable; write --start, or remove it to leave the check stopped; nothing is changed"
}

require() {
  for program in curl timeout dd awk head tr cmp readlink; do
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

# Whether an address or a name is one of this machine.
is_here() {
  case $(ip route get "$1" 2>/dev/null) in local*) return 0 ;; esac
  for folder in /etc/puppetlabs/puppet/ssl /var/lib/puppet/ssl /etc/puppet/ssl; do
    [ ! -e "$folder/private_keys/$1.pem" ] || return 0
  done
  { hostname; hostname -f; hostname -s; hostname -I | tr ' ' '\n'; getent hosts "$(hostname)"; } 2>/dev/null |
    grep -qixF -- "$1"
}

refuse_elsewhere() {
  for name in $address $names; do
    if is_here "$name"; then return 0; fi
  done
  refuse "this is $(hostname), and the folder is for $node at $address"
}

refuse_taken_ports() {
  for port in $http_ports $agent_ports; do
    for holder in $(holders "$port"); do
      case $holder in
        xinetd | systemd) ;;
        *) fail "port $port is taken by $holder; stop it, or write another \"port\" into the inventory; nothing is changed" ;;
      esac
    done
  done
}

# Asks Puppet with the new script before anything is replaced, and refuses to take out a node that is UP.
refuse_outage() {
  if [ -f authorize.sh ] && ! sh authorize.sh check; then return 0; fi
  trial=$work/trial
  mkdir -m 755 "$trial"
  if [ -n "$ca_from" ] && [ -r "$ca_from" ]; then
    cp "$ca_from" "$trial/ca.pem"
    sed "s|^ca_file=.*|ca_file=$trial/ca.pem|" puppetmastercheck >"$trial/script"
  else
    cp puppetmastercheck "$trial/script"
  fi
  chmod 644 "$trial"/*
  if try_script "$trial/script"; then
    echo "the script says here: $sentence"
    return 0
  fi
  said=$sentence
  case $said in
    'Puppetmaster is in '*) echo "the script says here: $said" ;;
    *)
      if is_up; then refuse "HAProxy takes this node for UP now, and would take it out: $said"; fi
      echo "install.sh: the script says here: $said" >&2
      ;;
  esac
}

is_unlike() {
  if ! cmp -s "$1" "$root$2"; then unlike=yes; fi
}

# What would make of this machine something else than meant is refused before anything is replaced.
refuse_first() {
  require
  refuse_elsewhere
  refuse_taken_ports
  unlike=
  each_file is_unlike
  if [ -n "$unlike" ]; then refuse_outage; fi
  decide
}

install_all() {
  clear_foreign
  if [ -z "$root" ]; then refuse_first; fi
  copy_ca
  authorize add
  move_foreign
  each_other remove_other
  if [ ! -d "$root/etc/puppetmastercheck" ] && doing "make $root/etc/puppetmastercheck"; then
    mkdir -p "$root/etc/puppetmastercheck"
  fi
  each_file install_file
  set_services with
  if [ -z "$changed" ]; then echo "the health check of $node is installed already"; fi
  if [ -z "$root" ]; then finish; fi
}

# An administrator starts it again by what it is now.
forget_stopped() {
  case $transport/$there in systemd/*.socket*) systemctl daemon-reload || return 0 ;; esac
  forget
}

finish() {
  if [ -z "$changed" ] && [ -n "$former" ] && [ "$intent" != stopped ]; then
    doing "$intent $transport: the last run was not completed" || true
  fi
  if [ "$intent" = stopped ]; then
    if [ -z "$dry" ] && [ -n "$former" ]; then forget_stopped; fi
    out "what answers on port $http_ports is stopped and stays so; --start starts it"
  elif [ -n "$dry" ]; then
    echo "would ask port $http_ports as HAProxy does"
  else
    if [ -n "$former" ] || ! is_serving; then start_marked; fi
    if [ -z "$outside" ]; then judge; fi
  fi
  [ -z "$outside" ] || exit 2
}

# The state file keeps a node out only as long as the script is there that reads it.
refuse_undrain() {
  state=$root/etc/puppetmastercheck/state
  if [ ! -e "$state" ] && [ ! -L "$state" ]; then return 0; fi
  said=$(head -c 200 "$state" 2>/dev/null | head -n 1 | tr -d '\000-\037\177')
  refuse "$state keeps this node out (${said:-no reason is given}), and nothing would any more"
}

# Whether xinetd has a service again that answers in the stead of the check.
has_forerunner() { [ -e "$root/etc/xinetd.d/puppetmastercheck" ] || [ -n "$(foreign_services "$http_ports $agent_ports" "$script")" ]; }

uninstall_all() {
  refuse_undrain
  if [ -z "$root" ]; then decide; fi
  each_unit stop_unit
  each_file remove_file
  each_other bring_back
  bring_back_foreign
  set_services without
  authorize remove
  if [ -n "$ca_to" ] && [ -e "$root$ca_to" ] && doing "remove $root$ca_to"; then rm -f "$root$ca_to"; fi
  if [ -z "$changed$former" ]; then echo "the health check of $node is not installed"; fi
  if [ -n "$dry" ]; then return 0; fi
  rm -f "$root$ca_to.new"
  rmdir "$root/etc/puppetmastercheck" 2>/dev/null || true
  if [ -z "$former" ]; then return 0; fi
  reload_uninstalled 9>&-
  echo "the health check of $node is uninstalled"
}

reload_uninstalled() {
  if [ "$transport" = systemd ]; then systemctl daemon-reload; fi
  if { [ "$transport" = xinetd ] && runs xinetd; } || { [ "$intent" != stopped ] && has_forerunner; }; then
    if ! reload_xinetd; then
      echo 'install.sh: xinetd could not be reloaded and still has its old configuration; run it again' >&2
      outside=yes
      exit 2
    fi
  fi
  forget
}

# One at a time: what the other one does is not seen half done.
wait_for_turn() {
  umask 077
  command exec 9>/var/run/puppetmastercheck.lock || fail 'cannot write its lock; nothing is changed'
  umask 022
  if ! command -v flock >/dev/null || flock -n 9; then return 0; fi
  echo 'install.sh: waits for another install.sh to end' >&2
  flock 9
}

# Ends with 1 only where nothing was changed.
clean_up() {
  status=$?
  rm -rf "$work"
  if [ "$status" = 0 ] || [ "$status" -gt 128 ] || [ -n "$dry$outside" ]; then exit "$status"; fi
  [ -n "$changed" ] || exit 1
  echo 'install.sh: not everything was done; run install.sh again' >&2
  exit 2
}

cd -- "$(dirname -- "$0")"
for word in "$@"; do
  case $word in
    --dry-run) dry=yes ;;
    --insist) insist=yes ;;
    --replace-foreign) replace_foreign=yes ;;
    --start) start_anyway=yes ;;
    --uninstall) action=uninstall ;;
    -h | --help)
      sed -n '4,/^set /s/^# \{0,1\}//p' install.sh
      exit 0
      ;;
    *)
      echo 'write sh install.sh [--dry-run] [--replace-foreign] [--start] [--insist] [--uninstall]' >&2
      exit 64
      ;;
  esac
done
if [ -z "$dry$root" ] && [ "$(id -u)" -ne 0 ]; then fail 'run it as root, or with --dry-run'; fi
if [ -z "$dry$root" ]; then wait_for_turn; fi
work=$(mktemp -d)
found=$work/foreign
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
chmod 755 "$work"
: >"$found"
"${action}_all"
