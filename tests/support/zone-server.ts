import { createSocket } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import { AUTHORITATIVE_ANSWER, decode, encode, TRUNCATED_RESPONSE, type Question } from 'dns-packet'

const MAX_UDP_OCTETS = 512
const NOT_FOUND = 3
const SERVER_FAILURE = 2

/** Records of a name, by type; `CNAME` stands for all. Texts are cut into pieces of 255 octets. */
type Records = {
	A?: string[]
	AAAA?: string[]
	TXT?: string[]
	MX?: { preference: number; exchange: string }[]
	SRV?: { priority: number; weight: number; port: number; target: string }[]
	CNAME?: string[]
}

/** What the server does with a name: what it knows of it, or one of the ways in which servers fail. */
export type Zone = Record<string, Records | 'silence' | 'servfail' | 'truncated' | 'rubbish'>

export type ZoneServer = { address: string; questions: string[]; close: () => Promise<void> }

/**
 * An authoritative name server on the loopback, over UDP and TCP. A name above one that it knows exists, and is empty;
 * all others do not exist. Answers too long for UDP are cut short, to be asked for again over TCP, as by a real one;
 * `truncated` cuts off whoever does.
 */
export async function startZoneServer(zone: Zone): Promise<ZoneServer> {
	const questions: string[] = []
	const udp = createSocket('udp4')
	const tcp = createServer({ noDelay: true }, (socket) => {
		let received = Buffer.alloc(0)
		socket.on('error', () => {}) // Whoever asks may go at any time.
		socket.on('data', (octets: Buffer) => {
			received = Buffer.concat([received, octets])
			while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
				const end = 2 + received.readUInt16BE(0)
				const answer = answerTo(zone, received.subarray(2, end), { questions, whole: true })
				received = received.subarray(end)
				if (!answer) {
					socket.destroy()
					continue
				}
				const length = Buffer.alloc(2)
				length.writeUInt16BE(answer.length)
				socket.write(Buffer.concat([length, answer]))
			}
		})
	})
	const port = await listenTwice(udp, tcp)
	udp.on('message', (query, from) => {
		const answer = answerTo(zone, query, { questions, whole: false })
		if (answer) udp.send(answer, from.port, from.address)
	})
	return {
		address: `127.0.0.1:${port}`,
		questions,
		close: async () => {
			await new Promise<void>((resolve) => udp.close(() => resolve()))
			await new Promise<void>((resolve) => tcp.close(() => resolve()))
		}
	}
}

/** A port that is free for both: one that is taken for the second is given back. */
async function listenTwice(udp: ReturnType<typeof createSocket>, tcp: Server): Promise<number> {
	await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(0, '127.0.0.1', resolve))
	const bound = tcp.address()
	if (bound === null || typeof bound === 'string') throw new Error('not bound to a port')
	await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(bound.port, '127.0.0.1', resolve))
	return bound.port
}

function answerTo(
	zone: Zone,
	query: Buffer,
	{ questions, whole }: { questions: string[]; whole: boolean }
): Buffer | undefined {
	const { id = 0, questions: [question] = [] } = decode(query)
	if (!question) return undefined
	questions.push(`${question.type} ${question.name.toLowerCase()}`)
	const known = zone[question.name.toLowerCase()]
	const reply = (code: number, answers: readonly { name: string; type: string; ttl: number; data: unknown }[] = []) =>
		encode({ id, type: 'response', flags: AUTHORITATIVE_ANSWER | code, questions: [question], answers })
	const cut = () =>
		encode({
			id,
			type: 'response',
			flags: AUTHORITATIVE_ANSWER | TRUNCATED_RESPONSE,
			questions: [question],
			answers: []
		})

	if (known === 'silence') return undefined
	if (known === 'servfail') return reply(SERVER_FAILURE)
	if (known === 'truncated') return whole ? undefined : cut()
	if (known === 'rubbish')
		return Buffer.concat([query.subarray(0, 2), Buffer.from('8180000100ff00ff00ffdeadbeef', 'hex')])
	if (!known) return reply(isAboveKnown(zone, question.name.toLowerCase()) ? 0 : NOT_FOUND)
	const answer = reply(0, recordsFor(zone, question))
	return whole || answer.length <= MAX_UDP_OCTETS ? answer : cut()
}

/** What a name has of a type; an alias, and what the name that it stands for has. */
function recordsFor(
	zone: Zone,
	{ name, type }: Question
): { name: string; type: string; ttl: number; data: unknown }[] {
	const known = zone[name.toLowerCase()]
	if (known === undefined || typeof known === 'string') return []
	const target = known.CNAME?.[0]
	if (target !== undefined) {
		return [{ name, type: 'CNAME', ttl: 60, data: target }, ...recordsFor(zone, { name: target, type })]
	}
	const all = known as Record<string, unknown[] | undefined>
	return (all[type] ?? []).map((data) => ({
		name,
		type,
		ttl: 60,
		data: type === 'TXT' ? piecesOf(String(data)) : data
	}))
}

const piecesOf = (text: string): string[] => text.match(/[^]{1,255}/g) ?? ['']

const isAboveKnown = (zone: Zone, name: string): boolean => Object.keys(zone).some((each) => each.endsWith(`.${name}`))
