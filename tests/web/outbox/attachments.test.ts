import { describe, expect, test } from 'vitest'
import type { AttachedFile } from '#shared/mailing-options.ts'
import { addAttachments, readAttachments, sweepAttachments } from '#web/db/attachments.ts'
import { database } from '#web/db/database.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { reviewWaiting } from '#web/outbox/waiting.ts'
import { findMailing } from '#web/db/mailings.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'
import { unwrap } from '../../support/unwrap.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const bench = useOutboxBench()

const bytes = (text: string) => new TextEncoder().encode(text)

/** The programme for everybody, and a receipt for the first and the third. */
async function addFiles(): Promise<AttachedFile[]> {
	const own = (name: string) => ({ name, type: 'application/pdf', bytes: bytes(`of ${name}`), own: true })
	const programme = { name: 'programme.txt', type: 'text/plain', bytes: bytes('19 h') }
	return unwrap(await addAttachments([own('Lefevre_Zoe1.pdf'), programme, own('LEFÈVRE Zoé3.pdf')]))
}

const written = async () => ({
	...{ subject: 'Reçus', body: 'Ci-joint', attachments: await addFiles(), attachmentRule: '{{nom}} {{prenom}}' },
	...{ members: numberedMembers(3), settings: SETTINGS }
})

const PARTS = ['programme.txt: 19 h', 'Lefevre_Zoe1.pdf: of Lefevre_Zoe1.pdf', 'LEFÈVRE Zoé3.pdf: of LEFÈVRE Zoé3.pdf']

describe('files of a mailing', () => {
	test('go to everybody, or to the one whose name they bear', async () => {
		const id = await bench.confirm(await written())
		await bench.becomes(id, 'done')

		expect(bench.relay.files).toEqual([PARTS])
		expect(bench.relay.posts[0]?.attachments).toEqual([{}, {}, {}])
		expect(bench.relay.posts[0]?.recipients.map(({ attachments }) => attachments)).toEqual([[1], undefined, [2]])
	})

	test('are posted again after an accident, those of whoever has his message left out', async () => {
		bench.relay.cuts.push(2)
		bench.relay.automatic = false
		const id = await bench.confirm(await written())
		await expect.poll(() => bench.relay.posts.length).toBe(1)
		bench.relay.decide(1)
		await bench.becomeStatuses(id, ['sent', 'submitted', 'submitted'])
		bench.relay.automatic = true
		bench.relay.restart()
		bench.reload()
		await bench.becomes(id, 'done')

		expect(bench.relay.files.at(-1)).toEqual([PARTS[0], PARTS[2]])
		expect(bench.relay.posts.at(-1)?.recipients.map(({ attachments }) => attachments)).toEqual([undefined, [1]])
		expect(new Set(bench.relay.deliveries).size).toBe(3)
		expect(bench.relay.deliveries).toHaveLength(3)
	})

	test('wait with a mailing that waits for the relay', async () => {
		const held = unwrap(await bench.outbox.hold(await written()))
		expect(bench.relay.posts).toEqual([])
		const mailing = (await findMailing(held))!

		const review = await reviewWaiting(mailing)
		await bench.outbox.release({
			...review,
			confirmed: { ...review.confirmed, members: numberedMembers(3), messages: undefined, settings: SETTINGS }
		})
		await bench.becomes(held, 'done')

		expect(bench.relay.files).toEqual([PARTS])
		expect((await listLogs(held)).map(({ ownFiles }) => ownFiles?.length)).toEqual([1, undefined, 1])
	})

	test('hold the whole mailing back when one is gone from the device', async () => {
		bench.relay.away = true
		const id = await bench.confirm(await written())
		await database().attachments.clear()
		bench.relay.away = false
		bench.outbox.wake(id)
		bench.reload()

		await bench.phaseIs(id, 'blocked')
		expect(bench.outbox.statusOf(id)).toMatchObject({ failure: { code: 'attachment-missing' } })
		expect(bench.relay.deliveries).toEqual([])
	})
})

describe('sweepAttachments', () => {
	test('forgets what nothing names, a day later, and keeps what a draft, its text, or a mailing needs', async () => {
		const [inDraft, inText, inMailing, loose] = unwrap(
			await addAttachments(['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'text/plain', bytes: bytes(name) })))
		) as [AttachedFile, AttachedFile, AttachedFile, AttachedFile]
		const picture = { type: 'doc' as const, content: [{ type: 'image', attrs: { attachmentId: inText.id } }] }
		unwrap(await saveDraft({ attachments: [inDraft], doc: picture }))
		await bench.outbox.hold({ ...(await written()), attachments: [inMailing] })
		const ids = [inDraft, inText, inMailing, loose].map(({ id }) => id)

		unwrap(await sweepAttachments(Date.now()))
		expect((await readAttachments(ids)).size).toBe(4)

		unwrap(await sweepAttachments(Date.now() + 2 * DAY_MS))
		expect([...(await readAttachments(ids)).keys()].sort()).toEqual(ids.slice(0, 3).sort())
	})
})
