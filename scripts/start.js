/** The local way: makes a secret, builds the app when stale, starts the relay with its sandbox, opens the app. */
import './check-node.js'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openBrowser } from './browser.js'
import { buildWhenStale } from './build.js'
import { localEnvironment } from './environment.js'
import { endWithParent } from './parent.js'
import { endWith, PROJECT } from './run.js'

endWithParent()
process.exitCode = await start()

async function start() {
	/** @type {NodeJS.ProcessEnv} */
	const env = {
		RELAY_SANDBOX: 'on',
		RELAY_PRINT_PAIRING_LINK: 'on',
		...localEnvironment(join(PROJECT, '.env'), process.env)
	}
	const host = env.HOST || '127.0.0.1'
	const port = Number(env.PORT || 8787)

	if (await isBusy(host, port)) {
		console.error(`Port ${port} on ${host} is in use by another program, perhaps another Club Manager.`)
		console.error(
			'Close it, or choose another port with PORT; the app keeps a separate, empty database for each address.'
		)
		return 1
	}

	const built = await buildWhenStale()
	return built === 0 ? await runRelay(env) : built
}

/** @param {NodeJS.ProcessEnv} env */
async function runRelay(env) {
	const relay = spawn(process.execPath, ['scripts/serve.js'], {
		cwd: PROJECT,
		env,
		stdio: ['ignore', 'pipe', 'inherit']
	})
	let opened = false
	createInterface({ input: relay.stdout }).on('line', (line) => {
		console.log(line)
		if (opened || !/^https?:\/\/\S+#relay-key=\S+$/.test(line)) return
		opened = true
		openBrowser(line)
	})

	const { code, asked } = await endWith(relay)
	return asked ? 0 : code
}

/**
 * Whether another program listens there already. Any other obstacle is left to the relay, which names it.
 *
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isBusy(host, port) {
	if (!Number.isInteger(port) || port < 1 || port > 65535) return Promise.resolve(false)

	return new Promise((resolve) => {
		const probe = createServer()
		probe.on('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'))
		probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(false)))
	})
}
