/**
 * Cuts a stream of text chunks into the values of its lines (newline-delimited JSON), wherever the chunks are cut.
 *
 * Yields the lines of each chunk together, so that a reader can store them together. Empty lines are skipped, an
 * unfinished last line is dropped: its writer died. Throws `SyntaxError` on a line that is not JSON.
 */
export async function* parseNdjson(chunks: AsyncIterable<string>): AsyncGenerator<unknown[]> {
	let rest = ''
	for await (const chunk of chunks) {
		const lines = chunk.split('\n')
		// Only the chunk is looked through: a long line that comes in many pieces is not gone over again for each.
		lines[0] = rest + (lines[0] ?? '')
		rest = lines.pop() ?? ''
		const values = lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line))
		if (values.length > 0) yield values
	}
}
