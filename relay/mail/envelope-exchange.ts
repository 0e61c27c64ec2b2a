import { classifyReply, type Stage } from './classify.ts'
import { ConnectionError, type Connection } from './connection.ts'
import { formatReply, type Reply } from './reply.ts'
import { SESSION_FULL } from './reply-words.ts'
import type { Failure } from './session.ts'
import type { Timeouts } from './timeouts.ts'
import type { Command } from './transaction.ts'

/** What became of an envelope: the server waits for the content, or why not. */
export type Reception =
	| { ready: true }
	| {
			ready: false
			failure: Failure
			/** The server may still hold the envelope: RSET comes before the next. */
			stale?: boolean
			/** The connection is of no further use. */
			over?: boolean
			/** The server wants no more messages over this one connection. */
			full?: boolean
	  }

type EnvelopeTimeouts = Pick<Timeouts, 'envelopeMs' | 'dataMs'>

const LONE_DOT = Buffer.from('.\r\n')

/** Says one command after the other, none after one that was refused. */
export async function askOneByOne(
	connection: Connection,
	commands: readonly Command[],
	timeouts: EnvelopeTimeouts
): Promise<Reception> {
	for (const { stage, line, expected } of commands) {
		const reply = await connection.ask(line, timeoutFor(stage, timeouts))
		if (classOf(reply) === expected) continue
		const failure = classifyReply(stage, reply)
		const stale = stage === 'rcpt' || stage === 'data'
		return { ready: false, failure, stale, over: isOver(reply, failure), full: isFull(reply) }
	}
	return { ready: true }
}

/**
 * Reads the replies to commands that went out in one group, each in its turn (RFC 2920 §3.1).
 *
 * The first refusal says what is wrong; those after it only follow from it. A server that wants the content all the
 * same gets none: a lone dot ends it where no recipient was accepted, else the connection is over, because with an
 * older envelope still there a line end could send somebody something.
 */
export async function readGroup(
	connection: Connection,
	commands: readonly Command[],
	options: EnvelopeTimeouts & {
		/** Time for the first reply, where it differs. */
		firstMs?: number
		/** Called with each reply. */
		onReply?: (reply: Reply) => void
	}
): Promise<Reception> {
	let refusal: { command: Command; failure: Failure } | undefined
	let wantsContent = false
	for (const [index, command] of commands.entries()) {
		const timeoutMs = timeoutFor(command.stage, options)
		const reply = await connection.read(index === 0 ? (options.firstMs ?? timeoutMs) : timeoutMs)
		options.onReply?.(reply)
		wantsContent = classOf(reply) === 3
		if (classOf(reply) === command.expected) continue
		if (reply.code < 400) throw new ConnectionError('desync', `unexpected: ${formatReply(reply)}`)
		refusal ??= { command, failure: classifyReply(command.stage, reply) }
		if (reply.code === 421 || isFull(reply)) {
			return { ready: false, failure: refusal.failure, over: true, full: isFull(reply) }
		}
	}
	if (!refusal) return { ready: true }
	const { failure, command } = refusal
	if (!wantsContent) return { ready: false, failure, stale: true }
	const ended = command.stage === 'rcpt' && (await endWithoutContent(connection, options.dataMs))
	return { ready: false, failure, stale: true, over: !ended }
}

/** Told to go, full, or out of step: the next message gets a fresh connection. */
export function isOver(reply: Reply, failure: Failure): boolean {
	return reply.code === 421 || failure.code === 'smtp-protocol' || isFull(reply)
}

function isFull({ code, lines }: Reply): boolean {
	return code >= 400 && lines.some((line) => SESSION_FULL.test(line))
}

/** Whatever the server says to it, nobody gets anything: it had refused the only recipient. */
async function endWithoutContent(connection: Connection, timeoutMs: number): Promise<boolean> {
	try {
		connection.finish([LONE_DOT])
		const { code } = await connection.read(timeoutMs)
		return code !== 421
	} catch (error) {
		if (!(error instanceof ConnectionError)) throw error
		return false
	}
}

const timeoutFor = (stage: Stage, { envelopeMs, dataMs }: EnvelopeTimeouts): number =>
	stage === 'data' ? dataMs : envelopeMs

const classOf = ({ code }: Reply): number => Math.floor(code / 100)
