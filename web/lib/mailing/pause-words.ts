import { failureReason } from '#web/failures.ts'
import type { Pause } from '#web/outbox/delivery-status.ts'
import { m } from '#web/paraglide/messages.js'

type Words = { title: () => string; text: () => string }
type Code = NonNullable<Pause['code']>

/** What a person can mend here: type the password again, or change the settings. */
type Mending = 'password' | 'settings'

const WORDS: Record<Pause['reason'], Words> = {
	user: { title: m.outbox_paused_user, text: m.outbox_paused_user_text },
	quota: { title: m.outbox_paused_quota, text: m.outbox_paused_quota_text },
	throttle: { title: m.outbox_paused_throttle, text: m.outbox_paused_throttle_text },
	account: { title: m.outbox_paused_account, text: m.outbox_paused_account_text },
	connection: { title: m.outbox_paused_connection, text: m.outbox_paused_connection_text },
	message: { title: m.outbox_paused_message, text: m.outbox_paused_message_text }
}

const REFUSED_LIST: Words = { title: m.outbox_paused_list, text: m.outbox_paused_list_text }

/** Patience has come to its end. */
const REFUSED_FOR_NOW: Words = { title: m.outbox_paused_for_now, text: m.outbox_paused_for_now_text }

/** What a paused account means by code, where it is not the settings. */
const ACCOUNT_WORDS: Partial<Record<Code, Words>> = {
	'smtp-auth-failed': { title: m.outbox_paused_password, text: m.outbox_paused_password_text },
	'address-unknown': REFUSED_LIST,
	'address-refused': REFUSED_LIST,
	'mailbox-full': REFUSED_LIST,
	'temporarily-refused': REFUSED_FOR_NOW,
	'sending-limit': REFUSED_FOR_NOW,
	'account-blocked': { title: m.outbox_paused_blocked, text: m.outbox_paused_blocked_text },
	'client-blocked': { title: m.outbox_paused_network, text: m.outbox_paused_network_text }
}

const JOURNAL: Words = { title: m.outbox_paused_journal, text: m.outbox_paused_journal_text }
const UNFORESEEN: Words = { title: m.outbox_paused_unforeseen, text: m.outbox_paused_unforeseen_text }

const PASSWORD_CODES: readonly (Code | undefined)[] = ['smtp-auth-failed', 'password-unreadable']

/** Why a mailing stands still, what is safe and what to do, in plain words; `cause` where the title does not tell it. */
export function pauseWords(pause: Pause): { title: string; text: string; cause?: string } {
	const own = ownWords(pause)
	const { title, text } = own ?? WORDS[pause.reason]
	const cause = own ? undefined : causeOf(pause)
	return { title: title(), text: text(), ...(cause && { cause: failureReason(cause) }) }
}

/** What the person can mend, if it is theirs to mend. */
export function pauseMending(pause: Pause): Mending | undefined {
	if (pause.reason === 'connection') return ownWords(pause) ? undefined : 'settings'
	if (pause.reason !== 'account') return undefined
	if (PASSWORD_CODES.includes(pause.code)) return 'password'
	return ownWords(pause) ? undefined : 'settings'
}

function ownWords({ reason, code }: Pause): Words | undefined {
	if (code === 'journal-unavailable') return JOURNAL
	if (reason === 'message' && code === undefined) return UNFORESEEN
	return reason === 'account' && code ? ACCOUNT_WORDS[code] : undefined
}

/** A server that asks for patience has refused nothing yet, whatever the code; one out of reach is in the title. */
function causeOf({ reason, code }: Pause): Code | undefined {
	if (code === 'smtp-unreachable') return undefined
	return reason === 'throttle' && code !== 'sending-limit' ? undefined : code
}
