import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import type { Result } from '#shared/result.ts'
import { DEFAULT_SMTP_SETTINGS, type SmtpSettings } from '#shared/smtp-settings.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { SmtpAccount } from './schema.ts'
import { readSmtpSettings, replaceDefaultPassword, saveSmtpSettings } from './smtp-settings.ts'

/** An account to send by. The default one has the id `DEFAULT_ACCOUNT` and no name. */
export type Account = Pick<SmtpAccount, 'id' | 'name' | 'settings'>

/** Every account of this device: the default one, then the further ones, the oldest first. */
export async function listAccounts(): Promise<Account[]> {
	const [settings, further] = await Promise.all([readSmtpSettings(), database().smtpAccounts.toArray()])
	return [{ id: DEFAULT_ACCOUNT, name: '', settings }, ...further.sort((a, b) => a.createdAt - b.createdAt)]
}

/** One account; the default one in the place of one that is there no more. */
export async function readAccountOf(id: string): Promise<Account> {
	const account = id === DEFAULT_ACCOUNT ? undefined : await database().smtpAccounts.get(id)
	return account ?? { id: DEFAULT_ACCOUNT, name: '', settings: await readSmtpSettings() }
}

/** Makes a further account without a server yet; mail comes from the same name as by the default one. */
export async function addAccount(name: string): Promise<Result<SmtpAccount, StorageFault>> {
	const { senderName } = await readSmtpSettings()
	const at = Date.now()
	const settings = { ...DEFAULT_SMTP_SETTINGS, senderName }
	const account = { id: crypto.randomUUID(), name, settings, createdAt: at, updatedAt: at }
	const added = await storing(() => database().smtpAccounts.add(account))
	return added.ok ? { ok: true, value: account } : added
}

/** Keeps the settings of an account, all of them or none; of one that was removed meanwhile, nothing. */
export function saveAccountSettings(id: string, settings: SmtpSettings): Promise<Result<unknown, StorageFault>> {
	if (id === DEFAULT_ACCOUNT) return saveSmtpSettings(settings)
	return storing(() => database().smtpAccounts.update(id, { settings, updatedAt: Date.now() }))
}

/** Gives a further account another name. */
export function renameAccount(id: string, name: string): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().smtpAccounts.update(id, { name, updatedAt: Date.now() }))
}

/** Removes a further account; resolves to it, for whoever wants it back, `undefined` when there is none. */
export function removeAccount(id: string): Promise<Result<SmtpAccount | undefined, StorageFault>> {
	const { smtpAccounts } = database()
	return storing(() =>
		database().transaction('rw', smtpAccounts, async () => {
			const account = await smtpAccounts.get(id)
			await smtpAccounts.delete(id)
			return account
		})
	)
}

/** Puts back an account that was just removed. */
export function restoreAccount(account: SmtpAccount): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().smtpAccounts.put(account))
}

/** How many mailings that are not over go out by an account. */
export function countMailingsBy(id: string): Promise<number> {
	const unfinished = database().mailings.where('progress').anyOf('open', 'waiting', 'scheduled')
	return unfinished.filter(({ accountId }) => accountId === id).count()
}

/**
 * Puts the record that the relay sealed anew in the place of the one it opened, in whichever account has it.
 * Nothing happens where another password was saved meanwhile.
 */
export async function replaceSealedPassword(
	previous: string,
	resealed: string
): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.settings, db.smtpAccounts, async () => {
			await replaceDefaultPassword(previous, resealed)
			await db.smtpAccounts
				.filter(({ settings }) => settings.password === previous)
				.modify((account) => void (account.settings.password = resealed))
		})
	)
}
