import type { RichText } from '#shared/message/rich-text.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

const keyOf = (accountId: string) => `signature_${accountId}`

/** What stands beneath the mailings of an account, `undefined` for nothing. What it holds is looked at when it is shown. */
export async function findSignature(accountId: string): Promise<RichText | undefined> {
	const kept = await findSetting(keyOf(accountId))
	if (!kept) return undefined
	try {
		return JSON.parse(kept) as RichText
	} catch {
		return undefined // Whatever it was, no mailing is held up by it.
	}
}

/** Sets an account's signature, durably; `undefined` takes it away. */
export function saveSignature(accountId: string, doc: RichText | undefined): Promise<Result<unknown, StorageFault>> {
	return saveSetting(keyOf(accountId), doc ? JSON.stringify(doc) : '')
}
