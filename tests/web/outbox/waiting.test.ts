import { describe, expect, test } from 'vitest'
import type { Mailing } from '#shared/mailing.ts'
import { DEFAULT_OPTIONS } from '#shared/mailing-options.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { listAsideDrafts, readDraft, saveDraft, takeUpDraft } from '#web/db/drafts.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { removeMembers, updateMember } from '#web/db/members.ts'
import { addAccount, removeAccount, saveAccountSettings } from '#web/db/smtp-accounts.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { listWaitingMailings, redraftMailing, unwithdrawMailing } from '#web/db/waiting-mailings.ts'
import { reviewWaiting, takeBack } from '#web/outbox/waiting.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'
import { unwrap } from '../../support/unwrap.ts'

const bench = useOutboxBench()
const DRAFT = { subject: 'AG', body: 'Cher {{prenom}}' }

/** Confirms a mailing to so many members while there is no relay. */
async function hold(count: number, settings = SETTINGS): Promise<string> {
	bench.relay.away = true
	await relayStatus.check()
	const members = numberedMembers(count)
	await database().members.bulkPut(members)
	await saveSmtpSettings(settings)
	await saveDraft({ ...DRAFT, recipientIds: members.map(({ id }) => id) })
	const held = await bench.outbox.hold({ ...DRAFT, members, settings })
	if (!held.ok) throw new Error(held.error.code)
	return held.value
}

async function relayComesBack() {
	bench.relay.away = false
	await relayStatus.check()
}

async function get(id: string): Promise<Mailing> {
	const mailing = await findMailing(id)
	if (!mailing) throw new Error('it is gone')
	return mailing
}

const release = async (id: string) => bench.outbox.release(await reviewWaiting(await get(id)))

describe('a mailing confirmed without a relay', () => {
	test('is reviewed for its own account, and for the default one once that is gone', async () => {
		const { id: accountId } = unwrap(await addAccount('Section judo'))
		await saveAccountSettings(accountId, { ...SETTINGS, host: 'smtp.judo.example' })
		const options = { ...DEFAULT_OPTIONS, accountId }
		const settings = { ...SETTINGS, host: 'smtp.judo.example' }
		bench.relay.away = true
		await relayStatus.check()
		await saveSmtpSettings(SETTINGS)
		const id = unwrap(await bench.outbox.hold({ ...DRAFT, members: numberedMembers(1), settings, options }))

		expect(await reviewWaiting(await get(id))).toMatchObject({ accountChanged: false, confirmed: { settings } })
		await removeAccount(accountId)
		expect(await reviewWaiting(await get(id))).toMatchObject({
			accountChanged: true,
			confirmed: { settings: SETTINGS }
		})
	})

	test('waits, and is the draft no more', async () => {
		const id = await hold(2)

		expect(await get(id)).toMatchObject({ progress: 'waiting', total: 2, posts: 0 })
		expect(await bench.statuses(id)).toEqual(['submitted', 'submitted'])
		expect(await readDraft()).toMatchObject({ subject: '', body: '', recipientIds: [] })
	})

	test('leaves a draft alone that says something else', async () => {
		bench.relay.away = true
		await saveDraft({ subject: 'Autre chose', body: 'Corps' })

		await bench.outbox.hold({ ...DRAFT, members: numberedMembers(1), settings: SETTINGS })

		expect(await readDraft()).toMatchObject({ subject: 'Autre chose', body: 'Corps' })
	})

	test('never leaves by itself, neither when the relay is back nor after a reload', async () => {
		const id = await hold(1)

		await relayComesBack()
		bench.reload()
		// One that may leave does, and comes after it.
		await bench.becomes(await bench.send(1), 'done')

		expect(bench.relay.posts).toHaveLength(1)
		expect((await get(id)).progress).toBe('waiting')
	})

	test('goes after one yes, once, with the time of that yes', async () => {
		const id = await hold(3)
		const writtenAt = (await get(id)).createdAt
		await relayComesBack()

		const review = await reviewWaiting(await get(id))
		const yes = await Promise.all([bench.outbox.release(review), bench.outbox.release(review)])
		await bench.becomes(id, 'done')

		expect(yes.map((one) => one.ok && one.value).sort()).toEqual([false, true])
		expect(bench.relay.deliveries).toHaveLength(3)
		expect(await get(id)).toMatchObject({ heldAt: writtenAt, journalEpoch: 'epoch-1' })
		expect((await get(id)).createdAt > writtenAt).toBe(true)
	})

	test('goes to the present addresses, and not to whoever was removed or has none', async () => {
		const id = await hold(4)
		await updateMember('member-2' as MemberId, { email: 'nouvelle@example.org', firstName: 'Zoé' })
		await updateMember('member-3' as MemberId, { email: '' })
		await removeMembers(['member-4' as MemberId])
		await relayComesBack()

		const review = await reviewWaiting(await get(id))
		await bench.outbox.release(review)
		await bench.becomes(id, 'done')

		expect(review.moved).toEqual([{ name: 'Lefèvre Zoé', email: 'nouvelle@example.org' }])
		expect(review.lost).toEqual({ removed: ['Zoé4 Lefèvre'], withoutAddress: ['Lefèvre Zoé3'], others: [] })
		expect(bench.relay.deliveries).toEqual(['m1@example.org', 'nouvelle@example.org'])
		expect(bench.relay.posts[0]?.recipients[1]?.fields).toEqual({ prenom: 'Zoé' })
		expect(await listLogs(id)).toHaveLength(2)
	})

	test('goes by the present account, and says when it is another one', async () => {
		const id = await hold(1)
		expect((await reviewWaiting(await get(id))).accountChanged).toBe(false)
		await saveSmtpSettings({ ...SETTINGS, host: 'smtp.autre.example', password: 'hpke1.autre' })
		await relayComesBack()

		const review = await reviewWaiting(await get(id))
		await bench.outbox.release(review)
		await bench.becomes(id, 'done')

		expect(review.accountChanged).toBe(true)
		expect(bench.relay.posts[0]?.smtp).toMatchObject({ host: 'smtp.autre.example', password: 'hpke1.autre' })
	})

	test('waits again when the relay refuses it, with the reason', async () => {
		const id = await hold(2)
		await relayComesBack()
		bench.relay.refusals.push('password-unreadable')

		await release(id)
		await bench.phaseIs(id, 'refused')

		expect((await get(id)).progress).toBe('waiting')
		await release(id)
		await bench.becomes(id, 'done')
		expect(bench.relay.deliveries).toHaveLength(2)
	})
})

describe('a waiting mailing', () => {
	test('becomes the draft again, and what was being written is put aside', async () => {
		const id = await hold(2)
		await saveDraft({ subject: 'Le suivant', body: 'À suivre', recipientIds: [] })

		const redrafted = await redraftMailing(id)

		expect(redrafted).toEqual({ ok: true, value: true })
		expect(await readDraft()).toMatchObject({ ...DRAFT, recipientIds: ['member-1', 'member-2'] })
		expect(await findMailing(id)).toBeUndefined()
		expect(await database().mailingLogs.count()).toBe(0)
		const [aside] = await listAsideDrafts()
		expect(aside).toMatchObject({ subject: 'Le suivant', body: 'À suivre' })

		await takeUpDraft(aside?.id ?? '')
		expect(await readDraft()).toMatchObject({ subject: 'Le suivant' })
		expect(await listAsideDrafts()).toMatchObject([DRAFT])
	})

	test('is taken back, and waits again when that is undone', async () => {
		const id = await hold(2)

		await takeBack(await get(id))
		expect(await bench.statuses(id)).toEqual(['cancelled', 'cancelled'])
		expect((await get(id)).progress).toBe('cancelled')

		await unwithdrawMailing(id)
		expect(await listWaitingMailings()).toHaveLength(1)
		expect(await bench.statuses(id)).toEqual(['submitted', 'submitted'])
	})

	test('keeps no names once it is taken back, where the account keeps no log, and can still go after all', async () => {
		const id = await hold(1, { ...SETTINGS, logging: false })
		await takeBack(await get(id))
		expect((await listLogs(id))[0]).toMatchObject({ recipientEmail: '', recipientName: '', subject: '' })

		await unwithdrawMailing(id)
		await relayComesBack()
		await release(id)
		await bench.becomes(id, 'done')

		expect(bench.relay.deliveries).toEqual(['m1@example.org'])
	})

	test('is decided about once: who comes second is told so', async () => {
		const id = await hold(1)
		const mailing = await get(id)
		await relayComesBack()

		await release(id)

		expect(await takeBack(mailing)).toEqual({ ok: true, value: false })
		expect(await redraftMailing(id)).toEqual({ ok: true, value: false })
		await bench.becomes(id, 'done')
	})

	test('that has gone cannot wait again by undoing', async () => {
		const id = await hold(1)
		await relayComesBack()
		bench.relay.automatic = false
		await release(id)
		await bench.phaseIs(id, 'running')
		await bench.outbox.steer(id, 'cancel')
		await bench.becomes(id, 'cancelled')

		expect(await unwithdrawMailing(id)).toEqual({ ok: true, value: false })
	})
})
