/** A server's whole reply (RFC 5321 §4.2), its lines without code and line end. */
export type Reply = { code: number; enhanced: string | undefined; lines: string[] }

/** RFC 5321 §4.5.3.1.5 says 512 octets; servers are longer-winded, but not without end. */
const MAX_LINE_OCTETS = 4096
const MAX_REPLY_LINES = 200
const MAX_TEXT_LENGTH = 1000

const LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/s
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?=\s|$)\s*/
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROLS = /[\u0000-\u001f\u007f]+/g

/** What arrived is no SMTP reply: the two sides no longer mean the same thing. */
export class MalformedReplyError extends Error {
	override name = 'MalformedReplyError'
}

/**
 * Cuts what a server sends into replies, wherever the chunks are cut, in time linear in what arrives and in bounded
 * memory. A line may end in a bare LF: nothing else can be meant by it.
 */
export class ReplyParser {
	#chunks: Buffer[] = []
	#octets = 0
	#code: number | undefined
	#lines: string[] = []

	/** True when nothing of an unfinished reply has arrived. */
	get empty(): boolean {
		return this.#octets === 0 && this.#code === undefined
	}

	/**
	 * Gives the replies that a chunk completes, each as soon as it has been read. Throws `MalformedReplyError`, after those
	 * before the fault; the parser is of no use after that.
	 */
	*push(chunk: Buffer): Generator<Reply> {
		let from = 0
		for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
			const reply = this.#endLine(chunk.subarray(from, end))
			if (reply) yield reply
			from = end + 1
		}
		if (from < chunk.length) this.#keep(chunk.subarray(from))
	}

	#keep(part: Buffer): void {
		this.#octets += part.length
		if (this.#octets > MAX_LINE_OCTETS) throw new MalformedReplyError('line too long')
		this.#chunks.push(part)
	}

	/** Nearly every line arrives in one piece. */
	#wholeLine(end: Buffer): string {
		this.#keep(end)
		const line = this.#chunks.length === 1 ? end : Buffer.concat(this.#chunks)
		this.#chunks = []
		this.#octets = 0
		return line.toString('utf8')
	}

	#endLine(part: Buffer): Reply | undefined {
		const line = this.#wholeLine(part).replace(/\r$/, '')
		const [, digits, separator, text = ''] = LINE.exec(line) ?? []
		if (digits === undefined) throw new MalformedReplyError('no reply code')
		const code = Number(digits)
		if (this.#code !== undefined && this.#code !== code) throw new MalformedReplyError('codes differ')
		if (this.#lines.length === MAX_REPLY_LINES) throw new MalformedReplyError('too many lines')
		this.#lines.push(text.replace(CONTROLS, ' ').trimEnd())
		this.#code = separator === '-' ? code : undefined
		if (separator === '-') return undefined
		const lines = this.#lines
		this.#lines = []
		return { code, enhanced: ENHANCED.exec(lines[0] ?? '')?.[1], lines }
	}
}

/** A reply on one line for a person to read, without the repetitions of a long one, and not endless. */
export function formatReply({ code, enhanced, lines }: Reply): string {
	const words = lines.map((line) => line.replace(ENHANCED, '').trim()).filter((line) => line !== '')
	const text = [code, ...(enhanced === undefined ? [] : [enhanced]), ...words].join(' ')
	return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text
}
