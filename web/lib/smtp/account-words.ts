import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import type { Account } from '#web/db/smtp-accounts.ts'
import { m } from '#web/paraglide/messages.js'

/** What an account is called: the name it was given, and the address that its mail comes from. */
export function accountText({ id, name, settings }: Account): string {
	const called = id === DEFAULT_ACCOUNT ? m.account_default() : name.trim() || m.account_nameless()
	return settings.from === '' ? called : m.account_with_address({ name: called, address: settings.from })
}
