import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPassword } from '#shared/crypto/sealed-password.ts'
import { deriveSealingKeyPair, type SealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { DEFAULT_SMTP_SETTINGS, wireSmtp } from '#shared/smtp-settings.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { answerAsRelay, relayInfo, type RelayAnswers } from '#tests/support/relay-stub.ts'
import { openDatabase } from '#web/db/database.ts'
import { EXAMPLE_CLUB } from '#web/db/directory.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { getRelayInfo } from '#web/relay.ts'
import { verifyAccount } from '#web/relay/accounts.ts'
import { readAccount, useSandboxAccount } from '#web/state/sandbox-account.ts'

const sandboxAt = (port: number) => ({ host: '127.0.0.1', port })
const real = { ...DEFAULT_SMTP_SETTINGS, host: 'smtp.example.org', username: 'club', from: 'club@example.org' }

let key: SealingKeyPair

beforeEach(async () => {
	key = await deriveSealingKeyPair(new Uint8Array(32).fill(7))
})

describe('the account to send by', () => {
	useFreshDatabase()

	test('follows the sandbox to another port, with a password that opens there', async () => {
		await useSandboxAccount({ ...relayInfo(key), sandbox: sandboxAt(2525) })

		const read = await readAccount(relayInfo(key, sandboxAt(41_000)))

		const saved = await readSmtpSettings()
		expect(read.ok && read.value.settings).toEqual(saved)
		expect(saved).toMatchObject({ host: '127.0.0.1', port: 41_000 })
		expect(await openPassword(key, wireSmtp(saved), saved.password)).toBe('bac-a-sable')
	})

	test('follows the relay to another key', async () => {
		await useSandboxAccount({ ...relayInfo(key), sandbox: sandboxAt(2525) })
		const other = await deriveSealingKeyPair(new Uint8Array(32).fill(8))

		await readAccount(relayInfo(other, sandboxAt(2525)))

		const saved = await readSmtpSettings()
		expect(await openPassword(other, wireSmtp(saved), saved.password)).toBe('bac-a-sable')
	})

	test('stays what it is when it is a real one, or the sandbox is off', async () => {
		await saveSmtpSettings(real)
		await readAccount(relayInfo(key, sandboxAt(2525)))
		expect(await readSmtpSettings()).toEqual(real)

		await useSandboxAccount({ ...relayInfo(key), sandbox: sandboxAt(2525) })
		await readAccount(relayInfo(key, null))
		expect((await readSmtpSettings()).port).toBe(2525)
	})
})

describe('the account of the example', () => {
	let answers: RelayAnswers
	beforeEach(async () => {
		answers = {}
		answerAsRelay(answers)
		await openDatabase(EXAMPLE_CLUB.name)
	})
	afterEach(async () => {
		vi.restoreAllMocks()
		await openDatabase('test-idle')
		await Dexie.delete(EXAMPLE_CLUB.name)
	})

	test('is the sandbox by itself, whatever was saved', async () => {
		await saveSmtpSettings(real)

		const read = await readAccount(relayInfo(key, sandboxAt(2525)))

		expect(read.ok && read.value.settings).toMatchObject({ host: '127.0.0.1', port: 2525, from: 'club@example.org' })
	})

	test('is refused before the relay is even asked when it is a real one', async () => {
		answers['/relay'] = relayInfo(key, sandboxAt(2525))
		answers['/smtp/verifications'] = { ok: true, steps: [] }
		const verify = (port: number) =>
			verifyAccount({ smtp: { ...wireSmtp(real), host: '127.0.0.1', port, password: '' } })
		await getRelayInfo()

		expect(await verify(2525)).toMatchObject({ ok: true })
		expect(await verify(587)).toEqual({ ok: false, error: { code: 'example-sandbox-only' } })
		answers['/relay'] = relayInfo(key, null)
		await getRelayInfo()
		expect(await verify(2525)).toEqual({ ok: false, error: { code: 'example-no-sandbox' } })
	})
})
