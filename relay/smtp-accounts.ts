import { openPassword, sealPassword, SealedPasswordError, type SealedFor } from '#shared/crypto/sealed-password.ts'
import type { SealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { canonicalHost } from '#shared/host.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import type { Keys } from './keys.ts'
import { resolveTarget, type ConnectionPolicy, type ResolveError } from './mail/resolve.ts'
import type { Account } from './mail/session.ts'
import type { UnresolvedAccount } from './mail/verify.ts'
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
			const { password, key } = await openRecord([keys.sealing, ...keys.previousSealing], sealedFor, record)
			const account = { ...sealedFor, password }
			if (key === keys.sealing) return { account }
			return { account, resealedPassword: await sealPassword(keys.sealing, sealedFor, password) }
		},
		async resolve(account) {
			const target = await resolveTarget({ ...account, hasPassword: account.password !== '' }, policy)
			return target.ok ? ok({ ...account, ...target.value }) : err(target.error)
		}
	}
}

async function openRecord(keys: readonly SealingKeyPair[], sealedFor: SealedFor, record: string) {
	for (const key of keys) {
		const password = await openPassword(key, sealedFor, record).catch((error: unknown) => {
			if (error instanceof SealedPasswordError) throw new Refusal('password-unreadable')
			throw error
		})
		if (password !== null) return { password, key }
	}
	throw new Refusal('password-unreadable')
}
