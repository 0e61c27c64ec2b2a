import * as v from 'valibot'
import { findAddressFault } from './address.ts'
import { canonicalHost } from './host.ts'
import { HeaderText, integerBetween } from './wire/fields.ts'
import type { MailingRequestInput } from './wire/mailing.ts'
import { Security, type Smtp } from './wire/smtp.ts'

/**
 * An SMTP account with its sender and pace, as the club set it up. The messages of the checks are the catalogue's keys.
 * `password` is sealed for the relay, empty for no login; durations in ms.
 */
export const SmtpSettings = v.object({
	host: v.pipe(
		v.string(),
		v.trim(),
		v.check((host) => canonicalHost(host) !== undefined, 'smtp-host-odd')
	),
	port: integer(1, 65_535, 'smtp-port-odd'),
	security: Security,
	username: v.pipe(HeaderText, v.trim(), v.maxLength(512, 'too-long')),
	password: v.string(),
	from: v.pipe(
		v.string(),
		v.trim(),
		v.check((email) => findAddressFault(email) === undefined, 'smtp-from-odd')
	),
	senderName: v.pipe(HeaderText, v.trim(), v.maxLength(200, 'too-long')),
	replyTo: v.pipe(
		v.string(),
		v.trim(),
		v.check((email) => email === '' || findAddressFault(email) === undefined, 'smtp-reply-to-odd')
	),
	batchSize: integer(1, 1000, 'smtp-batch-size-odd'),
	batchDelayMs: integer(0, 600_000, 'smtp-batch-delay-odd'),
	maxRetries: integer(0, 10, 'smtp-max-retries-odd'),
	connections: integer(1, 20, 'smtp-connections-odd'),
	hourlyLimit: v.nullable(integer(1, 10_000_000, 'smtp-limit-odd')),
	dailyLimit: v.nullable(integer(1, 100_000_000, 'smtp-limit-odd')),
	/** Whether address, subject and error stay in the log once a mailing is over. */
	logging: v.boolean()
})
export type SmtpSettings = v.InferOutput<typeof SmtpSettings>

/** The settings before anyone filled them in. */
export const DEFAULT_SMTP_SETTINGS: SmtpSettings = {
	host: '',
	port: 587,
	security: 'starttls',
	username: '',
	password: '',
	from: '',
	senderName: '',
	replyTo: '',
	batchSize: 10,
	batchDelayMs: 1000,
	maxRetries: 2,
	connections: 1,
	hourlyLimit: null,
	dailyLimit: null,
	logging: true
}

/** Tells whether a mailing can be sent with these settings as they stand. */
export const isSmtpConfigured = (settings: SmtpSettings): boolean => v.is(SmtpSettings, settings)

/** The account, sender and pace as the wire carries them. The host is canonical. */
export function wireSettings(settings: SmtpSettings): Required<Pick<MailingRequestInput, 'smtp' | 'sender' | 'pace'>> {
	const { hourlyLimit, dailyLimit } = settings
	return {
		smtp: wireSmtp(settings),
		sender: {
			email: settings.from,
			...(settings.senderName && { name: settings.senderName }),
			...(settings.replyTo && { replyTo: settings.replyTo })
		},
		pace: {
			batchSize: settings.batchSize,
			batchDelayMs: settings.batchDelayMs,
			maxRetries: settings.maxRetries,
			connections: settings.connections,
			...(hourlyLimit !== null && { hourlyLimit }),
			...(dailyLimit !== null && { dailyLimit })
		}
	}
}

/** The account alone, its host canonical. */
export function wireSmtp({ host, port, security, username, password }: SmtpSettings): Smtp {
	return { host: canonicalHost(host) ?? host, port, security, username, password }
}

function integer(min: number, max: number, message: string) {
	return v.pipe(
		v.number(message),
		v.check((value) => v.is(integerBetween(min, max), value), message)
	)
}
