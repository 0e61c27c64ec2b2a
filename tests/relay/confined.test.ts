import { randomBytes } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { freePort } from '#tests/support/free-port.ts'
import { spawnRelay } from '#tests/support/spawned-relay.ts'
import { mailingTo } from '#tests/support/test-relay.ts'

const KEY = 'a-key-for-the-confined-relay'

/** Preloaded: what somebody would try who runs code in the relay. */
const TRIES = `
	import { readFileSync, writeFileSync } from 'node:fs'
	import { spawnSync } from 'node:child_process'
	const attempt = (name, act) => { try { act(); console.log(name + ': done') } catch ({ code }) { console.log(name + ': ' + code) } }
	if (process.permission) {
		attempt('read', () => readFileSync('/etc/passwd'))
		attempt('secret', () => readFileSync('.env'))
		attempt('write', () => writeFileSync('relay/main.ts', '', { flag: 'a' }))
		attempt('run', () => { const { error } = spawnSync('true'); if (error) throw error })
	}
`

describe.skipIf(process.platform === 'win32')('npm run serve', () => {
	test('reads and writes what it needs, runs nothing, and sends', async () => {
		// As systemd links the directory of a service.
		const dataDir = join(makeDataDir(), 'linked')
		symlinkSync(makeDataDir(), dataDir)
		const [port, sandboxPort] = [await freePort(), await freePort()]
		const relay = spawnRelay(
			{
				APP_SECRET_KEY: randomBytes(32).toString('base64'),
				DATA_DIR: dataDir,
				PORT: String(port),
				RELAY_ACCESS_KEYS: `club:${KEY}`,
				RELAY_SANDBOX: 'on',
				RELAY_SANDBOX_PORT: String(sandboxPort),
				NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TRIES)}`
			},
			[],
			'scripts/serve.js'
		)
		await relay.printed(/listening/)

		const response = await fetch(`http://127.0.0.1:${port}/api/v1/mailings`, {
			method: 'POST',
			headers: { authorization: `Bearer ${KEY}` },
			body: JSON.stringify(mailingTo({ host: '127.0.0.1', port: sandboxPort }))
		})
		const events = await new EventReader(response).all()

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 1 })
		for (const what of ['read', 'secret', 'write', 'run'])
			expect(relay.output()).toContain(`${what}: ERR_ACCESS_DENIED`)
		relay.child.kill('SIGTERM')
		expect(await relay.exited).toBe(0)
	})
})
