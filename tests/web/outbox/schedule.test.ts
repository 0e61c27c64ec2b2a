import { describe, expect, test } from 'vitest'
import type { Mailing } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import { findMailing } from '#web/db/mailings.ts'
import { removeMembers, updateMember } from '#web/db/members.ts'
import { saveSetting } from '#web/db/settings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import {
	listScheduledMailings,
	listWaitingMailings,
	orderMailings,
	redraftMailing,
	rescheduleMailing,
	unwithdrawMailing
} from '#web/db/waiting-mailings.ts'
import { LATEST_MS } from '#web/outbox/departures.ts'
import { reviewWaiting, takeBack } from '#web/outbox/waiting.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()
const DRAFT = { subject: 'AG', body: 'Cher {{prenom}}' }
const CONFIRMED_AT = Date.parse('2026-12-01T09:00:00Z')
const SEND_AT = '2026-12-01T17:00:00.000Z'
const TIME = Date.parse(SEND_AT)

/** Confirms a mailing to so many members for that time, which is to come. */
async function schedule(count: number, sendAt = SEND_AT): Promise<string> {
	bench.now = () => CONFIRMED_AT
	await saveSetting('relay_key', 'a-key-of-this-device')
	await relayStatus.check()
	const members = numberedMembers(count)
	await database().members.bulkPut(members)
	await saveSmtpSettings(SETTINGS)
	const held = await bench.outbox.hold({ ...DRAFT, members, settings: SETTINGS, sendAt })
	if (!held.ok) throw new Error(held.error.code)
	return held.value
}

/** It is that time: the app is opened again, or was never closed and looks at the clock. */
function at(time: number): void {
	bench.now = () => time
	bench.reload()
}

async function get(id: string): Promise<Mailing> {
	const mailing = await findMailing(id)
	if (!mailing) throw new Error('it is gone')
	return mailing
}

/** One that may leave has left: whatever the outbox had to do before, it has done. */
async function anotherLeaves(): Promise<void> {
	await bench.becomes(await bench.send(1), 'done')
}

describe('a mailing scheduled for a time', () => {
	test('stays until then, whatever happens to the app', async () => {
		const id = await schedule(2)

		at(TIME - 1)
		await anotherLeaves()

		expect(bench.relay.posts).toHaveLength(1)
		expect(await get(id)).toMatchObject({ progress: 'scheduled', sendAt: SEND_AT, posts: 0 })
	})

	test('takes the place of the draft it was made of', async () => {
		await saveDraft({ ...DRAFT, recipientIds: [] })

		await schedule(1)

		expect(await readDraft()).toMatchObject({ subject: '', body: '' })
	})

	test('leaves by itself at that time, once', async () => {
		const id = await schedule(3)

		at(TIME)
		await bench.becomes(id, 'done')
		bench.reload()
		await anotherLeaves()

		expect(bench.relay.deliveries).toEqual(['m1@example.org', 'm2@example.org', 'm3@example.org', 'm1@example.org'])
		expect((await get(id)).sendAt).toBe(SEND_AT)
	})

	test('leaves once also when two windows are open', async () => {
		const id = await schedule(2)

		at(TIME)
		const stopFirst = bench.stop
		bench.reload.call(bench)
		await bench.becomes(id, 'done')
		stopFirst()

		expect(bench.relay.deliveries).toHaveLength(2)
	})

	test('still leaves when the app is opened a little after', async () => {
		const id = await schedule(1)

		at(TIME + LATEST_MS)
		await bench.becomes(id, 'done')

		expect(bench.relay.deliveries).toEqual(['m1@example.org'])
	})

	test('waits for a yes when its time passed while the device slept', async () => {
		const id = await schedule(1)

		at(TIME + LATEST_MS + 1)
		await bench.becomes(id, 'waiting')
		await anotherLeaves()

		expect(await get(id)).toMatchObject({ missed: 'late', sendAt: SEND_AT })
		expect(bench.relay.posts).toHaveLength(1)
	})

	test('leaves when a relay that was away at that time is back soon, else waits for a yes', async () => {
		const [soon, never] = [await schedule(1), await schedule(2, new Date(TIME + 1).toISOString())]
		bench.relay.away = true
		at(TIME)
		await expect.poll(() => relayStatus.online).toBe(false)
		expect((await get(soon)).progress).toBe('scheduled')

		bench.relay.away = false
		await relayStatus.check()
		await bench.becomes(soon, 'done')

		bench.relay.away = true
		await relayStatus.check()
		await expect.poll(() => relayStatus.online).toBe(false)
		bench.now = () => TIME + LATEST_MS + 2
		bench.relay.away = false
		await relayStatus.check()
		await bench.becomes(never, 'waiting')

		expect(bench.relay.deliveries).toEqual(['m1@example.org'])
	})

	test.each<[string, () => Promise<unknown>]>([
		['an address is another', () => updateMember('member-2' as MemberId, { email: 'nouvelle@example.org' })],
		['an address is missing', () => updateMember('member-2' as MemberId, { email: '' })],
		['somebody is no member any more', () => removeMembers(['member-2' as MemberId])],
		['the account is another', () => saveSmtpSettings({ ...SETTINGS, username: 'autre' })],
		['a value has gone empty', () => updateMember('member-2' as MemberId, { firstName: '' })]
	])('waits for a yes when %s', async (_, change) => {
		const id = await schedule(2)
		await database().members.update('member-2' as MemberId, {})
		await change()

		at(TIME)
		await bench.becomes(id, 'waiting')

		expect((await get(id)).missed).toBe('changed')
		expect(bench.relay.posts).toEqual([])
	})

	test('says what the values are when it leaves', async () => {
		const id = await schedule(1)
		await updateMember('member-1' as MemberId, { firstName: 'Zoë' })

		at(TIME)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[0]?.recipients[0]?.fields).toEqual({ prenom: 'Zoë' })
	})

	test('waits again, for a person, when the relay refuses it', async () => {
		const id = await schedule(1)
		bench.relay.refusals.push('password-unreadable')

		at(TIME)
		await bench.phaseIs(id, 'refused')

		expect(await get(id)).toMatchObject({ progress: 'waiting', posts: 0 })
	})

	test('can be sent at once, or at another time', async () => {
		const [now, later] = [await schedule(1), await schedule(1)]
		const next = new Date(TIME + 3_600_000).toISOString()

		await rescheduleMailing(later, next)
		await bench.outbox.release(await reviewWaiting(await get(now)))
		await bench.becomes(now, 'done')
		at(TIME)
		await anotherLeaves()

		expect(await get(later)).toMatchObject({ progress: 'scheduled', sendAt: next })
	})

	test('does not leave at a time that was changed while it was looked at', async () => {
		const id = await schedule(1)
		const review = await reviewWaiting(await get(id))

		await rescheduleMailing(id, new Date(TIME + 1).toISOString())

		expect(await bench.outbox.release(review)).toEqual({ ok: true, value: false })
	})

	test('becomes the draft again, or is withdrawn and scheduled again by undoing', async () => {
		const [drafted, withdrawn] = [await schedule(1), await schedule(1)]

		expect(await redraftMailing(drafted)).toEqual({ ok: true, value: true })
		await takeBack(await get(withdrawn))
		expect(await listScheduledMailings()).toEqual([])
		await unwithdrawMailing(withdrawn, 'scheduled')

		expect(await readDraft()).toMatchObject({ ...DRAFT, recipientIds: ['member-1'] })
		expect(await listScheduledMailings()).toMatchObject([{ id: withdrawn, sendAt: SEND_AT }])
	})

	test('keeps the order that a person gave, among those of the same moment', async () => {
		const [a, b] = [await schedule(1), await schedule(1)]
		const early = await schedule(1, new Date(TIME - 1).toISOString())

		await orderMailings([b, a])

		expect((await listScheduledMailings()).map(({ id }) => id)).toEqual([early, b, a])
	})
})

describe('a clock', () => {
	test('that is set back keeps a mailing, and lets it leave when the time comes after all', async () => {
		const id = await schedule(1)

		at(CONFIRMED_AT - 86_400_000)
		await anotherLeaves()
		expect((await get(id)).progress).toBe('scheduled')
		at(TIME + 1)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts).toHaveLength(2)
	})

	test('that jumps far ahead makes a mailing wait, not leave', async () => {
		const id = await schedule(1)

		at(TIME + 365 * 86_400_000)
		await bench.becomes(id, 'waiting')

		expect(bench.relay.posts).toEqual([])
		expect(await listWaitingMailings()).toMatchObject([{ id, missed: 'late' }])
	})
})
