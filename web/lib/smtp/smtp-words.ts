import type { VerificationStep } from '#shared/wire/verification.ts'
import { m } from '#web/paraglide/messages.js'
import type { SmtpFault } from './smtp-form.ts'

const FAULTS = {
	'smtp-host-odd': m['smtp-host-odd'],
	'smtp-port-odd': m['smtp-port-odd'],
	'smtp-username-missing': m['smtp-username-missing'],
	'smtp-password-missing': m['smtp-password-missing'],
	'smtp-password-again': m['smtp-password-again'],
	'smtp-text-odd': m['smtp-text-odd'],
	'smtp-text-long': m['smtp-text-long'],
	'smtp-from-odd': m['smtp-from-odd'],
	'smtp-reply-to-odd': m['smtp-reply-to-odd'],
	'smtp-batch-size-odd': m['smtp-batch-size-odd'],
	'smtp-batch-delay-odd': m['smtp-batch-delay-odd'],
	'smtp-max-retries-odd': m['smtp-max-retries-odd'],
	'smtp-connections-odd': m['smtp-connections-odd'],
	'smtp-limit-odd': m['smtp-limit-odd']
} satisfies Record<SmtpFault, () => string>

const STEPS = {
	resolve: m.smtp_step_resolve,
	connect: m.smtp_step_connect,
	secure: m.smtp_step_secure,
	authenticate: m.smtp_step_authenticate
} satisfies Record<VerificationStep['step'], () => string>

/** What is wrong with a field and what to type instead. */
export const faultText = (fault: SmtpFault): string => FAULTS[fault]()

/** A step of the connection test, as its list names it. */
export const stepText = (step: VerificationStep['step']): string => STEPS[step]()
