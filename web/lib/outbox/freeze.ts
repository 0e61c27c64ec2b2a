import { readersOf, type AudienceMessage } from '#shared/audience.ts'
import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import { DEFAULT_ACCOUNT, type AttachedFile, type MailingOptions } from '#shared/mailing-options.ts'
import type { Member } from '#shared/member.ts'
import { parseContent, type ContentTemplate } from '#shared/message/content.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import type { Draft } from '#web/db/schema.ts'
import type { MergeFacts } from '#web/merge-values.ts'
import { wireSettings, type SmtpSettings } from '#shared/smtp-settings.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { copyOf, freezeMessage, messageTo, readersNoted } from './freeze-message.ts'
import { leavingOf } from './leaving.ts'
import { findOwnFiles } from './own-files.ts'
import { contentOf, sentFiles } from './written-content.ts'

/** What a person wrote, to whom, and the account it goes out by. */
export type Confirmed = Pick<Draft, 'subject' | 'body' | 'doc' | 'attachments' | 'attachmentRule'> &
	Pick<Mailing, 'letters' | 'sendAt' | 'perDay'> & {
		/** For whom it is. */
		members: Member[]
		/** One for each address it goes to; absent when each of the members gets one at his own. */
		messages?: AudienceMessage[] | undefined
		settings: SmtpSettings
		options?: MailingOptions | undefined
		/** What stands beneath the text. */
		signature?: RichText | undefined
		/** What the content may use of them besides. */
		facts?: MergeFacts
	}

/** The messages that were confirmed. */
export const messagesOf = ({ messages, members }: Pick<Confirmed, 'messages' | 'members'>): AudienceMessage[] =>
	messages ?? members.map(messageTo)

/** Tells whether an account is the relay's sandbox, so that nothing sent by it reaches anyone. */
export const isSandbox = ({ host, port }: { host: string; port: number }, info: RelayInfo | undefined): boolean =>
	info?.sandbox?.host === host && info.sandbox.port === port

/**
 * Freezes what was confirmed into a mailing and a log row per message, with random ids, and one for the sender's own copy.
 * `info` is what the relay said of itself just now: its sandbox, and its journal, which makes resuming safe. `id` is that
 * of a mailing that waited and is frozen anew.
 */
export function freezeMailing(
	confirmed: Confirmed,
	info: RelayInfo | undefined,
	id: MailingId = crypto.randomUUID()
): { mailing: Mailing; logs: MailingLog[] } {
	const { settings, facts } = confirmed
	const messages = messagesOf(confirmed)
	const content = contentOf(confirmed)
	const wire = wireSettings(settings)
	const mailing: Mailing = {
		id,
		createdAt: new Date().toISOString(),
		subject: content.subject,
		text: content.text,
		html: content.html ?? '',
		...besides(confirmed),
		...leavingOf({ ...confirmed, body: content.text }, info),
		accountId: confirmed.options?.accountId ?? DEFAULT_ACCOUNT,
		...wire,
		pace: slowed(wire.pace, confirmed.perDay),
		sandbox: isSandbox(wire.smtp, info),
		logging: settings.logging,
		progress: 'open',
		total: messages.length,
		journalEpoch: info?.journalEpoch ?? '',
		run: '',
		lastSeq: 0,
		acceptDuplicateRisk: false,
		posts: 0
	}
	const template = parseContent(content)
	const { filesById } = findOwnFiles(confirmed)
	const logs = messages.map((message, index) => ({
		...logOf(message, mailing, { id: recipientId(index), template, facts }),
		...ownFilesOf(readersOf(message).flatMap(({ id: reader }) => filesById.get(reader) ?? []))
	}))
	const [first] = logs
	return { mailing, logs: first && confirmed.options?.copyToSelf ? [...logs, copyOf(first, mailing)] : logs }
}

const ownFilesOf = (files: readonly AttachedFile[]) =>
	files.length > 0 ? { ownFiles: [...new Set(files.map(({ id }) => id))] } : {}

/** What a mailing has only where something was chosen. */
function besides({
	doc,
	body,
	signature,
	options,
	attachments,
	attachmentRule,
	letters,
	sendAt,
	perDay
}: Confirmed): Partial<Mailing> {
	const files = sentFiles({ doc, attachments })
	return {
		...(doc && { doc }),
		...(signature && { signature, body }),
		...(options && { options }),
		...(files.length > 0 && { attachments: files }),
		...(attachmentRule && { attachmentRule }),
		...(letters?.length && { letters }),
		...(sendAt !== undefined && { sendAt }),
		...(perDay !== undefined && { perDay })
	}
}

/** The pace of the account, or fewer a day where that was chosen. */
function slowed(pace: Mailing['pace'], perDay = Infinity): Mailing['pace'] {
	const dailyLimit = Math.min(perDay, pace.dailyLimit ?? Infinity)
	return dailyLimit === Infinity ? pace : { ...pace, dailyLimit }
}

/** Random, and in the order of the choice: the log is read, and so sent, in the order of its ids. */
const recipientId = (index: number) => `${String(index).padStart(6, '0')}-${crypto.randomUUID()}`

type Frozen = { id: string; template: ContentTemplate; facts: MergeFacts | undefined }

function logOf(message: AudienceMessage, mailing: Mailing, { id, template, facts }: Frozen): MailingLog {
	return {
		id,
		mailingId: mailing.id,
		...readersNoted(message),
		...freezeMessage(message, template, facts),
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
