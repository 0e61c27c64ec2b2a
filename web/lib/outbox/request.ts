import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'

/** What is posted to the relay: the frozen mailing for the given recipients, those without a result. */
export function mailingRequest(mailing: Mailing, logs: MailingLog[]): MailingRequestInput {
	const { id, createdAt, subject, text, html, sender, smtp, pace, journalEpoch, acceptDuplicateRisk } = mailing
	return {
		id,
		createdAt,
		subject,
		text,
		html,
		sender,
		smtp,
		pace,
		...(acceptDuplicateRisk && { acceptDuplicateRisk }),
		...(journalEpoch !== '' && { journalEpoch }),
		recipients: logs.map((log) => ({
			id: log.id,
			email: log.recipientEmail,
			...(log.recipientName !== '' && { name: log.recipientName }),
			fields: log.fields,
			attempt: log.attempt
		}))
	}
}
