import { ok, type Result } from '#shared/result.ts'
import type { BounceReading } from '#shared/wire/bounces.ts'
import {
	keepReading,
	keepResealedMailbox,
	listBounceMailboxes,
	type BounceMailbox,
	type MailboxReading
} from '#web/db/bounce-mailbox.ts'
import { noteBounces } from '#web/db/bounces.ts'
import type { StorageFault } from '#web/db/database.ts'
import { findFirstMailing } from '#web/db/mailings.ts'
import { keepReturned } from '#web/db/returned.ts'
import type { RelayFailure } from '#web/relay.ts'
import { readBounces } from '#web/relay/bounces.ts'

type Read = Extract<BounceReading, { ok: true }>
type Synced = Result<number, RelayFailure | StorageFault>

/** What does not mend itself: trying a wrong password again and again locks the account. */
const LASTING = ['imap-auth-failed', 'password-unreadable', 'imap-host-refused', 'imap-mailbox-unknown']

/**
 * Reads the mailboxes into which messages come back, each from where it was left, and notes what is in them. One that
 * asks for a person is left alone, unless a person asks for it. Resolves to how many messages are new among the returned.
 */
export async function syncBounces({ asked }: { asked: boolean }): Promise<Synced> {
	const first = await findFirstMailing()
	if (!first) return ok(0)
	let returned = 0
	for (const mailbox of await listBounceMailboxes()) {
		if (!asked && LASTING.includes(mailbox.reading.fault?.code ?? '')) continue
		const read = await readMailbox(mailbox, first.createdAt)
		if (!read.ok) return read
		returned += read.value
	}
	return ok(returned)
}

async function readMailbox(mailbox: BounceMailbox, since: string): Promise<Synced> {
	const current = { ...mailbox }
	let returned = 0
	for (;;) {
		const { position } = current.reading
		const answer = await readBounces({ imap: current.imap, since, ...(position && { position }) })
		if (!answer.ok) return answer
		const taken = await take(current, answer.value)
		if (!taken.ok) return taken
		returned += taken.value
		// One that says "more" and does not go on would be asked for ever.
		const goesOn = answer.value.ok && answer.value.more && answer.value.position.uid > (position?.uid ?? 0)
		if (!goesOn) return ok(returned)
	}
}

/** Keeps what one reading brought, in `current` and on the disk. Resolves to how many messages are new among the returned. */
async function take(current: BounceMailbox, answer: BounceReading): Promise<Result<number, StorageFault>> {
	const { resealedPassword } = answer
	const resealed = resealedPassword === undefined ? ok(undefined) : await keepResealedMailbox(current, resealedPassword)
	if (!resealed.ok) return resealed
	if (resealedPassword !== undefined) current.imap = { ...current.imap, password: resealedPassword }
	const noted = answer.ok
		? await note(current.reading, answer)
		: ok({ reading: { ...current.reading, fault: answer.failure }, returned: 0 })
	if (!noted.ok) return noted
	current.reading = noted.value.reading
	// Written last: after an accident before it, the same is read again, and noted already.
	const kept = await keepReading(current, current.reading)
	return kept.ok ? ok(noted.value.returned) : kept
}

async function note(
	known: MailboxReading,
	{ bounces, position }: Read
): Promise<Result<{ reading: MailboxReading; returned: number }, StorageFault>> {
	const noted = await noteBounces(bounces)
	if (!noted.ok) return noted
	const { returned, unmatched } = noted.value
	const kept = await keepReturned(returned.map(({ id }) => id))
	if (!kept.ok) return kept
	const reading = {
		position,
		readAt: new Date().toISOString(),
		matched: known.matched + bounces.length - unmatched,
		unmatched: known.unmatched + unmatched
	}
	return ok({ reading, returned: returned.length })
}
