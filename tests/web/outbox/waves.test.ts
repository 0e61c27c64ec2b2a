import { describe, expect, test } from 'vitest'
import { database } from '#web/db/database.ts'
import { findMailing } from '#web/db/mailings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { readWaves } from '#web/outbox/wave-state.ts'
import { reviewWaiting } from '#web/outbox/waiting.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()
const HOUR_MS = 3_600_000

const confirmed = (count: number, perDay: number, settings = SETTINGS) => ({
	...{ subject: 'AG', body: 'Corps', members: numberedMembers(count), settings, perDay }
})

describe('a mailing of so many a day', () => {
	test('asks the relay for no more than that, nor for more than the account allows', async () => {
		await bench.becomes(await bench.confirm(confirmed(1, 50)), 'done')
		await bench.becomes(await bench.confirm(confirmed(1, 50, { ...SETTINGS, dailyLimit: 20, hourlyLimit: 5 })), 'done')

		expect(bench.relay.posts.map(({ pace }) => [pace?.dailyLimit, pace?.hourlyLimit])).toEqual([
			[50, undefined],
			[20, 5]
		])
	})

	test('stays so when it waited and is frozen anew', async () => {
		await database().members.bulkPut(numberedMembers(1))
		await saveSmtpSettings(SETTINGS)
		const held = await bench.outbox.hold(confirmed(1, 50))
		const mailing = await findMailing(held.ok ? held.value : '')
		if (!mailing) throw new Error('it is gone')

		await bench.outbox.release(await reviewWaiting(mailing))
		await bench.becomes(mailing.id, 'done')

		expect(bench.relay.posts[0]?.pace?.dailyLimit).toBe(50)
	})
})

describe('a mailing held back by a limit for hours', () => {
	async function holdBack(): Promise<string> {
		bench.relay.automatic = false
		const id = await bench.confirm(confirmed(5, 2))
		await bench.phaseIs(id, 'running')
		bench.relay.decide(2)
		bench.relay.pause({ reason: 'quota', resumeInMs: 20 * HOUR_MS })
		await bench.phaseIs(id, 'paused')
		return id
	}

	test('shows until when after the app was closed and opened again, and nothing is posted', async () => {
		const id = await holdBack()

		bench.reload()
		await bench.phaseIs(id, 'paused')

		const status = bench.outbox.statusOf(id)
		const resumeAt = status.phase === 'paused' ? (status.pause.resumeAt ?? 0) : 0
		expect(resumeAt - Date.now()).toBeGreaterThan(19 * HOUR_MS)
		expect(bench.relay.posts).toHaveLength(1)
	})

	test('goes on after the relay restarted while the app was closed, with those who are left, once each', async () => {
		const id = await holdBack()
		bench.stop()
		bench.relay.restart()
		bench.reload()
		await expect.poll(() => bench.relay.posts.length, { timeout: 8000 }).toBe(2)

		bench.relay.decide()
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[1]?.recipients).toHaveLength(3)
		expect(new Set(bench.relay.deliveries).size).toBe(5)
		expect(bench.relay.deliveries).toHaveLength(5)
	})

	test('says how many waves have left, of how many, and when it is over', async () => {
		const id = await holdBack()
		const mailing = await findMailing(id)
		if (!mailing) throw new Error('it is gone')
		// The first two left at 18:00 on the fake relay's clock.
		const resumeAt = Date.parse('2026-11-23T18:00:00.000Z')

		const state = await readWaves(mailing, resumeAt)

		expect(state).toMatchObject({ left: 1, total: 3 })
		expect(state.endsAt).toBe(resumeAt + 24 * HOUR_MS)
	})
})
