import { describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS, type MailingPurpose } from '#shared/mailing-options.ts'
import { MailingRequest } from '#shared/wire/mailing.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '#tests/support/outbox-bench.ts'
import { database } from '#web/db/database.ts'
import { findMailing } from '#web/db/mailings.ts'
import { reviewWaiting } from '#web/outbox/waiting.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'

const bench = useOutboxBench()

const confirmed = (purpose: MailingPurpose, body = 'Chère {{prenom}}', settings = SETTINGS) => ({
	...{ subject: 'Nouvelles', body, settings },
	members: numberedMembers(2),
	options: { ...DEFAULT_OPTIONS, purpose }
})

async function offerLink() {
	bench.relay.oneClick = true
	await relayStatus.check()
}

describe('a newsletter', () => {
	test('says how to leave by answering, where the relay cannot be reached by its readers', async () => {
		await bench.confirm(confirmed('newsletter', undefined, { ...SETTINGS, replyTo: 'bureau@example.org' }))

		await expect.poll(() => bench.relay.posts).toHaveLength(1)
		const [post] = bench.relay.posts
		expect(post?.unsubscribe).toEqual({ purpose: 'newsletter', mailto: 'bureau@example.org' })
		expect(post?.text).toMatch(/^Chère \{\{prenom\}\}\n\n.*Répondez «\sstop\s» à ce message\.\n$/)
		expect(post?.html).toMatch(/Répondez «\sstop\s» à ce message\./)
	})

	test('has the link of one click where the relay has an address', async () => {
		await offerLink()

		await bench.confirm(confirmed('newsletter'))

		await expect.poll(() => bench.relay.posts).toHaveLength(1)
		const [post] = bench.relay.posts
		expect(post?.unsubscribe).toEqual({ purpose: 'newsletter', mailto: 'club@example.org', oneClick: true })
		expect(post?.text).toMatch(/Désinscrivez-vous ici\s: \{\{unsubscribe_url\}\}/)
		expect(post?.html).toContain('<a href="{{unsubscribe_url}}"')
		expect(Object.keys(post ?? {}).filter((name) => !(name in MailingRequest.entries))).toEqual([])
	})

	test('says nothing of its own where the text has the link already', async () => {
		await offerLink()

		await bench.confirm(confirmed('newsletter', 'Partir : {{unsubscribe_url}}'))

		await expect.poll(() => bench.relay.posts).toHaveLength(1)
		expect(bench.relay.posts[0]?.unsubscribe).toMatchObject({ oneClick: true })
		expect(bench.relay.posts[0]?.text).toBe('Partir : {{unsubscribe_url}}')
	})

	test('is the same at every post, whatever the relay has become meanwhile', async () => {
		await offerLink()
		bench.relay.automatic = false
		const id = await bench.confirm(confirmed('newsletter'))
		await bench.phaseIs(id, 'running')

		bench.relay.oneClick = false
		bench.relay.restart()
		bench.reload()

		await expect.poll(() => bench.relay.posts.length).toBe(2)
		const said = bench.relay.posts.map(({ unsubscribe, text, html }) => ({ unsubscribe, text, html }))
		expect(said[1]).toEqual(said[0])
	})

	test('that waited says what is true when it leaves, once', async () => {
		bench.relay.away = true
		await relayStatus.check()
		const held = await bench.outbox.hold(confirmed('newsletter'))
		const mailing = held.ok ? await findMailing(held.value) : undefined
		if (!mailing) throw new Error('not held')

		bench.relay.away = false
		await offerLink()
		const { confirmed: again, ...review } = await reviewWaiting(mailing)
		const people = { members: numberedMembers(2), messages: undefined, settings: SETTINGS }
		await bench.outbox.release({ ...review, confirmed: { ...again, ...people } })

		await expect.poll(() => bench.relay.posts).toHaveLength(1)
		const text = bench.relay.posts[0]?.text ?? ''
		expect(text.match(/Vous ne souhaitez plus/g)).toHaveLength(1)
		expect(text).toContain('{{unsubscribe_url}}')
	})

	test('is kept as it was written', async () => {
		await bench.confirm(confirmed('newsletter'))

		const [mailing] = await database().mailings.toArray()
		expect(mailing?.text).toBe('Chère {{prenom}}')
	})
})

describe('a convocation', () => {
	test('cannot be left', async () => {
		await offerLink()

		await bench.confirm(confirmed('convocation'))

		await expect.poll(() => bench.relay.posts).toHaveLength(1)
		const [post] = bench.relay.posts
		expect(post).not.toHaveProperty('unsubscribe')
		expect(post?.text).toBe('Chère {{prenom}}')
	})
})
