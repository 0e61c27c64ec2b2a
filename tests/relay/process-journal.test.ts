import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { freePort } from '#tests/support/free-port.ts'
import { spawnRelay, type SpawnedRelay } from '#tests/support/spawned-relay.ts'

const SECRET = randomBytes(32).toString('base64')
const OTHER_SECRET = randomBytes(32).toString('base64')

type Listening = SpawnedRelay & { epoch: string }

/** A relay that listens, and the epoch of its journal. */
async function listening(env: Record<string, string>): Promise<Listening> {
	const relay = spawnRelay({ APP_SECRET_KEY: SECRET, PORT: String(await freePort()), ...env })
	const address = await relay.printed(/listening on (\S+)/)
	const { journalEpoch } = (await (await fetch(`${address}/api/v1/relay`)).json()) as { journalEpoch: string }
	return { ...relay, epoch: journalEpoch }
}

async function end({ child, exited }: SpawnedRelay, signal: NodeJS.Signals): Promise<void> {
	child.kill(signal)
	await exited
}

/** Several processes, one after the other, on a machine that may have other things to do. */
const TIMEOUT_MS = 120_000

describe('the journal of a relay as a process', { timeout: TIMEOUT_MS }, () => {
	test('lies in DATA_DIR, which is made, and outlasts every end', async () => {
		const DATA_DIR = join(makeDataDir(), 'made')

		const first = await listening({ DATA_DIR })
		await end(first, 'SIGKILL')
		const second = await listening({ DATA_DIR })
		await end(second, 'SIGTERM')
		const third = await listening({ DATA_DIR })
		const elsewhere = await listening({})

		expect([second.epoch, third.epoch]).toEqual([first.epoch, first.epoch])
		expect(elsewhere.epoch).not.toBe(first.epoch)
	})

	test('is for one process: another one says so and ends, and takes over once the first is gone', async () => {
		const DATA_DIR = makeDataDir()
		const first = await listening({ DATA_DIR })

		const second = spawnRelay({ APP_SECRET_KEY: SECRET, PORT: String(await freePort()), DATA_DIR })
		const code = await second.exited
		await end(first, 'SIGKILL')
		const third = await listening({ DATA_DIR })

		expect(code).toBe(1)
		expect(second.output()).toBe(
			`The journal ${DATA_DIR}/journal.sqlite is in use by another relay: stop that one, or set DATA_DIR to another directory.\n`
		)
		expect(third.epoch).toBe(first.epoch)
	})

	test('is rewrapped when the secret changes, and refused when no secret opens it', async () => {
		const DATA_DIR = makeDataDir()
		const first = await listening({ DATA_DIR })
		await end(first, 'SIGTERM')

		const refused = spawnRelay({ APP_SECRET_KEY: OTHER_SECRET, DATA_DIR })
		const code = await refused.exited
		const changing = await listening({ DATA_DIR, APP_SECRET_KEY: OTHER_SECRET, APP_SECRET_KEYS_PREVIOUS: SECRET })
		await end(changing, 'SIGTERM')
		const changed = await listening({ DATA_DIR, APP_SECRET_KEY: OTHER_SECRET })

		expect(code).toBe(78)
		expect(refused.output()).toMatch(
			/^APP_SECRET_KEY is not the one .* put that one into APP_SECRET_KEYS_PREVIOUS\. If it is lost.*\n$/
		)
		expect([changing.epoch, changed.epoch]).toEqual([first.epoch, first.epoch])
	})

	test.each([
		['/proc/no-such-place', /^DATA_DIR \/proc\/no-such-place cannot be used: .+ \(ENOENT\)\.\n$/],
		['/dev/null/data', /^DATA_DIR \/dev\/null\/data cannot be used: .+ \(ENOTDIR\)\.\n$/],
		['/dev/null', /^DATA_DIR \/dev\/null cannot be used: .+ \(EEXIST\)\.\n$/]
	])('that can have no directory %s is refused, in one sentence', async (DATA_DIR, sentence) => {
		const relay = spawnRelay({ APP_SECRET_KEY: SECRET, DATA_DIR })

		expect(await relay.exited).toBe(78)
		expect(relay.output()).toMatch(sentence)
	})
})
