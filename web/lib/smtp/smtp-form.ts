import * as v from 'valibot'
import { canonicalHost } from '#shared/host.ts'
import { SmtpSettings } from '#shared/smtp-settings.ts'
import type { SmtpDraft } from '#web/db/smtp-draft.ts'

/** A field of the dialog, by the name it has in the settings. */
export type SmtpField = keyof SmtpSettings

/** What is wrong with a field; equal to the key of its sentence in the catalogue. */
export type SmtpFault =
	| 'smtp-host-odd'
	| 'smtp-port-odd'
	| 'smtp-username-missing'
	| 'smtp-password-missing'
	| 'smtp-password-again'
	| 'smtp-text-odd'
	| 'smtp-text-long'
	| 'smtp-from-odd'
	| 'smtp-reply-to-odd'
	| 'smtp-batch-size-odd'
	| 'smtp-batch-delay-odd'
	| 'smtp-max-retries-odd'
	| 'smtp-connections-odd'
	| 'smtp-limit-odd'

/** What stands in the dialog: the fields as typed, the clear password, and the settings that are saved. */
export type SmtpEntry = { typed: SmtpDraft; password: string; saved: SmtpSettings }

/** The fields as the dialog shows saved settings. */
export function draftOf(settings: SmtpSettings): SmtpDraft {
	const { password: _, hourlyLimit, dailyLimit, ...rest } = settings
	return {
		...rest,
		port: String(rest.port),
		batchSize: String(rest.batchSize),
		batchDelayMs: String(rest.batchDelayMs),
		maxRetries: String(rest.maxRetries),
		connections: String(rest.connections),
		hourlyLimit: hourlyLimit === null ? '' : String(hourlyLimit),
		dailyLimit: dailyLimit === null ? '' : String(dailyLimit)
	}
}

/** The settings as typed, with the saved password where it still holds; numbers that are none are `NaN`. */
export function settingsOf({ typed, password, saved }: SmtpEntry): SmtpSettings {
	return {
		...typed,
		host: typed.host.trim(),
		username: typed.username.trim(),
		from: typed.from.trim(),
		senderName: typed.senderName.trim(),
		replyTo: typed.replyTo.trim(),
		port: wholeNumber(typed.port),
		batchSize: wholeNumber(typed.batchSize),
		batchDelayMs: wholeNumber(typed.batchDelayMs),
		maxRetries: wholeNumber(typed.maxRetries),
		connections: wholeNumber(typed.connections),
		hourlyLimit: typed.hourlyLimit.trim() === '' ? null : wholeNumber(typed.hourlyLimit),
		dailyLimit: typed.dailyLimit.trim() === '' ? null : wholeNumber(typed.dailyLimit),
		password: password === '' && typed.username.trim() !== '' && holdsSavedPassword(typed, saved) ? saved.password : ''
	}
}

/** Tells whether the saved password is sealed for the server and the account as they are typed now. */
export function holdsSavedPassword(typed: SmtpDraft, saved: SmtpSettings): boolean {
	return (
		saved.password !== '' &&
		canonicalHost(typed.host.trim()) === canonicalHost(saved.host) &&
		wholeNumber(typed.port) === saved.port &&
		typed.security === saved.security &&
		typed.username.trim() === saved.username
	)
}

/** What is wrong, by field; empty when everything may be saved. */
export function listSmtpFaults(entry: SmtpEntry): Partial<Record<SmtpField, SmtpFault>> {
	const faults: Partial<Record<SmtpField, SmtpFault>> = {}
	const parsed = v.safeParse(SmtpSettings, settingsOf(entry))
	for (const issue of parsed.issues ?? []) {
		const field = issue.path?.[0]?.key as SmtpField | undefined
		if (field) faults[field] ??= faultCode(issue.message)
	}
	const { typed, password, saved } = entry
	const user = typed.username.trim()
	if (user === '' && password !== '') faults.username ??= 'smtp-username-missing'
	if (user !== '' && password === '' && !holdsSavedPassword(typed, saved)) {
		faults.password = saved.password === '' ? 'smtp-password-missing' : 'smtp-password-again'
	}
	return faults
}

/** The issue's message is the catalogue's key already, but for what all texts have in common. */
function faultCode(message: string): SmtpFault {
	if (message === 'too-long') return 'smtp-text-long'
	return message.startsWith('smtp-') ? (message as SmtpFault) : 'smtp-text-odd'
}

function wholeNumber(text: string): number {
	return /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN
}
