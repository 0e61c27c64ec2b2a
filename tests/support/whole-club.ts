import type { Table } from 'dexie'
import type { Row } from '#shared/change.ts'
import type { Day } from '#shared/day.ts'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { addMember, updateMember } from '#web/db/members.ts'
import { saveSetting } from '#web/db/settings.ts'
import { addAccount } from '#web/db/smtp-accounts.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { memberDraft } from './member-drafts.ts'
import { SETTINGS } from './outbox-bench.ts'

/** A mailing as the database keeps it, with one recipient. */
export function mailingOf(id: string, fields: Partial<Mailing> = {}): { mailing: Mailing; log: MailingLog } {
	const { host, port, security, username, password } = SETTINGS
	const mailing: Mailing = {
		id,
		createdAt: '2026-11-20T10:00:00.000Z',
		subject: 'AG',
		text: 'Bonjour',
		html: '',
		accountId: 'default',
		smtp: { host, port, security, username, password },
		sender: { email: 'club@example.org' },
		pace: { batchSize: 10, batchDelayMs: 0, maxRetries: 2 },
		sandbox: false,
		logging: true,
		progress: 'done',
		total: 1,
		journalEpoch: 'epoch-1',
		run: '',
		lastSeq: 0,
		acceptDuplicateRisk: false,
		...fields
	}
	const log: MailingLog = {
		id: `${id}-r1`,
		mailingId: id,
		recipientId: 'member-1' as MemberId,
		recipientEmail: 'm1@example.org',
		recipientName: 'Zoé Lefèvre',
		subject: 'AG',
		status: mailing.progress === 'open' ? 'submitted' : 'sent',
		messageId: '',
		error: '',
		timestamp: mailing.createdAt,
		code: '',
		scope: '',
		attempt: 1,
		tries: 0,
		fields: {},
		sandbox: false
	}
	return { mailing, log }
}

/** Puts something into every table of the open database, those of later versions too: what a backup must bring back. */
export async function fillWholeClub(): Promise<void> {
	const db = database()
	const added = await addMember(memberDraft({ firstName: 'Zoé', notes: 'deux\nlignes' }), {
		data: { given: true, on: '2026-09-01' as Day },
		image: null
	})
	if (!added.ok) throw new Error(added.error.code)
	await updateMember(added.value, { city: 'Dijon' })
	await saveSmtpSettings(SETTINGS)
	await addAccount('Section judo')
	await saveSetting('relay_key', 'a-key-of-this-device')
	await saveSetting('club_name', 'Judo, MJC « Été »')
	await saveDraft({ subject: 'Brouillon', body: 'En cours', recipientIds: [added.value] })
	const { mailing, log } = mailingOf('done-1')
	await db.mailings.add(mailing)
	await db.mailingLogs.add(log)
	for (const table of db.tables as Table<Row, string>[]) {
		if ((await table.count()) === 0) await table.add({ [String(table.schema.primKey.keyPath)]: `${table.name}-1` })
	}
}
