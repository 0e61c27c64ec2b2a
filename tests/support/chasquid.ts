import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate } from '#relay/sandbox/certificate.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

export type Chasquid = {
	host: string
	/** STARTTLS and AUTH, the way mail is handed in. */
	port: number
	username: string
	password: string
	certificate: string
	/** Everything delivered so far, in one text. */
	delivered: () => Promise<string>
	stop: () => Promise<void>
}

/** Why the real chasquid cannot be tried here, `undefined` when it can. */
export function findChasquidObstacle(): string | undefined {
	try {
		execFileSync('test', ['-x', '/usr/bin/chasquid'])
	} catch {
		return '/usr/bin/chasquid is missing: apt-get install chasquid'
	}
	return undefined
}

/** Starts a chasquid of its own, which takes mail for membre1 to membre9@club.test after a login; nothing leaves the machine. */
export async function startChasquid(): Promise<Chasquid> {
	const root = await mkdtemp(join(tmpdir(), 'club-chasquid-'))
	const [host, port] = ['127.0.0.1', await freePort()]
	const [username, password] = ['relay@club.test', 'secret']
	const { certificate, privateKey } = await makeCertificate()
	for (const path of ['conf/certs/mx.club.test', 'conf/domains/club.test', 'data'])
		await mkdir(join(root, path), { recursive: true })
	await writeFile(join(root, 'conf/chasquid.conf'), config({ root, host, port }))
	await writeFile(join(root, 'conf/certs/mx.club.test/fullchain.pem'), certificate)
	await writeFile(join(root, 'conf/certs/mx.club.test/privkey.pem'), privateKey)
	const members = Array.from({ length: 9 }, (_, n) => `membre${n + 1}: relay`)
	await writeFile(join(root, 'conf/domains/club.test/aliases'), `${members.join('\n')}\n`)
	await run('chasquid-util', [`-C=${join(root, 'conf')}`, 'user-add', username, `--password=${password}`])

	const child = spawn('chasquid', [`-config_dir=${join(root, 'conf')}`], { stdio: 'ignore' })
	const ended = new Promise((resolve) => child.once('exit', resolve))
	await untilListening(host, port)
	return {
		...{ host, port, username, password, certificate },
		delivered: () => readFile(join(root, 'inbox'), 'utf8').catch(() => ''), // Made with the first delivery.
		async stop() {
			child.kill()
			await ended
			await rm(root, { recursive: true, force: true })
		}
	}
}

const config = ({ root, host, port }: { root: string; host: string; port: number }) => `
hostname: "mx.club.test"
submission_address: "${host}:${port}"
mail_delivery_agent_bin: "/usr/bin/tee"
mail_delivery_agent_args: "-a"
mail_delivery_agent_args: "${root}/inbox"
data_dir: "${root}/data"
mail_log_path: "<stderr>"
`

async function untilListening(host: string, port: number): Promise<void> {
	for (let tries = 0; tries < 300; tries += 1) {
		const answered = await new Promise<boolean>((resolve) => {
			const socket = connect({ host, port })
			socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
			socket.once('connect', () => socket.destroy())
		})
		if (answered) return
		await new Promise((resolve) => setTimeout(resolve, 100))
	}
	throw new Error(`nothing listens on ${host}:${port}`)
}
