import { isAddress } from '#shared/address.ts'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { ok, type Result } from '#shared/result.ts'
import { wireSmtp, type SmtpSettings } from '#shared/smtp-settings.ts'
import { isSandboxAccount, type RelayInfo } from '#shared/wire/relay-info.ts'
import { isExampleOpen, type StorageFault } from '#web/db/database.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'

/** What the sandbox is called by when nobody chose a name: any password but `faux` is let in. */
export const SANDBOX_LOGIN = 'bac-a-sable'
const SANDBOX_SENDER = 'secretariat@example.org'

type Sandbox = NonNullable<RelayInfo['sandbox']>

/** The settings with the relay's sandbox as their account, its password not sealed yet; a sender that was there stays. */
export function withSandbox<T extends Pick<SmtpSettings, 'from'>>(settings: T, { host, port }: Sandbox) {
	const from = isAddress(settings.from.trim()) ? settings.from : SANDBOX_SENDER
	return { ...settings, host, port, security: 'starttls' as const, username: SANDBOX_LOGIN, from }
}

/** Makes the relay's sandbox the account to send by, its password sealed for this relay. */
export async function useSandboxAccount({
	sandbox,
	sealing
}: Pick<RelayInfo, 'sealing'> & { sandbox: Sandbox }): Promise<Result<SmtpSettings, StorageFault>> {
	const settings = withSandbox(await readSmtpSettings(), sandbox)
	const sealed = { ...settings, password: await sealPassword(sealing, wireSmtp(settings), SANDBOX_LOGIN) }
	const saved = await saveSmtpSettings(sealed)
	return saved.ok ? ok(sealed) : saved
}

/**
 * Reads the account to send by, and mends it where only a machine need know: one that was saved for this relay's sandbox
 * follows it to another port or another key, and the example has the sandbox by itself.
 */
export async function readAccount(info: RelayInfo | undefined): Promise<Result<SmtpSettings, StorageFault>> {
	const settings = await readSmtpSettings()
	if (!info?.sandbox) return ok(settings)
	const wanted = isExampleOpen() && !isSandboxAccount(settings, info)
	return wanted || isStale(settings, info) ? useSandboxAccount({ ...info, sandbox: info.sandbox }) : ok(settings)
}

/** Made for the sandbox of this relay, as its name tells, but no longer good for it. */
function isStale({ host, port, username, password }: SmtpSettings, { sandbox, sealing }: RelayInfo): boolean {
	if (username !== SANDBOX_LOGIN || host !== sandbox?.host) return false
	return port !== sandbox.port || password.split('.')[1] !== sealing.keyId
}
