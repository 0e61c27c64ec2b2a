import { createTransport } from 'nodemailer'

/** The same work by nodemailer's pool alone: `PORT COUNT CONNECTIONS TEXT_LENGTH`. Prints the milliseconds it took. */
const [port = 0, count = 0, maxConnections = 1, length = 0] = process.argv.slice(2).map(Number)
const pool = createTransport({
	pool: true,
	host: '127.0.0.1',
	port,
	secure: false,
	ignoreTLS: true,
	maxConnections,
	maxMessages: Infinity
})
const text = 'Bonjour à toutes et à tous. '.repeat(Math.ceil(length / 28)).slice(0, length)

const start = performance.now()
await Promise.all(
	Array.from({ length: count }, (_, index) =>
		pool.sendMail({
			from: { name: 'Le Club', address: 'club@example.org' },
			to: `membre${index}@example.org`,
			subject: `Assemblée générale, membre ${index}`,
			text
		})
	)
)
console.log(performance.now() - start)
pool.close()
