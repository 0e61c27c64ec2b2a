import { createTransport } from 'nodemailer'
import { ATTACHMENT_OCTETS, textOf } from './work.ts'

/**
 * The same work by nodemailer's pool alone: `PORT COUNT CONNECTIONS ATTACHMENTS`. Prints the milliseconds and the
 * seconds of processor time that it took.
 */
const [port = 0, count = 0, maxConnections = 1, attachments = 0] = process.argv.slice(2).map(Number)
const pool = createTransport({
	pool: true,
	host: '127.0.0.1',
	port,
	secure: false,
	ignoreTLS: true,
	maxConnections,
	maxMessages: Infinity
})
const text = textOf()
const content = Buffer.alloc(ATTACHMENT_OCTETS, 'x')

const before = process.cpuUsage()
const start = performance.now()
// Twice as many at a time as there are connections: it holds on to all that it is given.
let next = 0
await Promise.all(
	Array.from({ length: 2 * maxConnections }, async () => {
		for (let index = next++; index < count; index = next++) {
			await pool.sendMail({
				from: { name: 'Le Club', address: 'club@example.org' },
				to: `membre${index}@example.org`,
				subject: `Assemblée générale, membre ${index}`,
				text,
				attachments: Array.from({ length: attachments }, (_, n) => ({ filename: `${n}.bin`, content }))
			})
		}
	})
)
const { user, system } = process.cpuUsage(before)
console.log(performance.now() - start, (user + system) / 1e6)
pool.close()
