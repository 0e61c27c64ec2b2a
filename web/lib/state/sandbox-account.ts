import { isAddress } from '#shared/address.ts'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import { ok, type Result } from '#shared/result.ts'
import { wireSmtp, type SmtpSettings } from '#shared/smtp-settings.ts'
import { isSandboxAccount, type RelayInfo } from '#shared/wire/relay-info.ts'
import { isExampleOpen, type StorageFault } from '#web/db/database.ts'
import { readAccountOf, saveAccountSettings, type Account } from '#web/db/smtp-accounts.ts'

/** What the sandbox is called by when nobody chose a name: any password but `faux` is let in. */
export const SANDBOX_LOGIN = 'bac-a-sable'
const SANDBOX_SENDER = 'secretariat@example.org'

type Sandbox = NonNullable<RelayInfo['sandbox']>

/** The settings with the relay's sandbox as their account, its password not sealed yet; a sender that was there stays. */
export function withSandbox<T extends Pick<SmtpSettings, 'from'>>(settings: T, { host, port }: Sandbox) {
	const from = isAddress(settings.from.trim()) ? settings.from : SANDBOX_SENDER
	return { ...settings, host, port, security: 'starttls' as const, username: SANDBOX_LOGIN, from }
}

/** Makes the relay's sandbox the server of an account, its password sealed for this relay. */
export async function useSandboxAccount(
	{ sandbox, sealing }: Pick<RelayInfo, 'sealing'> & { sandbox: Sandbox },
	accountId: string = DEFAULT_ACCOUNT
): Promise<Result<Account, StorageFault>> {
	const account = await readAccountOf(accountId)
	const settings = withSandbox(account.settings, sandbox)
	const sealed = { ...settings, password: await sealPassword(sealing, wireSmtp(settings), SANDBOX_LOGIN) }
	const saved = await saveAccountSettings(account.id, sealed)
	return saved.ok ? ok({ ...account, settings: sealed }) : saved
}

/**
 * Reads an account to send by, the default one where it is there no more, and mends it where only a machine need know: one that was saved for this relay's sandbox
 * follows it to another port or another key, and the example has the sandbox by itself.
 */
export async function readAccount(
	info: RelayInfo | undefined,
	accountId: string = DEFAULT_ACCOUNT
): Promise<Result<Account, StorageFault>> {
	const account = await readAccountOf(accountId)
	if (!info?.sandbox) return ok(account)
	const wanted = isExampleOpen() && !isSandboxAccount(account.settings, info)
	const mended = wanted || isStale(account.settings, info)
	return mended ? useSandboxAccount({ ...info, sandbox: info.sandbox }, account.id) : ok(account)
}

/** Made for the sandbox of this relay, as its name tells, but no longer good for it. */
function isStale({ host, port, username, password }: SmtpSettings, { sandbox, sealing }: RelayInfo): boolean {
	if (username !== SANDBOX_LOGIN || host !== sandbox?.host) return false
	return port !== sandbox.port || password.split('.')[1] !== sealing.keyId
}
