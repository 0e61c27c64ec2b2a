/** Octets of content in a chunk; the last one may hold fewer, never none. */
const CHUNK_OCTETS = 65_536
const TAG_OCTETS = 16
const SEALED_OCTETS = CHUNK_OCTETS + TAG_OCTETS
const NONCE_OCTETS = 12

/** What every chunk is sealed with: a key of this one file, and what must stand before the chunks. */
export type ChunkSeal = { key: CryptoKey; associated: Uint8Array<ArrayBuffer> }

/**
 * Seals a content in chunks: AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015). The
 * nonce counts the chunks and marks the last one, so that none can be left out, moved, repeated or added unseen.
 */
export async function sealChunks(
	content: Uint8Array<ArrayBuffer>,
	{ key, associated }: ChunkSeal,
	onprogress?: (share: number) => void
): Promise<Uint8Array<ArrayBuffer>[]> {
	const count = Math.ceil(content.length / CHUNK_OCTETS)
	const sealed: Uint8Array<ArrayBuffer>[] = []
	for (let index = 0; index < count; index += 1) {
		const chunk = content.subarray(index * CHUNK_OCTETS, (index + 1) * CHUNK_OCTETS)
		const params = gcm(associated, { index, last: index === count - 1 })
		sealed.push(new Uint8Array(await crypto.subtle.encrypt(params, key, chunk)))
		onprogress?.((index + 1) / count)
	}
	return sealed
}

/** The content of sealed chunks, `undefined` when a single octet of them is not as it was written. */
export async function openChunks(
	sealed: Uint8Array<ArrayBuffer>,
	{ key, associated }: ChunkSeal,
	onprogress?: (share: number) => void
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const count = Math.ceil(sealed.length / SEALED_OCTETS)
	const content = new Uint8Array(Math.max(0, sealed.length - count * TAG_OCTETS))
	if (content.length === 0 || content.length <= (count - 1) * CHUNK_OCTETS) return undefined
	for (let index = 0; index < count; index += 1) {
		const chunk = sealed.subarray(index * SEALED_OCTETS, (index + 1) * SEALED_OCTETS)
		const params = gcm(associated, { index, last: index === count - 1 })
		const opened = await crypto.subtle.decrypt(params, key, chunk).catch(() => undefined)
		if (!opened) return undefined
		content.set(new Uint8Array(opened), index * CHUNK_OCTETS)
		onprogress?.((index + 1) / count)
	}
	return content
}

/** Nonce: the chunk's number in 11 octets, most significant first, then 1 for the last chunk and 0 for any other. */
function gcm(additionalData: Uint8Array<ArrayBuffer>, { index, last }: { index: number; last: boolean }) {
	const iv = new Uint8Array(NONCE_OCTETS)
	new DataView(iv.buffer).setUint32(NONCE_OCTETS - 5, index)
	iv[NONCE_OCTETS - 1] = last ? 1 : 0
	return { name: 'AES-GCM', iv, additionalData }
}
