/** Packs parts that follow one another, as one gzip member (RFC 1952). */
export async function gzip(parts: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
	return through(new Blob(parts), new CompressionStream('gzip'))
}

/** Unpacks gzip, `undefined` when it is none. */
export async function gunzip(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
	try {
		return await through(new Blob([packed]), new DecompressionStream('gzip'))
	} catch {
		return undefined // The stream says in its own words what is wrong with it: nobody can act on that.
	}
}

async function through(blob: Blob, transform: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await new Response(blob.stream().pipeThrough(transform as never)).arrayBuffer())
}
