import { createSocket } from 'node:dgram'
import { isIPv4 } from 'node:net'

const A = 1
const AAAA = 28

/**
 * A name server on the loopback that knows the given names, says of all others that they do not exist, and nothing at
 * all to questions for a name whose first address is `silence`.
 */
export async function startNameServer(
	names: Record<string, string[]>
): Promise<{ address: string; questions: string[]; close: () => Promise<void> }> {
	const socket = createSocket('udp4')
	const questions: string[] = []
	socket.on('message', (query, { address, port }) => {
		const { name, type, end } = readQuestion(query)
		questions.push(`${type === A ? 'A' : 'AAAA'} ${name}`)
		const known = names[name]
		if (known?.[0] === 'silence') return
		const addresses = (known ?? []).filter((text) => isIPv4(text) === (type === A))
		const header = Buffer.alloc(12)
		header.writeUInt16BE(query.readUInt16BE(0), 0)
		header.writeUInt16BE(known ? 0x8180 : 0x8183, 2)
		header.writeUInt16BE(1, 4)
		header.writeUInt16BE(addresses.length, 6)
		const answers = addresses.map((text) => record(type, text))
		socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), port, address)
	})
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
	return {
		address: `127.0.0.1:${socket.address().port}`,
		questions,
		close: () => new Promise((resolve) => socket.close(() => resolve()))
	}
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
	const labels: string[] = []
	let at = 12
	for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
		labels.push(query.subarray(at + 1, at + 1 + length).toString('ascii'))
		at += 1 + length
	}
	return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function record(type: number, address: string): Buffer {
	const data = type === AAAA ? ipv6Octets(address) : Buffer.from(address.split('.').map(Number))
	const head = Buffer.alloc(12)
	head.writeUInt16BE(0xc00c, 0)
	head.writeUInt16BE(type, 2)
	head.writeUInt16BE(1, 4)
	head.writeUInt32BE(60, 6)
	head.writeUInt16BE(data.length, 10)
	return Buffer.concat([head, data])
}

function ipv6Octets(address: string): Buffer {
	const host = new URL(`http://[${address}]/`).hostname.slice(1, -1)
	const [left = '', right] = host.split('::')
	const groups = (part: string) => part.split(':').filter(Boolean)
	const [before, after] = [groups(left), groups(right ?? '')]
	const middle = right === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
	const octets = Buffer.alloc(16)
	for (const [index, group] of [...before, ...middle, ...after].entries()) {
		octets.writeUInt16BE(Number.parseInt(group, 16), index * 2)
	}
	return octets
}
