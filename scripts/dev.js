/** Development: Vite with hot reload, and a relay that restarts when its files change, behind Vite's /api. */
import './check-node.js'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { localEnvironment } from './environment.js'
import { endWithParent } from './parent.js'
import { endWith, PROJECT } from './run.js'

const APP = 'http://127.0.0.1:5173'

endWithParent()

const env = {
	RELAY_SANDBOX: 'on',
	RELAY_PRINT_PAIRING_LINK: 'on',
	RELAY_PUBLIC_URL: APP,
	...localEnvironment(join(PROJECT, '.env'), process.env)
}

const vite = ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1', '--port', '5173', '--strictPort']
const relay = ['--watch', '--watch-preserve-output', 'relay/main.ts']
const children = [vite, relay].map((args) => spawn(process.execPath, args, { cwd: PROJECT, env, stdio: 'inherit' }))

// One without the other is of no use: when either ends, so does the other.
const ends = children.map(async (child) => {
	const { code, asked } = await endWith(child)
	for (const other of children) other.kill('SIGTERM')
	return asked ? 0 : code
})
process.exitCode = Math.max(...(await Promise.all(ends)))
