import { describe, expect, test } from 'vitest'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { DEFAULT_SMTP_SETTINGS, wireSettings } from '#shared/smtp-settings.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { numberedMembers } from '#tests/support/outbox-bench.ts'
import { database } from '#web/db/database.ts'
import { resubmitLogs } from '#web/db/mailing-decisions.ts'
import { countLogs, listLogs } from '#web/db/mailing-logs.ts'
import { anonymiseMailings, listAnonymisable, saveLogRetention } from '#web/db/mailing-retention.ts'
import { findMailing } from '#web/db/mailings.ts'
import { anonymiseOld } from '#web/outbox/retention.ts'
import { findResults } from '#web/outbox/results.ts'

useFreshDatabase()

const NOW = Date.parse('2026-12-01T09:00:00Z')
const OLD = '2024-03-01T09:00:00.000Z'

async function add(id: string, over: Partial<Mailing> = {}, statuses: MailingLog['status'][] = ['sent', 'failed']) {
	const { smtp, sender, pace } = wireSettings({ ...DEFAULT_SMTP_SETTINGS, host: 'smtp.example.org' })
	await database().mailings.add({
		...{
			id,
			createdAt: OLD,
			subject: 'Secret',
			text: 'Secret',
			html: 'Secret',
			doc: 'Secret' as never,
			smtp,
			sender,
			pace
		},
		...{ accountId: 'default', sandbox: false, logging: true, progress: 'done', total: 2, journalEpoch: 'e', run: 'r' },
		...{ lastSeq: 2, acceptDuplicateRisk: false, letters: [{ memberId: 'member-3' as MemberId, name: 'Secret' }] },
		...over
	})
	const logs = statuses.map((status, n): MailingLog => ({
		...{ id: `${id}-${n}`, mailingId: id, recipientId: `member-${n + 1}` as MemberId, alsoFor: ['Secret' as MemberId] },
		...{
			recipientEmail: 'secret@example.org',
			recipientName: 'Secret',
			guardianId: 'Secret',
			subject: 'Secret',
			status
		},
		...{ messageId: '<secret@x>', error: '550 Secret', timestamp: OLD, code: '', scope: '', attempt: 1, tries: 2 },
		...{ fields: { prenom: 'Secret' }, sandbox: false }
	}))
	await database().mailingLogs.bulkAdd(logs)
}

const textOf = async (id: string) => JSON.stringify([await findMailing(id), await listLogs(id)])

describe('the log of mailings', () => {
	test('is kept for good where nothing was chosen', async () => {
		await add('old')

		expect(await anonymiseOld(NOW)).toEqual({ ok: true, value: 0 })
		expect(await textOf('old')).toContain('Secret')
	})

	test('loses names, addresses, subject and text once its time is over; the counts stay', async () => {
		await database().members.bulkPut(numberedMembers(3))
		await saveLogRetention('one-year')
		await add('old')
		await add('young', { createdAt: '2026-06-01T09:00:00.000Z' })

		expect(await anonymiseOld(NOW)).toEqual({ ok: true, value: 1 })

		expect(await textOf('old')).not.toMatch(/secret|member-/i)
		expect(await countLogs('old')).toMatchObject({ sent: 1, failed: 1 })
		expect((await findMailing('old'))?.letters).toHaveLength(1)
		expect((await findResults('old'))?.logs.map(({ recipientName }) => recipientName)).toEqual(['', ''])
		expect(await textOf('young')).toContain('Secret')
		expect(await anonymiseOld(NOW)).toEqual({ ok: true, value: 0 })
	})

	test.each<[string, Partial<Mailing>, MailingLog['status'][]]>([
		['under way', { progress: 'open' }, ['sent', 'submitted']],
		['scheduled', { progress: 'scheduled' }, ['submitted']],
		['waiting', { progress: 'waiting' }, ['submitted']],
		['uncertain of somebody', {}, ['sent', 'uncertain']]
	])('of a mailing that is %s is never touched', async (_, over, statuses) => {
		await add('old', over, statuses)

		expect(await listAnonymisable(new Date(NOW).toISOString())).toEqual([])
		expect(await anonymiseMailings(['old'], NOW)).toEqual({ ok: true, value: 0 })
		expect(await textOf('old')).toContain('Secret')
	})

	test('once anonymised sends to nobody again', async () => {
		await add('old')
		await anonymiseMailings(['old'], NOW)

		const again = await resubmitLogs('old', { status: 'failed', journalEpoch: 'e', acceptDuplicateRisk: true })

		expect(again).toEqual({ ok: true, value: 0 })
		expect((await findMailing('old'))?.progress).toBe('done')
	})
})
