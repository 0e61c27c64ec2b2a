import type { AccountFailure } from '#shared/wire/failure.ts'
import type { Verification, VerificationStep } from '#shared/wire/verification.ts'
import { resolveTarget, type ConnectionPolicy, type ResolveError } from './resolve.ts'
import type { Account, Mailer } from './session.ts'

/** An account whose host has not been resolved yet. */
export type UnresolvedAccount = Omit<Account, 'addresses' | 'extraCa'>

/**
 * Tries an account: resolves, connects, secures, logs in, quits. Nothing is sent. Tells how far it came and why not
 * further; a failed resolve or connect takes a fixed time and says no more than that.
 */
export async function verifyAccount(
	account: UnresolvedAccount,
	{ mailer, policy, signal }: { mailer: Mailer; policy: ConnectionPolicy; signal?: AbortSignal }
): Promise<Verification> {
	const steps: VerificationStep[] = []
	const start = performance.now()
	const target = await resolveTarget({ ...account, hasPassword: account.password !== '' }, policy)
	if (!target.ok) return { ok: false, steps: [{ step: 'resolve', ok: false }], failure: resolveFailure(target.error) }
	steps.push({ step: 'resolve', ok: true, ms: Math.round(performance.now() - start) })

	const onStep = (step: VerificationStep) => steps.push(step)
	const opened = await mailer.open({ ...account, ...target.value }, { onStep, ...(signal && { signal }) })
	if (!opened.ok) {
		const { code, reply } = opened.error
		return { ok: false, steps, failure: { code, detail: reply } }
	}
	await opened.value.close()
	return { ok: true, steps }
}

function resolveFailure({ code }: ResolveError): AccountFailure {
	return { code, detail: code === 'smtp-host-refused' ? 'not allowed' : 'no connection' }
}
