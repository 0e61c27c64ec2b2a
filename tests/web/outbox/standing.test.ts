import { beforeEach, describe, expect, test } from 'vitest'
import { findMailing } from '#web/db/mailings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()

const REFUSED = { reason: 'account', resumeInMs: null, code: 'smtp-auth-failed', reply: '535 5.7.8 no' } as const

/** A mailing that stands still, one of three sent. */
async function stand(pause: Parameters<typeof bench.relay.pause>[0]): Promise<string> {
	await saveSmtpSettings(SETTINGS)
	const id = await bench.send(3)
	await bench.phaseIs(id, 'running')
	bench.relay.decide(1)
	bench.relay.pause(pause)
	await bench.phaseIs(id, 'paused')
	return id
}

/** Resolves once the relay has been asked about the mailing again. */
async function askedAgain() {
	const before = bench.relay.requests.length
	await expect
		.poll(() => bench.relay.requests.slice(before).some((line) => line.includes('/events')), { timeout: 8000 })
		.toBe(true)
}

describe('a mailing that waits for a person', () => {
	beforeEach(() => (bench.relay.automatic = false))

	for (const [what, accident] of [
		['the relay restarts', () => bench.relay.restart()],
		['the relay restarts and the page is loaded again', () => (bench.relay.restart(), bench.reload())],
		['the page is loaded again', () => bench.reload()]
	] as const) {
		test(`is not posted again when ${what}: a wrong password is tried once`, async () => {
			const id = await stand(REFUSED)

			const asked = askedAgain()
			accident()
			await asked
			await bench.phaseIs(id, 'paused')

			expect(bench.outbox.statusOf(id)).toMatchObject({ pause: { reason: 'account', code: 'smtp-auth-failed' } })
			expect(bench.relay.posts).toHaveLength(1)
		})
	}

	test('goes on by the new password after the relay restarted, and nobody gets it twice', async () => {
		const id = await stand(REFUSED)
		const asked = askedAgain()
		bench.relay.restart()
		await asked

		await saveSmtpSettings({ ...SETTINGS, password: 'hpke1.better' })
		await bench.outbox.renewPassword(id)
		await expect.poll(() => bench.relay.posts.length).toBe(2)
		bench.relay.decide()
		await bench.becomes(id, 'done')

		expect(bench.relay.deliveries).toEqual(['m1@example.org', 'm2@example.org', 'm3@example.org'])
		expect((await findMailing(id))?.standing).toBeUndefined()
	})

	test('goes on when told to, and a journal that was lost meanwhile is still noticed', async () => {
		const id = await stand({ reason: 'message', resumeInMs: null, code: 'message-refused', reply: '554 5.7.1 spam' })
		const asked = askedAgain()
		bench.relay.restart('epoch-2')
		await asked
		await bench.phaseIs(id, 'paused')

		await bench.outbox.steer(id, 'resume')
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'uncertain', 'uncertain'])
		expect(bench.relay.deliveries).toHaveLength(1)
	})

	test('is cancelled after the relay restarted', async () => {
		const id = await stand(REFUSED)
		const asked = askedAgain()
		bench.relay.restart()
		await asked

		await bench.outbox.steer(id, 'cancel')
		await bench.becomes(id, 'cancelled')

		expect(await bench.statuses(id)).toEqual(['cancelled', 'cancelled', 'sent'])
	})

	test('that a person paused stays so when the relay restarts, until he says otherwise', async () => {
		const id = await bench.send(2)
		await bench.phaseIs(id, 'running')
		await bench.outbox.steer(id, 'pause')
		await bench.phaseIs(id, 'paused')
		const asked = askedAgain()
		bench.relay.restart()
		await asked
		expect(bench.outbox.statusOf(id)).toMatchObject({ phase: 'paused', pause: { reason: 'user' } })
		expect(bench.relay.posts).toHaveLength(1)

		await bench.outbox.steer(id, 'resume')
		await expect.poll(() => bench.relay.posts.length).toBe(2)
		bench.relay.decide()

		await bench.becomes(id, 'done')
		expect(bench.relay.deliveries).toHaveLength(2)
	})

	test('is found resumed when another device did that', async () => {
		const id = await stand(REFUSED)

		bench.relay.steer(id, 'resume')
		await bench.phaseIs(id, 'running')

		expect((await findMailing(id))?.standing).toBeUndefined()
	})
})

describe('a mailing that waits for its time', () => {
	test('is taken up at once when the relay restarts: the relay counts, not this device', async () => {
		bench.relay.automatic = false
		const id = await stand({ reason: 'quota', resumeInMs: 3_600_000 })

		bench.relay.restart()
		await expect.poll(() => bench.relay.posts.length, { timeout: 8000 }).toBe(2)
		bench.relay.decide()

		await bench.becomes(id, 'done')
		expect(bench.relay.deliveries).toHaveLength(3)
	})
})
