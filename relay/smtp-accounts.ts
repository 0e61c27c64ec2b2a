import { canonicalHost } from '#shared/host.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import type { Keys } from './keys.ts'
import { resolveTarget, type ConnectionPolicy, type ResolveError } from './mail/resolve.ts'
import type { Account } from './mail/session.ts'
import type { UnresolvedAccount } from './mail/verify.ts'
import { openRecord } from './password-records.ts'
import { Refusal } from './problems.ts'

/** An account whose password is in clear. `resealedPassword` stands in for a record under an earlier key. */
export type OpenedAccount = { account: UnresolvedAccount; resealedPassword?: string }

/** From the settings of a request to an account that can be connected to, one step after the other. */
export interface SmtpAccounts {
	readonly policy: ConnectionPolicy
	/** Opens the password. Throws a `Refusal`, `smtp-host-refused` or `password-unreadable`; nothing is resolved. */
	open(smtp: Smtp): Promise<OpenedAccount>
	/** Finds where to connect, and whether one may. */
	resolve(account: UnresolvedAccount): Promise<Result<Account, ResolveError>>
}

/** Accounts as this relay's keys open them and its policy lets them be reached. */
export function createSmtpAccounts(
	keys: Pick<Keys, 'sealing' | 'previousSealing'>,
	policy: ConnectionPolicy
): SmtpAccounts {
	return {
		policy,
		async open({ host: name, port, security, username, password: record }) {
			const host = canonicalHost(name)
			if (host === undefined) throw new Refusal('smtp-host-refused')
			if (record === '') return { account: { host, port, security, username, password: '' } }
			const sealedFor = { host, port, security, username }
			const { password, ...resealed } = await openRecord(keys, sealedFor, record)
			return { account: { ...sealedFor, password }, ...resealed }
		},
		async resolve(account) {
			const target = await resolveTarget({ ...account, hasPassword: account.password !== '' }, policy)
			return target.ok ? ok({ ...account, ...target.value }) : err(target.error)
		}
	}
}
