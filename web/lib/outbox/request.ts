import type { AttachedFile } from '#shared/mailing-options.ts'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { withClosing } from './leaving.ts'

/** What is posted to the relay: the frozen mailing for the given recipients, those without a result. */
export function mailingRequest(mailing: Mailing, logs: readonly MailingLog[]): MailingRequestInput {
	const { id, createdAt, subject, text, html, closing, sender, smtp, pace, unsubscribe } = mailing
	const { journalEpoch, acceptDuplicateRisk } = mailing
	const files = listParts(mailing, logs)
	const placesById = new Map(files.map((file, place) => [file.id, place]))
	const placesOf = (ids: readonly string[]) => ids.flatMap((file) => placesById.get(file) ?? [])
	return {
		...{ id, createdAt, subject, ...withClosing({ text, html }, closing), sender, smtp, pace },
		...(unsubscribe && { unsubscribe }),
		...(files.length > 0 && { attachments: files.map(({ contentId }) => ({ ...(contentId && { contentId }) })) }),
		...(acceptDuplicateRisk && { acceptDuplicateRisk }),
		...(journalEpoch !== '' && { journalEpoch }),
		recipients: logs.map((log) => ({
			id: log.id,
			email: log.recipientEmail,
			...(log.recipientName !== '' && { name: log.recipientName }),
			fields: log.fields,
			attempt: log.attempt,
			...(log.ownFiles?.length && { attachments: placesOf(log.ownFiles) })
		}))
	}
}

/** The files that go with it, in the order of the parts: everybody's, then those that only some of these recipients get. */
export function listParts({ attachments = [] }: Mailing, logs: readonly MailingLog[]): AttachedFile[] {
	const wanted = new Set(logs.flatMap(({ ownFiles = [] }) => ownFiles))
	return [...attachments.filter(({ own }) => !own), ...attachments.filter(({ own, id }) => own && wanted.has(id))]
}
