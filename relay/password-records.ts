import { openPassword, sealPassword, SealedPasswordError, type SealedFor } from '#shared/crypto/sealed-password.ts'
import type { Keys } from './keys.ts'
import { Refusal } from './problems.ts'

/** A password in clear. `resealedPassword` stands in for a record under an earlier key. */
export type OpenedPassword = { password: string; resealedPassword?: string }

/** Opens a sealed password for the settings it is about to be used with. Throws a `Refusal`, `password-unreadable`. */
export async function openRecord(
	{ sealing, previousSealing }: Pick<Keys, 'sealing' | 'previousSealing'>,
	sealedFor: SealedFor,
	record: string
): Promise<OpenedPassword> {
	for (const key of [sealing, ...previousSealing]) {
		const password = await openPassword(key, sealedFor, record).catch((error: unknown) => {
			if (error instanceof SealedPasswordError) throw new Refusal('password-unreadable')
			throw error
		})
		if (password === null) continue
		if (key === sealing) return { password }
		return { password, resealedPassword: await sealPassword(sealing, sealedFor, password) }
	}
	throw new Refusal('password-unreadable')
}
