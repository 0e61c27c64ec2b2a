/** An archive of these files, each packed, or stored as it is; made here, so that a test can spoil any octet of it. */
export async function zipBytes(
	files: Record<string, Uint8Array<ArrayBuffer>>,
	{ stored = false } = {}
): Promise<Uint8Array<ArrayBuffer>> {
	const [bodies, directory]: [Uint8Array<ArrayBuffer>[], Uint8Array<ArrayBuffer>[]] = [[], []]
	let at = 0
	for (const [name, bytes] of Object.entries(files)) {
		const packed = stored ? bytes : await deflate(bytes)
		const title = new TextEncoder().encode(name)
		// Version, flags (names in UTF-8), method, time and day, checksum, both sizes, lengths of name and extra.
		const common = numbers([2, 20], [2, 0x0800], [2, stored ? 0 : 8], [4, 0], [4, 0], [4, packed.length])
		const sizes = numbers([4, bytes.length], [2, title.length], [2, 0])
		bodies.push(numbers([4, 0x04034b50]), common, sizes, title, packed)
		const place = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at])
		directory.push(numbers([4, 0x02014b50], [2, 20]), common, sizes, place, title)
		at += 30 + title.length + packed.length
	}
	const count = Object.keys(files).length
	const octets = directory.reduce((sum, part) => sum + part.length, 0)
	const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, octets], [4, at], [2, 0])
	return new Uint8Array(await new Blob([...bodies, ...directory, end]).arrayBuffer())
}

/** Whole numbers of two or four octets each, the lowest first. */
function numbers(...parts: [octets: 2 | 4, value: number][]): Uint8Array<ArrayBuffer> {
	const bytes = parts.flatMap(([octets, value]) =>
		Array.from({ length: octets }, (_, index) => (value >>> (8 * index)) & 0xff)
	)
	return Uint8Array.from(bytes)
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
	const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
	return new Uint8Array(await new Response(packed).arrayBuffer())
}
