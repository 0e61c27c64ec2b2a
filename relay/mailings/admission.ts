import { createSecretKey } from 'node:crypto'
import type { MailingRequest } from '#shared/wire/mailing.ts'
import type { Journal, MailingKey, MailingRow } from '#relay/journal/journal.ts'
import type { Attachment } from '#relay/mail/compose.ts'
import type { Account } from '#relay/mail/session.ts'
import type { UnresolvedAccount } from '#relay/mail/verify.ts'
import { Refusal } from '#relay/problems.ts'
import { judgeAttempt } from './attempts.ts'
import { checkContent } from './content-check.ts'
import { shareOut, type Addressed } from './files.ts'
import { HeldMailing } from './held-mailing.ts'
import type { Result } from './ledger.ts'
import { createLetters, type Letters } from './letters.ts'
import { accountName, contentMac, messageMac } from './mac.ts'
import type { Way } from './opener.ts'
import { INTERRUPTED, readRecords, type Interrupted } from './records.ts'
import type { Posting } from './posting.ts'
import { Run, type RunDeps } from './run.ts'
import type { Outgoing } from './send-queue.ts'

/** A posting, and what this process already holds of its mailing. */
export type Candidate = {
	key: MailingKey
	known: HeldMailing | undefined
	request: MailingRequest
	attachments: readonly Attachment[]
}

/** A posting's recipients by what is to be done: send, tell again; `entering` are those that the ledger does not know. */
type Sorted = { fresh: Outgoing[]; decided: Result[]; entering: { recipient: Addressed; mac: string }[] }

/**
 * Takes a posting in: validate, open the password, resolve, and only then write it down and begin. One at a time for
 * each mailing. Throws a `Refusal` and leaves everything as it was.
 */
export async function admit(
	deps: RunDeps,
	{ key, known, request, attachments }: Candidate
): Promise<{ held: HeldMailing; resealedPassword: string | undefined }> {
	const { journal, clock, publicUrl } = deps
	const { shared, recipients } = shareOut(request, attachments)
	if (request.unsubscribe?.oneClick && publicUrl === undefined) {
		throw new Refusal('invalid-request', { fields: ['unsubscribe.oneClick'] })
	}
	checkContent(request, { shared, recipients }, clock.now())
	const epoch = request.journalEpoch
	if (epoch !== undefined && epoch !== journal.epoch) throw new Refusal('journal-replaced')
	const letters = createLetters(journal.key, { ...request, owner: key.owner, attachments: shared, publicUrl })
	const mac = contentMac(journal.key, { ...request, attachments: shared })
	const row = known?.row ?? (await journal.findMailing(key))
	if (row && row.contentMac !== mac) throw new Refusal('mailing-changed')
	const { held, interrupted } = known
		? { held: known, interrupted: [] }
		: await takeOver(journal, key, { row: row ?? newRow(request, mac), letters })
	const secret = createSecretKey(journal.key)
	const macs = recipients.map((recipient) => messageMac(secret, recipient))
	const { acceptDuplicateRisk } = request
	const sort = () => sortRecipients({ recipients, acceptDuplicateRisk, macs, held, mailingKnown: row !== undefined })
	const sorted = sort()

	const { account, resealedPassword } = await deps.accounts.open(request.smtp)
	const way: Way = { account, sealedPassword: request.smtp.password }
	if (sorted.fresh.length > 0 || held.running) way.resolved = await resolve(deps, account)

	await Promise.all(interrupted.map((each) => journal.settle({ ...key, ...each }, { ...each, ...INTERRUPTED })))
	if (row === undefined) await journal.putMailing(key, held.row)
	// A run may end, and say so in the journal, while this is being written.
	do await held.update(changesOf(held, sorted))
	while (held.row.finished && sort().fresh.length > 0)

	// A run that broke off meanwhile leaves behind whom nobody sends to: they must not pass for cancelled.
	if (held.run?.brokenOff) throw new Refusal('journal-unavailable')
	const { fresh, decided, entering } = sort()
	for (const { recipient, mac } of entering) held.ledger.add(recipient.id, { attempt: recipient.attempt, mac })
	const settings = { way, account: accountName(journal.key, account), pace: request.pace }
	if (held.running) held.running.add({ fresh, decided, settings })
	else held.run = startRun(deps, { held, letters, posting: { fresh, decided, settings } })
	return { held, resealedPassword }
}

/** What the journal knows of a mailing becomes what this process holds. */
async function takeOver(
	journal: Journal,
	key: MailingKey,
	{ row, letters }: { row: MailingRow; letters: Letters }
): Promise<{ held: HeldMailing; interrupted: Interrupted[] }> {
	const { ledger, interrupted } = readRecords(await journal.listMessages(key), (id) => letters.messageId(id))
	return { held: new HeldMailing(journal, { key, row, ledger }), interrupted }
}

function newRow({ createdAt }: MailingRequest, contentMac: string): MailingRow {
	return {
		createdAt: Date.parse(createdAt),
		contentMac,
		total: 0,
		highestAttempt: 1,
		cancelledAttempt: 0,
		userPaused: false,
		finished: false
	}
}

function sortRecipients(given: {
	recipients: readonly Addressed[]
	acceptDuplicateRisk: boolean
	macs: readonly string[]
	held: HeldMailing
	mailingKnown: boolean
}): Sorted {
	const { recipients, acceptDuplicateRisk, macs, held, mailingKnown } = given
	const { ledger, row } = held
	const isUnderWay = (id: string) => held.running?.isUnderWay(id) ?? false
	const { cancelledAttempt } = row
	const circumstances = { ledger, mailingKnown, cancelledAttempt, isUnderWay, acceptDuplicateRisk }
	const sorted: Sorted = { fresh: [], decided: [], entering: [] }
	for (const [index, recipient] of recipients.entries()) {
		const { id: recipientId, attempt } = recipient
		const mac = macs[index] ?? ''
		const verdict = judgeAttempt({ recipientId, attempt, mac }, circumstances)
		const known = ledger.find(recipientId, attempt)
		if (verdict === 'replay' && known?.result) sorted.decided.push(known.result)
		else if (verdict === 'send') sorted.fresh.push({ recipient, mac, tries: 0, deferrals: 0 })
		else if (verdict !== 'leave') throw new Refusal(verdict === 'replay' ? 'internal' : verdict)
		if (!known) sorted.entering.push({ recipient, mac })
	}
	return sorted
}

async function resolve({ accounts }: RunDeps, account: UnresolvedAccount): Promise<Account | undefined> {
	const resolved = await accounts.resolve(account)
	if (resolved.ok) return resolved.value
	if (resolved.error.code === 'smtp-host-refused') throw new Refusal('smtp-host-refused')
	return undefined // The mailing begins all the same, and waits for the server.
}

function changesOf({ ledger, row }: HeldMailing, { fresh, entering }: Sorted): Partial<MailingRow> {
	const newcomers = entering.filter(({ recipient }) => !ledger.latest(recipient.id)).length
	const attempts = entering.map(({ recipient }) => recipient.attempt)
	return {
		total: Math.max(row.total, ledger.counts.total + newcomers),
		highestAttempt: attempts.reduce((a, b) => Math.max(a, b), row.highestAttempt),
		...(fresh.length > 0 && { finished: false })
	}
}

function startRun(
	deps: RunDeps,
	{ held, letters, posting }: { held: HeldMailing; letters: Letters; posting: Posting }
): Run {
	const { key: mailing, ledger, row } = held
	// A pause is over with what it held: whoever is sent to again later need not be let go first.
	const finish = () => held.update({ finished: true, userPaused: false })
	return new Run(deps, { mailing, ledger, letters, userPaused: row.userPaused, finish }, posting)
}
