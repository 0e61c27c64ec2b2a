import type { MailingRequest, Recipient } from '#shared/wire/mailing.ts'
import type { Attachment } from '#relay/mail/compose.ts'
import { Refusal } from '#relay/problems.ts'

/** A recipient with the files themselves that only he gets. */
export type Addressed = Omit<Recipient, 'attachments'> & { attachments?: readonly Attachment[] }

/** A posting's files: those that everybody gets, and its recipients with their own. */
export type SharedOut = { shared: readonly Attachment[]; recipients: readonly Addressed[] }

/**
 * Gives every file to whom it is for. A part that some recipient names is for those who name it alone, the others are for
 * everybody. Throws a `Refusal` for notes and places without a part.
 */
export function shareOut(
	{ recipients, attachments: notes = [] }: MailingRequest,
	parts: readonly Attachment[]
): SharedOut {
	const fields = [
		...(notes.length > parts.length ? ['attachments'] : []),
		...recipients.flatMap(({ attachments = [] }, index) =>
			attachments.every((place) => place < parts.length) ? [] : [`recipients.${index}.attachments`]
		)
	]
	if (fields.length > 0) throw new Refusal('invalid-request', { fields: fields.slice(0, 100) })
	const files = parts.map((file, index): Attachment => ({ ...file, ...notes[index] }))
	const own = new Set(recipients.flatMap(({ attachments = [] }) => attachments))
	return {
		shared: files.filter((_file, index) => !own.has(index)),
		recipients: recipients.map(({ attachments, ...recipient }) => {
			const his = [...new Set(attachments)].flatMap((place) => files[place] ?? [])
			return his.length > 0 ? { ...recipient, attachments: his } : recipient
		})
	}
}
