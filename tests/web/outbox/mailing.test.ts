import { describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { numberedMember, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()

describe('a mailing', () => {
	test('is stored before it leaves, and its results before they are shown', async () => {
		const stored: number[] = []
		bench.relay.onpost = async () => void stored.push(await database().mailingLogs.count())

		const id = await bench.send(3)
		await bench.becomes(id, 'done')

		expect(stored).toEqual([3])
		expect(await bench.statuses(id)).toEqual(['sent', 'sent', 'sent'])
		expect(bench.relay.deliveries).toHaveLength(3)
	})

	test('carries no more of a member than the content uses', async () => {
		const id = await bench.send(1)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[0]?.recipients[0]).toEqual({
			id: (await listLogs(id))[0]?.id,
			email: 'm1@example.org',
			name: 'Zoé1 Lefèvre',
			fields: { prenom: 'Zoé1' },
			attempt: 1
		})
		expect(bench.relay.posts[0]).toMatchObject({ subject: 'AG', journalEpoch: 'epoch-1' })
	})

	test('makes single lines of whatever goes into headers', async () => {
		const odd = { ...numberedMember(1), firstName: 'Zoé\r\nBcc: x@example.org', email: ' m1@example.org ' }
		const draft = { subject: 'AG\r\nBcc: y@example.org', body: 'Corps', members: [odd], settings: SETTINGS }
		const id = await bench.confirm(draft)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[0]?.subject).toBe('AG Bcc: y@example.org')
		expect(bench.relay.posts[0]?.recipients[0]).toMatchObject({
			name: 'Zoé Bcc: x@example.org Lefèvre',
			email: 'm1@example.org'
		})
	})

	test('reaches two members of one address once each', async () => {
		const twins = [numberedMember(1), { ...numberedMember(2), email: 'm1@example.org' }]
		const id = await bench.confirm({ subject: 'AG', body: 'Corps', members: twins, settings: SETTINGS })
		await bench.becomes(id, 'done')

		expect(bench.relay.deliveries).toEqual(['m1@example.org', 'm1@example.org'])
	})

	test('empties the draft once the relay took it, and leaves a newer one alone', async () => {
		await saveDraft({ subject: 'AG', body: 'Cher {{prenom}}', recipientIds: ['member-1' as MemberId] })
		await bench.becomes(await bench.send(1), 'done')
		expect(await readDraft()).toMatchObject({ subject: '', body: '', recipientIds: [] })

		await saveDraft({ subject: 'AG', body: 'Autre chose' })
		await bench.becomes(await bench.send(1), 'done')
		expect(await readDraft()).toMatchObject({ subject: 'AG', body: 'Autre chose' })
	})

	test('keeps a password sealed anew, for itself and the account', async () => {
		await saveSmtpSettings(SETTINGS)
		bench.relay.resealedPassword = 'hpke1.anew'

		const id = await bench.send(2)
		await bench.becomes(id, 'done')

		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
		expect((await findMailing(id))?.smtp.password).toBe('hpke1.anew')
		expect(bench.relay.posts).toHaveLength(1)
	})

	test('clears what names people when the account keeps no log, except while something is uncertain', async () => {
		bench.relay.verdictOf = ({ email }) => (email === 'm1@example.org' ? { outcome: 'uncertain' } : undefined)
		const id = await bench.send(2, { ...SETTINGS, logging: false })
		await bench.becomes(id, 'done')
		expect((await listLogs(id)).every(({ recipientEmail }) => recipientEmail !== '')).toBe(true)
		const mailing = await findMailing(id)
		const uncertain = await bench.idsWith(id, 'uncertain')

		if (mailing) await bench.outbox.markSent(mailing, uncertain)

		expect(await bench.statuses(id)).toEqual(['sent', 'sent'])
		expect((await listLogs(id)).every(({ recipientEmail, subject }) => recipientEmail + subject === '')).toBe(true)
	})
})

describe('a refused mailing', () => {
	for (const code of [
		'password-unreadable',
		'unauthorized',
		'invalid-request',
		'smtp-host-refused',
		'too-large'
	] as const) {
		test(`(${code}) leaves nothing behind but the draft and the reason`, async () => {
			await saveDraft({ subject: 'AG', body: 'Cher {{prenom}}' })
			bench.relay.refusals.push(code)

			const id = await bench.send(2)
			await bench.phaseIs(id, 'refused')

			expect(bench.outbox.statusOf(id)).toMatchObject({ failure: { code } })
			expect(await findMailing(id)).toBeUndefined()
			expect(await database().mailingLogs.count()).toBe(0)
			expect(await readDraft()).toMatchObject({ subject: 'AG', body: 'Cher {{prenom}}' })
			expect(bench.relay.deliveries).toEqual([])
		})
	}

	test('that may have been taken before stays, and says what stops it', async () => {
		bench.relay.refusals.push('unreachable', 'unauthorized')

		const id = await bench.send(2)
		await bench.phaseIs(id, 'blocked')
		expect(await bench.statuses(id)).toEqual(['submitted', 'submitted'])

		bench.outbox.wake(id)
		await bench.becomes(id, 'done')
		expect(bench.relay.deliveries).toHaveLength(2)
	})

	test('by a relay that is busy is tried again by itself', async () => {
		bench.relay.refusals.push('rate-limited')

		const id = await bench.send(1)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts).toHaveLength(2)
	})
})
