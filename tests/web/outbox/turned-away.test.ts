import { beforeEach, describe, expect, test } from 'vitest'
import { findMailing } from '#web/db/mailings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { resubmit } from '#web/outbox/resubmit.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()

/** A mailing to three, one of them sent, whose relay restarts and will turn the next post away so. */
async function turnAway(...refusals: typeof bench.relay.refusals): Promise<string> {
	bench.relay.automatic = false
	await saveSmtpSettings(SETTINGS)
	const id = await bench.send(3)
	await bench.phaseIs(id, 'running')
	bench.relay.decide(1)
	await expect.poll(() => bench.statuses(id)).toContain('sent')
	bench.relay.automatic = true
	bench.relay.refusals.push(...refusals)
	bench.relay.restart()
	return id
}

describe('a mailing turned away in the middle', () => {
	for (const code of ['mailing-expired', 'attempt-refused'] as const) {
		test(`(${code}) leaves the rest uncertain, says why, and sends nothing`, async () => {
			const id = await turnAway(code)
			await bench.becomes(id, 'done')

			expect(await bench.statuses(id)).toEqual(['sent', 'uncertain', 'uncertain'])
			expect((await findMailing(id))?.lost).toBe(code)
			expect(bench.relay.deliveries).toHaveLength(1)
		})
	}

	test('(held-elsewhere) waits as long as it is told to, and goes on by itself', async () => {
		const startedAt = Date.now()
		const id = await turnAway({ code: 'held-elsewhere', retryAfter: 300 }, { code: 'held-elsewhere', retryAfter: 300 })
		await expect.poll(() => bench.relay.refusals.length, { timeout: 8000 }).toBe(1)
		bench.outbox.wake(id)
		await bench.phaseIs(id, 'waiting')

		expect(bench.outbox.statusOf(id)).toMatchObject({ failure: { code: 'held-elsewhere' } })
		const status = bench.outbox.statusOf(id)
		expect(status.phase === 'waiting' && status.retryAt).toBeGreaterThan(startedAt + 299_000)
		bench.outbox.wake(id)
		await bench.becomes(id, 'done')
		expect(bench.relay.deliveries).toHaveLength(3)
	})

	test('(password-unreadable) stands, and goes on by the password typed again', async () => {
		const id = await turnAway('password-unreadable')
		await bench.phaseIs(id, 'blocked')
		expect(bench.outbox.statusOf(id)).toMatchObject({ failure: { code: 'password-unreadable' } })
		expect(bench.relay.deliveries).toHaveLength(1)

		await saveSmtpSettings({ ...SETTINGS, password: 'hpke1.anew' })
		await bench.outbox.renewPassword(id)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts.at(-1)?.smtp.password).toBe('hpke1.anew')
		expect(bench.relay.deliveries).toHaveLength(3)
	})

	test('(unauthorized) stands, and goes on once this device is known again', async () => {
		const id = await turnAway()
		bench.relay.revoked = true
		await bench.phaseIs(id, 'blocked')
		expect(bench.outbox.statusOf(id)).toMatchObject({ failure: { code: 'unauthorized' } })

		bench.relay.revoked = false
		bench.outbox.wake(id)
		await bench.becomes(id, 'done')

		expect(bench.relay.deliveries).toHaveLength(3)
	})
})

describe('the relay’s journal', () => {
	beforeEach(() => (bench.relay.automatic = true))

	test('is the one there is when the mailing leaves, not the one of when it was written', async () => {
		expect(relayStatus.info?.journalEpoch).toBe('epoch-1')
		bench.relay.restart('epoch-2')

		const id = await bench.send(2)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts.map(({ journalEpoch }) => journalEpoch)).toEqual(['epoch-2'])
		expect(bench.relay.deliveries).toHaveLength(2)
	})

	test('replaced while the answer to the first post was lost makes all uncertain, and sends nothing twice', async () => {
		bench.relay.cuts.push(0)
		bench.relay.onpost = async () => void queueMicrotask(() => setTimeout(() => bench.relay.restart('epoch-2')))

		const id = await bench.send(2)
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['uncertain', 'uncertain'])
		expect(bench.relay.deliveries).toHaveLength(2)
	})

	test('that is found again tells what it knows, when sending again was asked for', async () => {
		bench.relay.automatic = false
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(1)
		await expect.poll(() => bench.statuses(id)).toContain('sent')
		bench.stop()
		bench.relay.decide(1)
		bench.relay.restart('epoch-2')
		bench.reload()
		await bench.becomes(id, 'done')
		expect(await bench.statuses(id)).toEqual(['sent', 'uncertain', 'uncertain'])

		bench.relay.restart('epoch-1')
		bench.relay.automatic = true
		expect(await resubmit(id, { status: 'uncertain', ids: await bench.idsWith(id, 'uncertain') })).toEqual({
			ok: true,
			value: 2
		})
		await bench.becomeStatuses(id, ['sent', 'sent', 'sent'])

		expect(bench.relay.deliveries).toEqual(['m1@example.org', 'm2@example.org', 'm3@example.org'])
	})

	test('replaced while something was open makes that uncertain when others are sent again', async () => {
		bench.relay.automatic = false
		bench.relay.verdictOf = ({ attempt }) => (attempt === 1 ? { outcome: 'failed', code: 'mailbox-full' } : undefined)
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(1)
		await expect.poll(() => bench.statuses(id)).toContain('failed')
		bench.stop()
		bench.relay.restart('epoch-2')

		await resubmit(id, { status: 'failed' })
		expect(await bench.statuses(id)).toEqual(['submitted', 'uncertain', 'uncertain'])
		bench.relay.automatic = true
		bench.reload()
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'uncertain', 'uncertain'])
		expect(bench.relay.deliveries).toEqual(['m1@example.org'])
	})
})
