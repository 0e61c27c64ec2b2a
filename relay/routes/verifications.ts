import { Hono } from 'hono'
import { VerificationRequest, type Verification } from '#shared/wire/verification.ts'
import type { Caller } from '#relay/access.ts'
import type { Clock } from '#relay/clock.ts'
import type { Mailer } from '#relay/mail/session.ts'
import { verifyAccount } from '#relay/mail/verify.ts'
import { Refusal } from '#relay/problems.ts'
import { RateLimit } from '#relay/rate-limit.ts'
import { readJson } from '#relay/request-body.ts'
import type { SmtpAccounts } from '#relay/smtp-accounts.ts'

/** The protocol promises 120; a person who is busy with his settings must never meet it. */
const PER_MINUTE = 240

export type VerificationDeps = { accounts: SmtpAccounts; mailer: Mailer; clock: Clock }

/** `POST /smtp/verifications`: how far one comes with an account, and why not further. */
export function verifications({ accounts, mailer, clock }: VerificationDeps): Hono<Caller> {
	const limit = new RateLimit(clock, PER_MINUTE)
	return new Hono<Caller>().post('/', async (c) => {
		limit.count(c.get('keyDigest'))
		const { smtp } = await readJson(c, VerificationRequest)
		const opened = await accounts.open(smtp).catch(failedOpening)
		if ('ok' in opened) return c.json(opened)
		const verification = await verifyAccount(opened.account, { mailer, policy: accounts.policy })
		const { resealedPassword } = opened
		return c.json({ ...verification, ...(resealedPassword && { resealedPassword }) } satisfies Verification)
	})
}

/** An account that cannot be used is what a verification is to find out, not a refusal. */
function failedOpening(error: unknown): Verification {
	const code = error instanceof Refusal ? error.code : undefined
	if (code !== 'password-unreadable' && code !== 'smtp-host-refused') throw error
	const steps: Verification['steps'] = code === 'smtp-host-refused' ? [{ step: 'resolve', ok: false }] : []
	return { ok: false, steps, failure: { code, detail: code === 'smtp-host-refused' ? 'not allowed' : '' } }
}
