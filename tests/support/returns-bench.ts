import { beforeEach } from 'vitest'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import type { Bounce } from '#shared/wire/bounces.ts'
import { database } from '#web/db/database.ts'
import { saveSetting } from '#web/db/settings.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { useFreshDatabase } from './database.ts'
import { FakeRelay } from './fake-relay.ts'
import { numberedMember, numberedMembers } from './outbox-bench.ts'

/** A mailing that is over; a newsletter unless it is said otherwise. */
export const sentMailing = (id: string, part: Partial<Mailing> = {}): Mailing => ({
	id,
	createdAt: '2026-11-22T18:00:00.000Z',
	subject: 'Nouvelles',
	text: 'Bonjour',
	html: '<p>Bonjour</p>',
	unsubscribe: { purpose: 'newsletter', mailto: 'club@example.org' },
	accountId: 'default',
	smtp: { host: 'smtp.example.org', port: 587, security: 'starttls', username: 'u', password: '' },
	sender: { email: 'club@example.org' },
	pace: {},
	sandbox: false,
	logging: true,
	progress: 'done',
	total: 1,
	journalEpoch: 'epoch-1',
	run: 'run-1',
	lastSeq: 3,
	acceptDuplicateRisk: false,
	...part
})

/** The row of the n-th member in a mailing: accepted, with a Message-ID of its own. */
export const sentLog = (mailing: Mailing, n: number, part: Partial<MailingLog> = {}): MailingLog => ({
	id: `${mailing.id}-${n}`,
	mailingId: mailing.id,
	recipientId: `member-${n}` as MemberId,
	recipientEmail: numberedMember(n).email,
	recipientName: `Zoé${n} Lefèvre`,
	subject: mailing.subject,
	status: 'sent',
	messageId: `<${mailing.id}-${n}@example.org>`,
	error: '',
	timestamp: '2026-11-22T18:00:01.000Z',
	code: '',
	scope: '',
	attempt: 1,
	tries: 1,
	fields: {},
	sandbox: mailing.sandbox,
	...part
})

/** What a server says of the n-th member's message: no such mailbox. */
export const bounceOf = (mailing: Mailing, n: number, part: Partial<Bounce> = {}): Bounce => ({
	messageId: `<${mailing.id}-${n}@example.org>`,
	envelopeId: null,
	recipient: numberedMember(n).email,
	kind: 'hard',
	action: 'failed',
	status: '5.1.1',
	code: 'address-unknown',
	detail: '550 5.1.1 User unknown',
	at: '2026-11-23T09:00:00.000Z',
	...part
})

/** A database of its own before a relay that does as it is told, with a mailing that is over. */
export class ReturnsBench {
	relay = new FakeRelay()

	/** Puts a mailing to the first members there, as it was sent. */
	async sent(mailing: Mailing, count: number, part: (n: number) => Partial<MailingLog> = () => ({})): Promise<void> {
		const db = database()
		await db.members.bulkPut(numberedMembers(count))
		await db.mailings.put(mailing)
		await db.mailingLogs.bulkPut(Array.from({ length: count }, (_, at) => sentLog(mailing, at + 1, part(at + 1))))
	}
}

/** Gives every test of the file a bench of its own. */
export function useReturnsBench(): ReturnsBench {
	const bench = new ReturnsBench()
	useFreshDatabase()
	beforeEach(async () => {
		bench.relay = new FakeRelay()
		const uninstall = bench.relay.install()
		await saveSetting('relay_key', 'a-key-of-more-than-22-characters')
		await relayStatus.check()
		return uninstall
	})
	return bench
}
