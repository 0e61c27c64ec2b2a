import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { TestMessageRequest, type TestMessageResult } from '#shared/wire/test-message.ts'
import type { Caller } from '#relay/access.ts'
import type { Clock } from '#relay/clock.ts'
import type { Journal } from '#relay/journal/journal.ts'
import { composeMessage } from '#relay/mail/compose.ts'
import { createMessageNames } from '#relay/mail/message-id.ts'
import type { Account, Delivery, Envelope, Failure, Mailer } from '#relay/mail/session.ts'
import { accountName } from '#relay/mailings/mac.ts'
import type { Quotas } from '#relay/mailings/quotas.ts'
import { Refusal } from '#relay/problems.ts'
import { RateLimit } from '#relay/rate-limit.ts'
import { readJson } from '#relay/request-body.ts'
import type { SmtpAccounts } from '#relay/smtp-accounts.ts'

const PER_MINUTE = 120

/** The one text that the relay writes itself: whoever gets it may not have the app at hand. */
const CONTENT = {
	subject: 'Message de test de Club Manager',
	text: `Bonjour,

Ce message de test est bien arrivé : la configuration de l’envoi fonctionne. Vous pouvez le supprimer.

This test message has arrived: your mail settings work. You may delete it.
`
}

export type TestMessageDeps = {
	accounts: SmtpAccounts
	mailer: Mailer
	journal: Journal
	quotas: Quotas
	clock: Clock
}

/** What can become of a message that some session carries. */
type Decided = Exclude<Delivery, { outcome: 'unsent' }>

/** `POST /smtp/test-messages`: one short message, once, which counts against the account's limits. */
export function testMessages(deps: TestMessageDeps): Hono<Caller> {
	const limit = new RateLimit(deps.clock, PER_MINUTE)
	return new Hono<Caller>().post('/', async (c) => {
		limit.count(c.get('keyDigest'))
		const { smtp, sender, to } = await readJson(c, TestMessageRequest)
		const { account, resealedPassword } = await deps.accounts.open(smtp)
		const resolved = await deps.accounts.resolve(account)
		if (!resolved.ok && resolved.error.code === 'smtp-host-refused') throw new Refusal('smtp-host-refused')

		const identity = { owner: c.get('owner'), mailingId: 'test-message' }
		const names = createMessageNames(deps.journal.key, identity, sender.email)(randomUUID())
		const date = new Date(deps.clock.now())
		const content = await composeMessage({ sender, date, recipient: { email: to }, content: CONTENT, ...names })
		const envelope = { from: sender.email, to, content }
		const delivery = resolved.ok ? await deliver(deps, resolved.value, envelope) : UNREACHABLE

		const { outcome } = delivery
		const failure = delivery.outcome === 'sent' ? undefined : failureOf(delivery.failure)
		const { messageId } = names
		return c.json({ outcome, messageId, failure, resealedPassword } satisfies TestMessageResult)
	})
}

const UNREACHABLE: Decided = {
	outcome: 'failed',
	failure: { code: 'smtp-unreachable', scope: 'connection', temporary: true, throttle: false, reply: 'no connection' }
}

async function deliver(deps: TestMessageDeps, account: Account, envelope: Envelope): Promise<Decided> {
	const { mailer, journal, quotas } = deps
	const opened = await mailer.open(account)
	if (!opened.ok) return { outcome: 'failed', failure: opened.error }
	const session = opened.value
	try {
		const delivery = await session.send(envelope, () => quotas.addUse(accountName(journal.key, account)))
		if (delivery.outcome !== 'unsent') return delivery
	} finally {
		await session.close()
	}
	return await deliver(deps, account, envelope)
}

const failureOf = ({ code, reply }: Failure) => ({ code, detail: reply })
