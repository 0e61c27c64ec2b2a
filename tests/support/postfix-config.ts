/** main.cf: mail only after a login, everything for club.test into one mailbox, nothing to anywhere else. */
export const mainConfig = ({ root, uid, gid }: { root: string; uid: number; gid: number }) => `
compatibility_level = 3.6
queue_directory = ${root}/queue
data_directory = ${root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${root}/log/mail.log
maillog_file_prefixes = ${root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.club.test
mydestination =
mynetworks =
alias_maps =
smtputf8_enable = yes
virtual_mailbox_domains = club.test
virtual_mailbox_base = ${root}/mail
virtual_mailbox_maps = static:inbox/
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
default_transport = error:outbound mail disabled
relay_transport = error:outbound mail disabled
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = ${root}/tls/cert.pem
smtpd_tls_key_file = ${root}/tls/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
smtpd_sasl_local_domain = club.test
smtpd_client_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access inline:{ {bounce@club.test = 550 5.1.1 no such user} {full@club.test = 452 4.2.2 mailbox full} }, permit_sasl_authenticated, reject
message_size_limit = 26214400
smtpd_client_connection_rate_limit = 0
`

/** master.cf: the two doors, and what Postfix needs behind them. */
export const masterServices = (submissionPort: number, tlsPort: number) => `
127.0.0.1:${submissionPort} inet n - n - - smtpd
127.0.0.1:${tlsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

/** smtpd.conf of Cyrus SASL; Debian looks for it beside main.cf. */
export const saslConfig = (root: string) => `pwcheck_method: auxprop
auxprop_plugin: sasldb
mech_list: PLAIN LOGIN
sasldb_path: ${root}/etc/sasl/sasldb2
`
