import { execFile, execFileSync } from 'node:child_process'
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate } from '#relay/sandbox/certificate.ts'
import { freePort } from './free-port.ts'
import { mainConfig, masterServices, saslConfig } from './postfix-config.ts'

const run = promisify(execFile)

export type Postfix = {
	host: string
	/** STARTTLS and AUTH, the way mail is handed in. */
	submissionPort: number
	/** TLS from the first byte. */
	tlsPort: number
	username: string
	password: string
	certificate: string
	/** Everything delivered so far, as it lies in the mailbox. */
	listDelivered: () => Promise<string[]>
	log: () => Promise<string>
	stop: () => Promise<void>
}

/** Why the real Postfix cannot be tried here, `undefined` when it can. */
export function findPostfixObstacle(): string | undefined {
	if (process.getuid?.() !== 0) return 'Postfix needs root'
	for (const program of ['/usr/sbin/postfix', '/usr/sbin/saslpasswd2']) {
		try {
			execFileSync('test', ['-x', program])
		} catch {
			return `${program} is missing: apt-get install postfix sasl2-bin libsasl2-modules`
		}
	}
	return undefined
}

/**
 * Starts a Postfix of its own, on free ports of the loopback and in a directory of its own; the machine's is not
 * touched. It takes mail after a login only, refuses `bounce@club.test` (550) and `full@club.test` (452), and puts all
 * else for club.test into one mailbox; nothing leaves the machine.
 */
export async function startPostfix(): Promise<Postfix> {
	const root = await mkdtemp(join(tmpdir(), 'club-postfix-'))
	const [submissionPort, tlsPort] = [await freePort(), await freePort()]
	const [username, password] = ['relay@club.test', 'secret']
	const { certificate, privateKey } = await makeCertificate()
	const [uid, gid] = [await idOf('-u'), await idOf('-g')]

	for (const path of ['etc/sasl', 'queue', 'data', 'mail', 'tls', 'log'])
		await mkdir(join(root, path), { recursive: true })
	await run('chmod', ['755', root])
	await writeFile(join(root, 'tls/cert.pem'), certificate)
	await writeFile(join(root, 'tls/key.pem'), privateKey, { mode: 0o600 })
	await writeFile(join(root, 'etc/main.cf'), mainConfig({ root, uid, gid }))
	await writeFile(join(root, 'etc/master.cf'), masterServices(submissionPort, tlsPort))
	await writeFile(join(root, 'etc/sasl/smtpd.conf'), saslConfig(root))
	const sasldb = join(root, 'etc/sasl/sasldb2')
	execFileSync('saslpasswd2', ['-p', '-c', '-f', sasldb, '-u', 'club.test', 'relay'], { input: password })
	await run('chmod', ['400', sasldb])
	for (const path of [join(root, 'data'), join(root, 'mail'), sasldb]) await chown(path, uid, gid)
	await run('postfix', ['-c', join(root, 'etc'), 'start'])

	return {
		host: '127.0.0.1',
		submissionPort,
		tlsPort,
		username,
		password,
		certificate,
		listDelivered: () => readMailbox(join(root, 'mail/inbox/new')),
		log: () => readFile(join(root, 'log/mail.log'), 'utf8'),
		stop: async () => {
			// Before its directory goes: a master without one keeps the ports.
			await run('postfix', ['-c', join(root, 'etc'), 'stop'])
			await rm(root, { recursive: true, force: true })
		}
	}
}

async function readMailbox(path: string): Promise<string[]> {
	const names = await readdir(path).catch((): string[] => []) // Made with the first delivery.
	return await Promise.all(names.toSorted().map((name) => readFile(join(path, name), 'utf8')))
}

async function idOf(option: '-u' | '-g'): Promise<number> {
	return Number((await run('id', [option, 'postfix'])).stdout)
}
