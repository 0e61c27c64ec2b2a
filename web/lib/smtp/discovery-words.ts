import type { DiscoveryAdvice, DiscoveryCandidate } from '#shared/wire/discovery.ts'
import { m } from '#web/paraglide/messages.js'

/** What to know before trying: in steps where there are several; `grave`: it will not work without. */
export type AdviceWords = { code: DiscoveryAdvice; title: string; steps: string[]; link?: string; grave: boolean }

/** Where a provider gives out passwords for apps. */
const APP_PASSWORDS: Record<string, string> = {
	Gmail: 'https://myaccount.google.com/apppasswords',
	'Google Workspace': 'https://myaccount.google.com/apppasswords',
	Yahoo: 'https://login.yahoo.com/account/security',
	iCloud: 'https://account.apple.com/account/manage'
}

const SECURITY_WORDS = { starttls: 'STARTTLS', tls: 'SSL/TLS', none: '' } as const

/** Server, port and security, as one reads them in a provider's own help. */
export const candidateText = ({ host, port, security }: DiscoveryCandidate): string =>
	[host, m.discovery_port({ port }), SECURITY_WORDS[security]].filter((part) => part !== '').join(', ')

/** What the provider lets through, `undefined` where nothing is published. */
export function limitsText({ hourlyLimit, dailyLimit, provider }: DiscoveryCandidate): string | undefined {
	if (hourlyLimit !== null && dailyLimit !== null)
		return m.discovery_limits_both({ hour: hourlyLimit, day: dailyLimit, provider })
	if (hourlyLimit !== null) return m.discovery_limits_hour({ count: hourlyLimit, provider })
	return dailyLimit === null ? undefined : m.discovery_limits_day({ count: dailyLimit, provider })
}

const NOTES: Record<string, () => string> = {
	Orange: m.discovery_note_orange,
	Free: m.discovery_note_free,
	SFR: m.discovery_note_sfr,
	'La Poste': m.discovery_note_laposte
}

/** What is particular to a provider; where it comes from, for one that is only guessed. */
export function noteText({ provider, source }: DiscoveryCandidate): string | undefined {
	return NOTES[provider]?.() ?? (source === 'mx' ? m.discovery_from_mx() : undefined)
}

const TEXTS: Record<DiscoveryAdvice, { title: () => string; text: () => string; grave?: true }> = {
	'app-password-needed': { title: m.advice_app_password, text: m.advice_app_password_text, grave: true },
	'two-step-needed': { title: m.advice_two_step, text: m.advice_two_step_text, grave: true },
	'app-password-with-two-step': { title: m.advice_app_two_step, text: m.advice_app_two_step_text },
	'oauth-only': { title: m.advice_oauth, text: m.advice_oauth_text, grave: true },
	'password-login-ending': { title: m.advice_ending, text: m.advice_ending_text, grave: true },
	'smtp-to-enable': { title: m.advice_enable, text: m.advice_enable_text },
	'service-key-needed': { title: m.advice_key, text: m.advice_key_text },
	'paid-plan-needed': { title: m.advice_paid, text: m.advice_paid_text },
	'server-of-contract': { title: m.advice_contract, text: m.advice_contract_text },
	'limits-of-contract': { title: m.advice_limits, text: m.advice_limits_text },
	'dns-unanswered': { title: m.advice_unanswered, text: m.advice_unanswered_text, grave: true }
}

/** Advice in plain words; that of Google, two codes, is one list of steps. */
export function adviceWords(advice: readonly DiscoveryAdvice[], provider: string): AdviceWords[] {
	const stepwise = advice.includes('app-password-needed') && advice.includes('two-step-needed')
	return advice.flatMap((code) => {
		const { title, text, grave = false } = TEXTS[code]
		if (stepwise && code === 'two-step-needed') return []
		const steps =
			stepwise && code === 'app-password-needed'
				? [m.advice_step_two_step({ provider }), m.advice_step_make(), m.advice_step_paste()]
				: [text()]
		const link = code === 'app-password-needed' ? APP_PASSWORDS[provider] : undefined
		return [{ code, title: title(), steps, ...(link && { link }), grave }]
	})
}
