import type { AttachedFile, LetterReader, MailingOptions } from './mailing-options.ts'
import type { MemberId } from './member.ts'
import type { RichText } from './message/rich-text.ts'
import type { Bounce } from './wire/bounces.ts'
import type { PauseReason } from './wire/event.ts'
import type { FailureCode, FailureScope } from './wire/failure.ts'
import type { MailingRequestInput } from './wire/mailing.ts'

/** Random name of a mailing, made when it is confirmed. */
export type MailingId = string & { readonly __mailingId?: never }

/**
 * `waiting`: confirmed while there was no relay, nothing of it has left, and nothing does before a person says yes again.
 * `scheduled`: confirmed for a time to come, when it leaves by itself; nothing of it has left.
 * `open`: something of it may still be sent or is not known yet.
 */
export type MailingProgress = 'waiting' | 'scheduled' | 'open' | 'done' | 'cancelled'

/** What a person asked of a mailing under way. */
export type MailingWish = 'pause' | 'resume' | 'cancel'

/**
 * Why a scheduled mailing did not leave by itself and waits for a person's yes: its time passed while the device slept, there
 * was no relay around that time, what would leave is not what was confirmed, or it comes from a backup.
 */
export type MissedReason = 'late' | 'unreachable' | 'changed' | 'restored'

/**
 * Why nobody can know any more what became of those whose message is uncertain: the relay's journal is another, the
 * mailing is older than it remembers, it knows later attempts than this device, or the mailing comes from a backup and the
 * relay has never heard of it (or has, of one that had not left when the backup was made).
 */
export type LostReason = 'journal-replaced' | 'mailing-expired' | 'attempt-refused' | 'restored'

/**
 * A confirmed mailing, frozen: what it says, and the account it goes out by. Resuming never changes it, but for the
 * password. Templates still hold their merge fields; each recipient's values are in the log rows.
 */
export type Mailing = {
	id: MailingId
	/** ISO 8601 in UTC: part of what identifies the content. */
	createdAt: string
	subject: string
	text: string
	html: string
	/** What the text and the HTML were made of; absent in a plain one. */
	doc?: RichText | undefined
	/** What the text was without its signature; absent when there is none. */
	body?: string | undefined
	/** What stands beneath the text. */
	signature?: RichText | undefined
	/** What was chosen besides; absent in those of before there was a choice. */
	options?: MailingOptions | undefined
	/** Its files, in the order of the parts on the wire. */
	attachments?: AttachedFile[] | undefined
	/** See `AttachedFile.own`. */
	attachmentRule?: string | undefined
	/** How its readers can leave; absent when they cannot. */
	unsubscribe?: NonNullable<MailingRequestInput['unsubscribe']> | undefined
	/** What stands beneath it, after what was written: how its readers leave. */
	closing?: Closing | undefined
	/** Who gets it as a letter. */
	letters?: LetterReader[] | undefined
	accountId: string
	smtp: NonNullable<MailingRequestInput['smtp']>
	sender: MailingRequestInput['sender']
	pace: NonNullable<MailingRequestInput['pace']>
	/** The account is the relay's sandbox: nothing of it was sent to anyone. */
	sandbox: boolean
	/** Whether address, subject and error stay in the log afterwards. */
	logging: boolean
	progress: MailingProgress
	total: number
	/** How many came back after the server had accepted them; absent when none. */
	bounced?: number
	/** The relay journal that first accepted it, empty before. */
	journalEpoch: string
	/** The relay's run last listened to and the last event of it that is stored. */
	run: string
	lastSeq: number
	acceptDuplicateRisk: boolean
	/** How often it left for the relay without being refused, counted before it leaves: absent or 0 means surely never. */
	posts?: number
	/** When it last left for the relay, ms since the epoch; absent once that was answered. */
	postedAt?: number
	/** When it is to leave, ISO 8601 in UTC; absent when at once. */
	sendAt?: string | undefined
	/** At most so many of it a day, as was chosen for this one; within `pace`. */
	perDay?: number | undefined
	/** Place among those that wait, the lowest first; absent: by the time of confirmation. */
	rank?: number | undefined
	/** Set when it waits though it was scheduled. */
	missed?: MissedReason | undefined
	/** When it was confirmed without a relay, or for a time to come, ISO 8601 in UTC; absent when it left at once. */
	heldAt?: string
	/** What a person asked for and the relay has not confirmed yet. */
	wish?: MailingWish
	/** What it last stood still for and a person has not put right: until then it is not posted again, whatever happens. */
	standing?: { reason: PauseReason; code?: FailureCode }
	/** Set when recipients became uncertain on this device, without a word from the relay. */
	lost?: LostReason
	/** When who it was for and what it said were taken out for good, ISO 8601 in UTC; the counts stay. */
	anonymisedAt?: string
	/** It came back out of a backup before it was over: what became of it since is asked before anything is posted. */
	restored?: true
}

/** A last paragraph, which nobody wrote; `html` stands by itself. */
export type Closing = { text: string; html: string }

/** What a mailing says, as it would stand in a draft again. */
export const writtenIn = ({ subject, text, body, doc, options, attachments, attachmentRule }: Mailing) => ({
	subject,
	body: body ?? text,
	...{ doc, options, attachments, attachmentRule }
})

/** What the log knows of one recipient; `submitted`: waiting, or given to the relay, nothing known yet. */
export type LogStatus = 'submitted' | 'sent' | 'failed' | 'uncertain' | 'cancelled'

/** One recipient of one mailing: the seed's columns, and what the protocol adds. */
export type MailingLog = {
	/** Random; the recipient's id on the wire. */
	id: string
	mailingId: MailingId
	recipientId: MemberId
	/** Who else of the household the same message is for. */
	alsoFor?: MemberId[]
	/** The guardian it goes to, beside the member or in his place. */
	guardianId?: string
	/** The sender's own copy: it is nobody's, and `recipientId` is empty. */
	copy?: true
	recipientEmail: string
	recipientName: string
	subject: string
	status: LogStatus
	messageId: string
	/** The server's words when it was not sent, else empty. */
	error: string
	/** When the status was reached, ISO 8601 in UTC. */
	timestamp: string
	code: FailureCode | ''
	scope: FailureScope | ''
	attempt: number
	tries: number
	/** Values of the merge fields, frozen at confirmation. */
	fields: Record<string, string>
	/** Ids of the files that only this recipient gets. */
	ownFiles?: string[]
	/** What came back after the server had accepted it. */
	bounce?: Pick<Bounce, 'kind' | 'action' | 'status' | 'code' | 'detail' | 'at'>
	sandbox: boolean
}

/** The id of the sender's own copy of a mailing: there is one at most, and it comes after everybody's. */
export const copyIdOf = (mailingId: MailingId): string => `copy-${mailingId}`

/** The members whom a message is for; nobody, for the sender's own copy. */
export const readerIdsOf = ({ recipientId, alsoFor = [], copy }: MailingLog): MemberId[] =>
	copy ? [] : [recipientId, ...alsoFor]

/** Everybody whom a mailing was written for, by message or by letter, each once. */
export const listChosenIds = ({ letters = [] }: Mailing, logs: readonly MailingLog[]): MemberId[] => [
	...new Set([...logs.flatMap(readerIdsOf), ...letters.map(({ memberId }) => memberId)])
]

/** How many recipients of a mailing stand where; the sender's own copy is none. */
export type LogCounts = Record<LogStatus, number>

export const NO_COUNTS: LogCounts = { submitted: 0, sent: 0, failed: 0, uncertain: 0, cancelled: 0 }
