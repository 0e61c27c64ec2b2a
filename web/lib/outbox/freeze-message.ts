import { addresseeName, joinedFields } from '#shared/addressee-names.ts'
import { readersOf, type AudienceMessage } from '#shared/audience.ts'
import { copyIdOf, type Mailing, type MailingLog } from '#shared/mailing.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { ContentTemplate } from '#shared/message/content.ts'
import { listFieldNames } from '#shared/message/template.ts'
import { getLocale } from '#web/language.ts'
import { mergeValuesOf, NO_MERGE_FACTS, type MergeFacts } from '#web/merge-values.ts'
import { singleLine } from './written-content.ts'

/** The message to one member at his own address. */
export const messageTo = (member: Member): AudienceMessage => ({ member, alsoFor: [], address: member.email.trim() })

/** What a message needs of those it is for and nothing more: address, name, and the merge fields that the content uses. */
export function freezeMessage(
	message: AudienceMessage,
	template: ContentTemplate,
	facts: MergeFacts = NO_MERGE_FACTS
): Pick<MailingLog, 'recipientEmail' | 'recipientName' | 'fields'> {
	const values = valuesOf(message, facts)
	const used = listUsedFields(template).filter((name) => Object.hasOwn(values, name))
	return {
		recipientEmail: message.address,
		recipientName: singleLine(addresseeName(message, getLocale())).trim(),
		fields: Object.fromEntries(used.map((name) => [name, singleLine(values[name] ?? '')]))
	}
}

/** Values of the merge fields for all whom a message is for. */
export const valuesOf = (message: Pick<AudienceMessage, 'member' | 'alsoFor'>, facts: MergeFacts) =>
	joinedFields(
		readersOf(message).map((reader) => mergeValuesOf(reader, facts)),
		getLocale()
	)

/** Whom a message is for, as its row says it. */
export const readersNoted = ({
	member,
	alsoFor,
	guardian
}: AudienceMessage): Pick<MailingLog, 'recipientId' | 'alsoFor' | 'guardianId'> => ({
	recipientId: member.id,
	...(alsoFor.length > 0 && { alsoFor: alsoFor.map(({ id }) => id) }),
	...(guardian && { guardianId: guardian.id })
})

/** The sender's own copy: what the first recipient reads, under nobody's name. */
export function copyOf(first: MailingLog, { id, sender }: Pick<Mailing, 'id' | 'sender'>): MailingLog {
	const { alsoFor: _, guardianId: __, ownFiles: ___, ...row } = first
	return {
		...row,
		id: copyIdOf(id),
		recipientId: '' as MemberId,
		recipientEmail: sender.email,
		recipientName: sender.name ?? '',
		copy: true
	}
}

function listUsedFields({ subject, text, html }: ContentTemplate): string[] {
	return listFieldNames([...subject, ...text, ...(html ?? [])])
}
