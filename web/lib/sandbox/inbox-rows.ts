import type { MailingId, MailingLog } from '#shared/mailing.ts'
import { foldText, hasWords, listSearchWords } from '#shared/search.ts'
import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'

/** A message of the sandbox, with what this device knows of it: whom it was for, and the mailing it belongs to. */
export type InboxRow = {
	message: SandboxMessage
	/** The recipient's name; empty for a message of no mailing of this club. */
	name: string
	mailingId: MailingId | undefined
	/** The mailing's subject as it was written, before anybody's name was put into it. */
	mailingSubject: string
}

/** A mailing of which messages are in the sandbox. */
export type InboxMailing = { id: MailingId; subject: string; count: number }

/** Every message, whatever its mailing. */
export const ALL = ''
/** What belongs to no mailing of this club: test messages, and what others sent. */
export const OTHERS = '-'

/** Headers stand at the beginning; nobody's are longer. */
const HEADERS_LENGTH = 8_000
const MESSAGE_ID = /^message-id:\s*(<[^>\s]+>)/im

/** The messages with what the logs of this club know of them. */
export function toRows(messages: SandboxMessage[], logs: MailingLog[]): InboxRow[] {
	const logsByMessageId = new Map(logs.map((log) => [log.messageId, log]))
	return messages.map((message) => {
		const id = MESSAGE_ID.exec(message.raw.slice(0, HEADERS_LENGTH))?.[1]
		const log = id === undefined ? undefined : logsByMessageId.get(id)
		return {
			message,
			name: log?.recipientName ?? '',
			mailingId: log?.mailingId,
			mailingSubject: log?.subject ?? ''
		}
	})
}

/** The mailings of which something is there, in the order of their newest message. */
export function listMailingsOf(rows: InboxRow[]): InboxMailing[] {
	const mailings = new Map<MailingId, InboxMailing>()
	for (const { mailingId, mailingSubject, message } of rows) {
		if (mailingId === undefined) continue
		const known = mailings.get(mailingId)
		if (known) known.count += 1
		else mailings.set(mailingId, { id: mailingId, subject: mailingSubject || message.subject, count: 1 })
	}
	return [...mailings.values()]
}

/** Those of one mailing (or `ALL`, or `OTHERS`) that hold every word of a search, in their order. */
export function filterRows(rows: InboxRow[], { query, mailing }: { query: string; mailing: string }): InboxRow[] {
	const words = listSearchWords(query)
	return rows.filter((row) => {
		const ofMailing = mailing === ALL || (mailing === OTHERS ? !row.mailingId : row.mailingId === mailing)
		return ofMailing && (words.length === 0 || hasWords(foldedTextOf(row), words))
	})
}

const folded = new WeakMap<SandboxMessage, string>()

/** Folded once a message: thousands of them are searched at every key. */
function foldedTextOf({ message, name }: InboxRow): string {
	const known = folded.get(message)
	if (known !== undefined) return known
	const text = foldText([name, ...message.to, message.subject, message.text].join('\n'))
	folded.set(message, text)
	return text
}
