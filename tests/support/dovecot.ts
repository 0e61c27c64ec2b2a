import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeCertificate } from '#relay/sandbox/certificate.ts'
import { freePort } from './free-port.ts'

const PROGRAM = '/usr/sbin/dovecot'
const START_WITHIN_MS = 20_000

export type Dovecot = {
	host: string
	/** STARTTLS. */
	port: number
	/** TLS from the first byte. */
	tlsPort: number
	username: string
	password: string
	certificate: string
	/** Puts a message into the mailbox, as if it had been delivered. */
	deliver: (raw: string | Buffer) => Promise<void>
	/** Names of the files that hold messages: their flags are in it. */
	listFiles: () => string[]
	stop: () => Promise<void>
}

/** Why the real Dovecot cannot be tried here, `undefined` when it can. */
export function findDovecotObstacle(): string | undefined {
	try {
		const version = execFileSync(PROGRAM, ['--version'], { encoding: 'utf8' })
		return version.startsWith('2.3.') ? undefined : `Dovecot ${version.trim()} is configured otherwise than 2.3`
	} catch {
		return `${PROGRAM} is missing: apt-get install dovecot-imapd`
	}
}

/**
 * Starts a Dovecot of its own, on free ports of the loopback and in a directory of its own, as a user without rights; the
 * machine's is not touched. One mailbox, one certificate that vouches for itself.
 */
export async function startDovecot(): Promise<Dovecot> {
	const root = await mkdtemp(join(tmpdir(), 'club-dovecot-'))
	const [port, tlsPort] = [await freePort(), await freePort()]
	const [username, password] = ['retours@club.test', 'secret']
	const user = unprivilegedUser()
	const { certificate, privateKey } = await makeCertificate()
	const mail = join(root, 'mail')
	for (const path of ['run', 'state', 'mail/cur', 'mail/new', 'mail/tmp'])
		await mkdir(join(root, path), { recursive: true })
	await writeFile(join(root, 'cert.pem'), certificate)
	await writeFile(join(root, 'key.pem'), privateKey, { mode: 0o600 })
	await writeFile(join(root, 'users'), `${username}:{PLAIN}${password}\n`)
	await writeFile(join(root, 'dovecot.conf'), config({ root, port, tlsPort, user: user.name }))
	await chmod(root, 0o755)
	execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, root])

	const child = spawn(PROGRAM, ['-F', '-c', join(root, 'dovecot.conf')], {
		stdio: 'ignore',
		uid: user.uid,
		gid: user.gid
	})
	await untilListening(child, port, () => readFile(join(root, 'dovecot.log'), 'utf8').catch(() => ''))
	let delivered = 0
	return {
		host: '127.0.0.1',
		...{ port, tlsPort, username, password, certificate },
		async deliver(raw) {
			delivered += 1
			const name = `${Math.floor(Date.now() / 1000)}.M${String(delivered).padStart(6, '0')}.test`
			const path = join(mail, 'new', name)
			await writeFile(path, raw)
			await chown(path, user.uid, user.gid)
		},
		listFiles: () =>
			['new', 'cur'].flatMap((name) =>
				execFileSync('ls', [join(mail, name)], { encoding: 'utf8' })
					.split('\n')
					.filter(Boolean)
			),
		stop: async () => {
			const gone = new Promise((resolve) => child.once('exit', resolve))
			child.kill('SIGTERM')
			await gone
			await rm(root, { recursive: true, force: true, maxRetries: 5 })
		}
	}
}

/** Whoever runs the tests; for root, somebody who owns nothing. */
function unprivilegedUser(): { name: string; uid: number; gid: number } {
	const { username, uid, gid } = userInfo()
	if (uid !== 0) return { name: username, uid, gid }
	const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
	return { name: 'nobody', uid: idOf('-u'), gid: idOf('-g') }
}

async function untilListening(child: ChildProcess, port: number, log: () => Promise<string>): Promise<void> {
	const until = Date.now() + START_WITHIN_MS
	while (Date.now() < until && child.exitCode === null) {
		const open = await new Promise<boolean>((resolve) => {
			const socket = connect({ host: '127.0.0.1', port })
			socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
			socket.once('connect', () => socket.destroy())
		})
		if (open) return
		await delay(50)
	}
	child.kill('SIGKILL')
	throw new Error(`Dovecot does not listen: ${await log()}`)
}

function config({ root, port, tlsPort, user }: { root: string; port: number; tlsPort: number; user: string }): string {
	const group = execFileSync('id', ['-gn', user], { encoding: 'utf8' }).trim()
	return `
base_dir = ${root}/run
state_dir = ${root}/state
log_path = ${root}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
last_valid_uid = 0
first_valid_gid = 1
ssl = required
ssl_cert = <${root}/cert.pem
ssl_key = <${root}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:${root}/mail
passdb {
	driver = passwd-file
	args = ${root}/users
}
userdb {
	driver = static
	args = uid=${user} gid=${group} home=${root}/mail allow_all_users=yes
}
service anvil {
	chroot =
	unix_listener anvil-auth-penalty {
		mode = 0
	}
}
service imap-login {
	chroot =
	inet_listener imap {
		port = ${port}
	}
	inet_listener imaps {
		port = ${tlsPort}
		ssl = yes
	}
}
`
}
