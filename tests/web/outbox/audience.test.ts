import { describe, expect, test } from 'vitest'
import { copyIdOf } from '#shared/mailing.ts'
import { DEFAULT_OPTIONS, type MailingOptions } from '#shared/mailing-options.ts'
import { listReached } from '#shared/audience.ts'
import type { Member } from '#shared/member.ts'
import { child, guardianOf, person, refusalOf } from '#tests/support/family.ts'
import { SETTINGS, useOutboxBench } from '#tests/support/outbox-bench.ts'
import { unwrap } from '#tests/support/unwrap.ts'
import { readAudience } from '#web/db/audience.ts'
import { database } from '#web/db/database.ts'
import { readDraft } from '#web/db/drafts.ts'
import { countLogs, listLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { addRefusedAddresses } from '#web/db/refused-addresses.ts'
import { redraftMailing } from '#web/db/waiting-mailings.ts'
import { resubmit } from '#web/outbox/resubmit.ts'
import { findResults } from '#web/outbox/results.ts'
import { reviewWaiting } from '#web/outbox/waiting.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'

const bench = useOutboxBench()

async function written(members: Member[], chosen: Partial<MailingOptions>) {
	const options = { ...DEFAULT_OPTIONS, ...chosen }
	await database().members.bulkPut(members)
	const audience = await readAudience(
		members.map(({ id }) => id),
		options
	)
	const letters = audience.letters.map(({ member }) => ({ memberId: member.id, name: member.firstName }))
	const people = { members: listReached(audience), messages: audience.messages, letters }
	return { subject: 'AG', body: 'Bonjour {{prenom}} {{nom}}', settings: SETTINGS, options, ...people }
}

const FAMILY = [
	person('Zoé', { email: 'famille@example.org' }),
	person('Tom', { email: 'Famille@example.org' }),
	person('Inès', { email: 'famille@example.org' }),
	person('Luc')
]

describe('a mailing with one message for each address', () => {
	test('goes once to a family, with all first names', async () => {
		const id = await bench.confirm(await written(FAMILY, { households: true }))
		await bench.becomes(id, 'done')

		const [family, luc] = bench.relay.posts[0]!.recipients
		expect(family).toMatchObject({
			...{ email: 'famille@example.org', name: 'Zoé, Tom et Inès Lefèvre' },
			fields: { prenom: 'Zoé, Tom et Inès', nom: 'Lefèvre' }
		})
		expect(luc).toMatchObject({ email: 'luc@example.org', fields: { prenom: 'Luc' } })
		expect(await listLogs(id)).toMatchObject([{ recipientId: 'zoé', alsoFor: ['tom', 'inès'] }, { recipientId: 'luc' }])
		expect(await findMailing(id)).toMatchObject({ total: 2 })
	})

	test('is for all of them when it is sent again from a log that keeps no names', async () => {
		bench.relay.verdictOf = ({ email }) =>
			email.startsWith('famille') ? { outcome: 'failed', code: 'mailbox-full' } : undefined
		const confirmed = await written(FAMILY, { households: true })
		const id = await bench.confirm({ ...confirmed, settings: { ...SETTINGS, logging: false } })
		await bench.becomes(id, 'done')
		await expect.poll(async () => (await listLogs(id))[0]?.recipientEmail).toBe('')
		bench.relay.verdictOf = () => undefined

		unwrap(await resubmit(id, { status: 'failed' }))
		await bench.becomes(id, 'done')

		expect(bench.relay.posts.at(-1)?.recipients).toMatchObject([
			{ email: 'famille@example.org', fields: { prenom: 'Zoé, Tom et Inès' } }
		])
	})

	test('becomes a draft for all of them again', async () => {
		bench.relay.away = true
		await relayStatus.check()
		const held = unwrap(
			await bench.outbox.hold(
				await written([...FAMILY, person('Ana', { email: '' })], { households: true, letters: true })
			)
		)

		unwrap(await redraftMailing(held))

		expect((await readDraft()).recipientIds).toEqual(['zoé', 'tom', 'inès', 'luc', 'ana'])
	})
})

describe('a mailing to guardians', () => {
	test('goes to them, about the child, under their name', async () => {
		const zoe = child('Zoé', { email: '' })
		await database().guardians.put(guardianOf(zoe, 'Anne Roux', 'anne@example.org'))

		const id = await bench.confirm(await written([zoe], { guardians: 'instead' }))
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[0]?.recipients).toMatchObject([
			{ email: 'anne@example.org', name: 'Anne Roux', fields: { prenom: 'Zoé' } }
		])
		expect(await listLogs(id)).toMatchObject([{ recipientId: 'zoé', guardianId: 'zoé-guardian' }])
	})
})

describe('a copy to oneself', () => {
	const COPIED = { copyToSelf: true }

	test('is one message more, and no recipient more', async () => {
		const id = await bench.confirm(await written([person('Luc'), person('Ana')], COPIED))
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[0]?.recipients.map(({ email }) => email)).toEqual([
			...['luc@example.org', 'ana@example.org'],
			SETTINGS.from
		])
		expect(bench.relay.posts[0]?.recipients.at(-1)).toMatchObject({ fields: { prenom: 'Luc' } })
		expect(await countLogs(id)).toMatchObject({ sent: 2, submitted: 0 })
		expect(await findMailing(id)).toMatchObject({ total: 2 })
		const results = await findResults(id)
		expect(results?.logs).toHaveLength(2)
		expect(results?.copy).toMatchObject({ id: copyIdOf(id), recipientId: '', status: 'sent' })
	})

	test('is not sent again with those who failed', async () => {
		bench.relay.verdictOf = () => ({ outcome: 'failed', code: 'mailbox-full' })
		const id = await bench.confirm(await written([person('Luc')], COPIED))
		await bench.becomes(id, 'done')

		expect(unwrap(await resubmit(id, { status: 'failed' }))).toBe(1)
	})

	test('is not missed among the members while the mailing waits', async () => {
		bench.relay.away = true
		await relayStatus.check()
		const held = unwrap(await bench.outbox.hold(await written([person('Luc')], COPIED)))

		const { lost, confirmed } = await reviewWaiting((await findMailing(held))!)

		expect(lost).toEqual({ removed: [], withoutAddress: [], others: [] })
		expect(confirmed.messages).toHaveLength(1)
	})
})

describe('a waiting mailing', () => {
	test('passes over who was refused in the meantime, and says so', async () => {
		bench.relay.away = true
		await relayStatus.check()
		const held = unwrap(await bench.outbox.hold(await written([person('Luc'), person('Ana')], {})))
		unwrap(await addRefusedAddresses([refusalOf('ana@example.org')]))

		const { lost, confirmed } = await reviewWaiting((await findMailing(held))!)

		expect(lost.others).toEqual(['Lefèvre Ana'])
		expect(confirmed.members.map(({ id }) => id)).toEqual(['luc'])
	})
})
