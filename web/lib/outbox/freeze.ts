import { isAddress } from '#shared/address.ts'
import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import { DEFAULT_ACCOUNT, type AttachedFile, type MailingOptions } from '#shared/mailing-options.ts'
import { spokenName, type Member } from '#shared/member.ts'
import { parseContent, type Content, type ContentTemplate } from '#shared/message/content.ts'
import { writtenContent } from '#shared/message/rich/content.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import { listFieldNames } from '#shared/message/template.ts'
import type { Draft } from '#web/db/schema.ts'
import { mergeValuesOf, NO_MERGE_FACTS, type MergeFacts } from '#web/merge-values.ts'
import { findOwnFiles } from './own-files.ts'
import { wireSettings, type SmtpSettings } from '#shared/smtp-settings.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'

/** What a person wrote, to whom, and the account it goes out by. */
export type Confirmed = Pick<Draft, 'subject' | 'body' | 'doc' | 'attachments' | 'attachmentRule'> &
	Pick<Mailing, 'letters' | 'unsubscribe' | 'sendAt'> & {
		members: Member[]
		settings: SmtpSettings
		options?: MailingOptions | undefined
		/** What stands beneath the text. */
		signature?: RichText | undefined
		/** What the content may use of them besides. */
		facts?: MergeFacts
	}

/** Tells whether a member can be written to. */
export const isReachable = ({ email }: Member): boolean => isAddress(email.trim())

/** Tells whether an account is the relay's sandbox, so that nothing sent by it reaches anyone. */
export const isSandbox = ({ host, port }: { host: string; port: number }, info: RelayInfo | undefined): boolean =>
	info?.sandbox?.host === host && info.sandbox.port === port

/** The content of a draft as it is sent: one line of subject, the text, and its HTML twin. */
export function contentOf({
	subject,
	body,
	doc,
	signature
}: Pick<Confirmed, 'subject' | 'body' | 'doc' | 'signature'>): Content {
	return { subject: singleLine(subject).trim(), ...writtenContent({ body, doc, signature }) }
}

/**
 * Freezes what was confirmed into a mailing and a log row per recipient, with random ids.
 * `info` is what the relay said of itself just now: its sandbox, and its journal, which makes resuming safe. `id` is that
 * of a mailing that waited and is frozen anew.
 */
export function freezeMailing(
	confirmed: Confirmed,
	info: RelayInfo | undefined,
	id: MailingId = crypto.randomUUID()
): { mailing: Mailing; logs: MailingLog[] } {
	const { settings, members } = confirmed
	const content = contentOf(confirmed)
	const wire = wireSettings(settings)
	const mailing: Mailing = {
		id,
		createdAt: new Date().toISOString(),
		subject: content.subject,
		text: content.text,
		html: content.html ?? '',
		...besides(confirmed),
		accountId: confirmed.options?.accountId ?? DEFAULT_ACCOUNT,
		...wire,
		sandbox: isSandbox(wire.smtp, info),
		logging: settings.logging,
		progress: 'open',
		total: members.length,
		journalEpoch: info?.journalEpoch ?? '',
		run: '',
		lastSeq: 0,
		acceptDuplicateRisk: false,
		posts: 0
	}
	const template = parseContent(content)
	const { facts } = confirmed
	const { filesById } = findOwnFiles(confirmed)
	return {
		mailing,
		logs: members.map((member, index) => ({
			...logOf(member, mailing, { id: recipientId(index), template, facts }),
			...ownFilesOf(filesById.get(member.id))
		}))
	}
}

/** What a message to a member needs of him and nothing more: address, name, and the merge fields that the content uses. */
export function freezeRecipient(
	member: Member,
	template: ContentTemplate,
	facts: MergeFacts = NO_MERGE_FACTS
): Pick<MailingLog, 'recipientEmail' | 'recipientName' | 'fields'> {
	const values = mergeValuesOf(member, facts)
	const used = listUsedFields(template).filter((name) => Object.hasOwn(values, name))
	return {
		recipientEmail: member.email.trim(),
		recipientName: singleLine(spokenName(member)).trim(),
		fields: Object.fromEntries(used.map((name) => [name, singleLine(values[name] ?? '')]))
	}
}

const ownFilesOf = (files: readonly AttachedFile[] = []) =>
	files.length > 0 ? { ownFiles: files.map(({ id }) => id) } : {}

/** What a mailing has only where something was chosen. */
function besides({
	doc,
	body,
	signature,
	options,
	attachments,
	attachmentRule,
	letters,
	unsubscribe,
	sendAt
}: Confirmed): Partial<Mailing> {
	return {
		...(doc && { doc }),
		...(signature && { signature, body }),
		...(options && { options }),
		...(attachments?.length && { attachments }),
		...(attachmentRule && { attachmentRule }),
		...(letters?.length && { letters }),
		...(unsubscribe && { unsubscribe }),
		...(sendAt !== undefined && { sendAt })
	}
}

/** Random, and in the order of the choice: the log is read, and so sent, in the order of its ids. */
const recipientId = (index: number) => `${String(index).padStart(6, '0')}-${crypto.randomUUID()}`

type Frozen = { id: string; template: ContentTemplate; facts: MergeFacts | undefined }

function logOf(member: Member, mailing: Mailing, { id, template, facts }: Frozen): MailingLog {
	return {
		id,
		mailingId: mailing.id,
		recipientId: member.id,
		...freezeRecipient(member, template, facts),
		subject: mailing.subject,
		status: 'submitted',
		messageId: '',
		error: '',
		timestamp: mailing.createdAt,
		code: '',
		scope: '',
		attempt: 1,
		tries: 0,
		sandbox: mailing.sandbox
	}
}

function listUsedFields({ subject, text, html }: ContentTemplate): string[] {
	return listFieldNames([...subject, ...text, ...(html ?? [])])
}

/** Line ends and NUL as spaces: none may stand in a header, and any value may be put into the subject. */
function singleLine(text: string): string {
	// eslint-disable-next-line no-control-regex -- control characters are what it looks for
	return text.replace(/[\r\n\u0000]+/g, ' ')
}
