import { argon2idAsync } from '@noble/hashes/argon2.js'

/** How dear one guess of a passphrase is: memory in KiB, passes over it, lanes. */
export type Argon2idCost = { memoryKiB: number; passes: number; lanes: number }

const KEY_OCTETS = 32

/**
 * Stretches a passphrase into 32 octets: Argon2id (RFC 9106), version 1.3, no secret, no associated data.
 *
 * Takes half a second and the memory it names at the cost of today: run it in a worker. `onprogress` hears shares from
 * 0 to 1. The passphrase is taken in the one form that `normalizePassphrase` gives it.
 */
export async function stretchPassphrase(
	passphrase: string,
	{ salt, memoryKiB, passes, lanes }: Argon2idCost & { salt: Uint8Array },
	onprogress?: (share: number) => void
): Promise<Uint8Array<ArrayBuffer>> {
	const options = { m: memoryKiB, t: passes, p: lanes, dkLen: KEY_OCTETS, onProgress: onprogress }
	return new Uint8Array(await argon2idAsync(normalizePassphrase(passphrase), salt, options))
}

/**
 * A passphrase in the form in which it counts: NFKC, lower case, runs of white space and hyphens as one space, none at
 * the ends. A capital that a phone puts in front, or a second space, does not keep anyone from his own data.
 */
export function normalizePassphrase(passphrase: string): string {
	return passphrase
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\p{Dash_Punctuation}]+/gu, ' ')
		.trim()
}
