import type { MailingEvent } from '#shared/wire/event.ts'

/** The mailing that is told of. */
export const MAILING_ID = 'bench-mailing'

/** The id of a mailing's n-th recipient, as long as the app's own. */
export const recipientIdOf = (index: number): string =>
	`${String(index).padStart(6, '0')}-3f2504e0-4f89-41d3-9a0c-0305e82c`

/** What a relay tells of a mailing to so many recipients, one in fifty refused: lines as they go over the wire. */
export function* tellStory(count: number): Generator<string> {
	let seq = 1
	const line = (event: MailingEvent) => `${JSON.stringify(event)}\n`
	yield line({ type: 'accepted', seq, run: 'a-run-of-the-bench', total: count, settled: 0, journalEpoch: 'an-epoch' })
	for (let index = 0; index < count; index += 1) yield line(resultOf(index, (seq += 1)))
	const failed = Math.ceil(count / 50)
	yield line({ type: 'done', seq: seq + 1, sent: count - failed, failed, uncertain: 0, cancelled: 0 })
}

function resultOf(index: number, seq: number): MailingEvent {
	const common = {
		type: 'result' as const,
		seq,
		recipientId: recipientIdOf(index),
		attempt: 1,
		messageId: `<${recipientIdOf(index).slice(7)}@example.org>`,
		tries: 1,
		at: new Date(1_795_341_600_000 + index * 10).toISOString()
	}
	if (index % 50 !== 0) return { ...common, outcome: 'sent' }
	const reply = '550 5.1.1 <somebody@example.org>: Recipient address rejected: User unknown in virtual mailbox table'
	return { ...common, outcome: 'failed', code: 'address-unknown', scope: 'recipient', reply }
}
