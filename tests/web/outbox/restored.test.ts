import { describe, expect, test } from 'vitest'
import type { Mailing } from '#shared/mailing.ts'
import { database } from '#web/db/database.ts'
import { findMailing, updateMailing } from '#web/db/mailings.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { resubmit } from '#web/outbox/resubmit.ts'
import { reviewWaiting } from '#web/outbox/waiting.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()

/** The open mailing as it stood when the backup was made, put back over what became of it since. */
async function restore(asItWas: { mailing: Mailing | undefined; logs: Awaited<ReturnType<typeof listLogs>> }) {
	if (!asItWas.mailing) throw new Error('there was no mailing')
	const { mailing, logs } = asItWas
	bench.stop()
	await database().mailingLogs.bulkPut(logs)
	await database().mailings.put({ ...mailing, restored: true, posts: Math.max(1, mailing.posts ?? 0) })
	bench.reload()
}

const asItIs = async (id: string) => ({ mailing: await findMailing(id), logs: await listLogs(id) })

describe('a mailing out of a backup', () => {
	test('that was finished since gets its results from the relay, and nobody gets it twice', async () => {
		bench.relay.automatic = false
		const id = await bench.send(4)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(1)
		await expect.poll(() => bench.statuses(id)).toContain('sent')
		const old = await asItIs(id)
		bench.relay.decide()
		await bench.becomes(id, 'done')

		await restore(old)
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'sent', 'sent', 'sent'])
		expect(bench.relay.deliveries).toHaveLength(4)
		expect((await findMailing(id))?.restored).toBeUndefined()
	})

	test('that was posted only after the backup, and finished, is not posted as new', async () => {
		bench.relay.away = true
		const id = await bench.send(3)
		await bench.phaseIs(id, 'waiting')
		const old = await asItIs(id)
		expect(old.mailing?.run).toBe('')
		bench.relay.away = false
		bench.outbox.wake(id)
		await bench.becomes(id, 'done')

		await restore(old)
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'sent', 'sent'])
		expect(bench.relay.deliveries).toHaveLength(3)
	})

	test('that the relay knows nothing of stays uncertain, for a person to decide, and nothing is posted', async () => {
		bench.relay.away = true
		const id = await bench.send(3)
		await bench.phaseIs(id, 'waiting')
		await restore(await asItIs(id))
		bench.relay.away = false
		bench.outbox.wake(id)

		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['uncertain', 'uncertain', 'uncertain'])
		expect(bench.relay.posts).toHaveLength(0)
		const ids = await bench.idsWith(id, 'uncertain')
		expect(await resubmit(id, { status: 'uncertain', ids })).toEqual({ ok: true, value: 3 })
		await bench.becomeStatuses(id, ['sent', 'sent', 'sent'])
	})

	test('that a person cancelled since stays cancelled', async () => {
		bench.relay.automatic = false
		const id = await bench.send(2)
		await bench.phaseIs(id, 'running')
		const old = await asItIs(id)
		await bench.outbox.steer(id, 'cancel')
		await bench.becomes(id, 'cancelled')

		await restore(old)
		await bench.becomes(id, 'cancelled')

		expect(bench.relay.deliveries).toEqual([])
	})

	test('waits while the relay is away, and posts nothing meanwhile', async () => {
		const id = await bench.send(2)
		await bench.becomes(id, 'done')
		const posted = bench.relay.posts.length
		bench.relay.away = true
		await updateMailing(id, { progress: 'open' })
		await restore(await asItIs(id))

		await bench.phaseIs(id, 'waiting')

		expect(bench.relay.posts).toHaveLength(posted)
	})
})

describe('a mailing that waited in a backup', () => {
	/** Waits for a relay as it did when the backup was made. */
	async function holdRestored(count: number): Promise<string> {
		await saveSmtpSettings(SETTINGS)
		await database().members.bulkPut(numberedMembers(count))
		bench.relay.away = true
		const held = await bench.outbox.hold({
			subject: 'AG',
			body: 'Corps',
			members: numberedMembers(count),
			settings: SETTINGS
		})
		if (!held.ok) throw new Error(held.error.code)
		await updateMailing(held.value, { restored: true })
		return held.value
	}

	const release = async (id: string) => {
		const mailing = await findMailing(id)
		if (!mailing) throw new Error('it is gone')
		bench.relay.away = false
		return bench.outbox.release(await reviewWaiting(mailing))
	}

	test('and has left since, as the relay knows, waits no more: a person decides', async () => {
		const id = await holdRestored(2)
		await release(id)
		await bench.becomes(id, 'done')
		const delivered = bench.relay.deliveries.length
		bench.stop()
		const logs = (await listLogs(id)).map((log) => ({ ...log, status: 'submitted' as const }))
		await database().mailingLogs.bulkPut(logs)
		await updateMailing(id, { progress: 'waiting', posts: 0, restored: true })

		bench.reload()
		await relayStatus.check()
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['uncertain', 'uncertain'])
		expect((await findMailing(id))?.lost).toBe('restored')
		expect(bench.relay.deliveries).toHaveLength(delivered)
	})

	test('and that the relay has never heard of goes after a yes, once', async () => {
		const id = await holdRestored(2)

		expect(await release(id)).toEqual({ ok: true, value: true })
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'sent'])
		expect((await findMailing(id))?.restored).toBeUndefined()
	})

	test('and is let go before the relay was asked is not posted when it has left since', async () => {
		const id = await holdRestored(1)
		await release(id)
		await bench.becomes(id, 'done')
		bench.stop()
		await updateMailing(id, { progress: 'waiting', posts: 0, restored: true })
		const posted = bench.relay.posts.length

		await release(id)
		bench.reload()
		await bench.becomes(id, 'done')

		expect(bench.relay.posts).toHaveLength(posted)
		expect((await findMailing(id))?.lost).toBe('restored')
	})
})
