import * as v from 'valibot'
import { canonicalHost } from '#shared/host.ts'
import { guessImapHost, IMAP_PORT } from '#shared/imap-guess.ts'
import type { SmtpSettings } from '#shared/smtp-settings.ts'
import { Imap } from '#shared/wire/bounces.ts'
import type { Security } from '#shared/wire/smtp.ts'
import { m } from '#web/paraglide/messages.js'

/** The fields of the dialog, as typed; what stands in the password's is kept nowhere else. */
export type TypedMailbox = { host: string; port: string; security: Security; username: string; password: string }
export type MailboxField = keyof TypedMailbox

/** The port goes with the security, until a person chooses another. */
export const PORT_OF: Record<Security, number> = { tls: IMAP_PORT, starttls: 143, none: 143 }

/** The fields for a mailbox that is read already, or else as they are likely to be for an account. */
export function typedMailbox(saved: Imap | undefined, { host, username, from }: SmtpSettings): TypedMailbox {
	if (saved) return { ...saved, port: String(saved.port), password: '' }
	const guessed = { host: guessImapHost(host), username: username.includes('@') ? username : from }
	return { ...guessed, port: String(IMAP_PORT), security: 'tls', password: '' }
}

/** The settings as typed; the saved password stays where it still holds, a number that is none is `NaN`. */
export function imapOf(typed: TypedMailbox, saved: Imap | undefined): Imap {
	const { security } = typed
	const host = canonicalHost(typed.host.trim()) ?? typed.host.trim()
	const port = /^\d{1,5}$/.test(typed.port.trim()) ? Number(typed.port) : Number.NaN
	const username = typed.username.trim()
	const imap = { host, port, security, username, password: '' }
	const holds = saved && isSealedFor(saved, imap) && typed.password === ''
	return holds ? saved : imap
}

const isSealedFor = (saved: Imap, imap: Imap): boolean =>
	(['host', 'port', 'security', 'username'] as const).every((part) => saved[part] === imap[part])

/** What is wrong, by field, in a sentence; empty when everything may be saved. */
export function listMailboxFaults(typed: TypedMailbox, saved: Imap | undefined): Partial<Record<MailboxField, string>> {
	const imap = imapOf(typed, saved)
	const lacksPassword = typed.password === '' && imap.password === ''
	return {
		...(canonicalHost(imap.host) === undefined && { host: m.returns_fault_host() }),
		...(!v.is(Imap.entries.port, imap.port) && { port: m.returns_fault_port() }),
		...((imap.username === '' || !v.is(Imap.entries.username, imap.username)) && {
			username: m.returns_fault_username()
		}),
		...(lacksPassword && { password: saved ? m.returns_fault_password_again() : m.returns_fault_password() })
	}
}
