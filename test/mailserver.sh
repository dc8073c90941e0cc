#!/bin/sh
# Runs a command beside a real mail server (Debian's exim4-daemon-light), which has a folder of its
# own, listens on a free port of the loopback only, and sends nothing anywhere:
#
#   test/mailserver.sh run COMMAND...
#
# The command finds
#   TEST_SMTP          host:port; STARTTLS offered, sign-in "emplettes" with the password "secret"
#   TEST_SMTP_CA       the certificate it proves itself by (for the host 127.0.0.1)
#   TEST_MAILDIR       where accepted mail arrives, one file each, in $TEST_MAILDIR/new
# The server refuses recipients named "nobody" for good and "busy" for now, takes mail to "members"
# from senders who signed in, and refuses a message whose subject holds "refuse this text".
set -eu

[ "${1:-}" = run ] && [ $# -gt 1 ] || {
  sed -n '2,14s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
shift

exim=/usr/sbin/exim4
[ -x $exim ] || { echo "mailserver: exim4-daemon-light is not installed" >&2; exit 1; }

folder=$(mktemp -d)
chmod 755 "$folder"
server=
stop() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

# Exim delivers nothing as root; the tests may well run as root in a container.
if [ "$(id -u)" = 0 ]; then
  account=nobody
  group=nogroup
  as="setpriv --reuid=nobody --regid=nogroup --clear-groups"
else
  account=$(id -un)
  group=$(id -gn)
  as=
fi

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir -p "$folder/spool" "$folder/log" "$folder/maildir"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=127.0.0.1" \
  -addext "subjectAltName=IP:127.0.0.1" \
  -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null

cat >"$folder/exim.conf" <<CONF
primary_hostname = mail.example.org
spool_directory = $folder/spool
log_file_path = $folder/log/%slog
pid_file_path = $folder/exim.pid
exim_user = $account
exim_group = $group
keep_environment =
tls_advertise_hosts = *
tls_certificate = $folder/cert.pem
tls_privatekey = $folder/key.pem
auth_advertise_hosts = *
host_lookup =
rfc1413_query_timeout = 0s
acl_smtp_rcpt = recipient
acl_smtp_data = message
begin acl
recipient:
  deny local_parts = nobody
    message = no such mailbox here
  defer local_parts = busy
    message = mailbox is busy, come back later
  deny local_parts = members
    ! authenticated = *
    message = sign in first
  accept
message:
  deny condition = \${if match{\$h_subject:}{refuse this text}}
    message = this message is not wanted
  accept
begin routers
everyone:
  driver = accept
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  directory = $folder/maildir
  maildir_format
  return_path_add
  user = $account
  group = $group
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{\$auth2}{emplettes}}{eq{\$auth3}{secret}}}}
  server_set_id = \$auth2
CONF
[ -z "$as" ] || chown -R nobody:nogroup "$folder"

# In the foreground, so that its process is known and can be ended.
$as $exim -C "$folder/exim.conf" -bdf -oX "127.0.0.1:$port" >"$folder/exim.out" 2>&1 &
server=$!
python3 - "$port" <<'PYTHON' || { cat "$folder/exim.out" "$folder"/log/* >&2; exit 1; }
import socket, sys, time
for _ in range(100):
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).recv(3)
        sys.exit(0)
    except OSError:
        time.sleep(0.05)
sys.exit("mailserver: exim does not answer")
PYTHON

TEST_SMTP=127.0.0.1:$port
TEST_SMTP_CA=$folder/cert.pem
TEST_MAILDIR=$folder/maildir
export TEST_SMTP TEST_SMTP_CA TEST_MAILDIR
status=0
"$@" || status=$?
[ $status = 0 ] || cat "$folder"/log/* >&2
exit $status
