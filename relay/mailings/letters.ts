import { createSecretKey } from 'node:crypto'
import { parseContent } from '#shared/message/content.ts'
import type { MailingRequest } from '#shared/wire/mailing.ts'
import { UNSUBSCRIBE_FIELD } from '#shared/wire/unsubscribe.ts'
import { createComposer, type Attachment } from '#relay/mail/compose.ts'
import { createMessageNames } from '#relay/mail/message-id.ts'
import type { Envelope } from '#relay/mail/session.ts'
import { unsubscribeLines, type WayOut } from '#relay/mail/unsubscribe-lines.ts'
import { makeToken } from '#relay/unsubscribe/token.ts'
import type { Addressed } from './files.ts'

/** What every message of a mailing is made from. */
export type LetterSource = Pick<
	MailingRequest,
	'id' | 'createdAt' | 'subject' | 'text' | 'html' | 'sender' | 'unsubscribe'
> & {
	owner: string
	/** Those that everybody gets. */
	attachments: readonly Attachment[]
	/** Where links in letters lead. */
	publicUrl?: string | undefined
}

/** One message, ready to go. */
export type Letter = { envelope: Envelope; messageId: string }

/** Makes the messages of one mailing, one recipient at a time. */
export interface Letters {
	messageId(recipientId: string): string
	write(recipient: Addressed): Promise<Letter>
}

/**
 * Messages whose identity, date and boundaries depend on owner, mailing and recipient only: a second copy is the same,
 * octet for octet.
 *
 * @param key the journal's
 */
export function createLetters(key: Uint8Array, source: LetterSource): Letters {
	const { sender, attachments, owner, id: mailingId, createdAt } = source
	const compose = createComposer({ sender, attachments, date: new Date(createdAt) }, parseContent(source))
	const namesOf = createMessageNames(createSecretKey(key), { owner, mailingId }, sender.email)
	return {
		messageId: (recipientId) => namesOf(recipientId).messageId,
		async write(recipient) {
			const names = namesOf(recipient.id)
			const wayOut = source.unsubscribe && (await wayOutFor(key, source, recipient.id))
			const content = await compose({
				recipient: wayOut?.link ? withField(recipient, wayOut.link) : recipient,
				ownFiles: recipient.attachments,
				furtherLines: wayOut && unsubscribeLines(wayOut),
				...names
			})
			return { envelope: { from: sender.email, to: recipient.email, content }, messageId: names.messageId }
		}
	}
}

/** How the reader of one letter leaves: his own link where one click is to do, and whom to write to. */
async function wayOutFor(key: Uint8Array, source: LetterSource, recipientId: string): Promise<WayOut> {
	const { owner, id: mailingId, unsubscribe, publicUrl } = source
	const token = await makeToken(key, { owner, mailingId, recipientId })
	const linked = unsubscribe?.oneClick && publicUrl !== undefined
	return { link: linked ? `${publicUrl}/api/v1/unsubscribe/${token}` : undefined, mailto: unsubscribe?.mailto, token }
}

const withField = (recipient: Addressed, link: string): Addressed => ({
	...recipient,
	fields: { ...recipient.fields, [UNSUBSCRIBE_FIELD]: link }
})
