import { onTestFinished } from 'vitest'
import type { Delivery, Envelope, Mailer, Session } from '#relay/mail/session.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { wireContent } from '#relay/mail/wire-content.ts'
import {
	startTestServer,
	type Answer,
	type Moment,
	type TestServer,
	type TestServerOptions
} from '#tests/support/smtp-server.ts'

const TIMEOUTS = { envelopeMs: 1500, dataMs: 1500, announcedMs: 300, contentMs: 3000, acceptanceMs: 1500, quitMs: 200 }

/** One letter of a run, told from the others by its number. */
export const letter = (n: number): Envelope => ({
	from: 'club@test.example',
	to: `membre${n}@members.example`,
	content: wireContent(Buffer.from(`Subject: ${n}\r\n\r\nBonjour ${n}\r\n.\r\nfin\r\n`))
})

/** A server that offers PIPELINING, and keeps what it was sent piece by piece; ends with the test. */
export async function start(options: TestServerOptions = {}) {
	const server = await startTestServer({ extensions: ['PIPELINING'], keepPieces: true, ...options })
	onTestFinished(server.close)
	return { server, mailer: createMailer(TIMEOUTS) }
}

/** A session at it, which ends with the test. */
export async function open(mailer: Mailer, server: TestServer, security: TestServerOptions['security'] = 'none') {
	const { host, port, certificate } = server
	const login = security === 'none' ? { username: '', password: '' } : { username: 'u', password: 'p' }
	const account = { host, port, security, addresses: [host], extraCa: [certificate], ...login }
	const opened = await mailer.open(account)
	if (!opened.ok) throw new Error(opened.error.reply)
	onTestFinished(() => opened.value.close())
	return opened.value
}

/** Sends letters over one session as long as it is of use, each announced with the end of the one before. */
export async function sendAll(session: Session, letters: readonly Envelope[]): Promise<Delivery[]> {
	const deliveries: Delivery[] = []
	for (const [index, each] of letters.entries()) {
		if (!session.usable) break
		deliveries.push(
			await session.send(
				each,
				() => Promise.resolve(),
				() => letters[index + 1]
			)
		)
	}
	return deliveries
}

/** What became of a letter, in a word or two. */
export const brief = (delivery: Delivery | undefined) =>
	delivery && ('failure' in delivery ? `${delivery.outcome} ${delivery.failure.code}` : delivery.outcome)

export const reached = (server: TestServer) => server.accepted.map(({ to }) => to.join())
export const addressOf = (...numbers: number[]) => numbers.map((n) => letter(n).to)
/** The commands that a server heard after the greeting, by their verbs. */
export const verbs = (server: TestServer) => server.commands.slice(1).map((line) => line.slice(0, 4))

/** A script that answers one stage of one message. */
export const at = (message: number, stage: Moment['stage'], answer: Answer): TestServerOptions => ({
	script: (moment) => (moment.message === message && moment.stage === stage ? answer : undefined)
})

/** Notes what arrives in which piece: commands by their verb, contents by their number of octets in pieces. */
export function recordPieces(server: TestServer): string[] {
	return server.pieces.map((piece) =>
		piece
			.toString()
			.split('\r\n')
			.filter((line) => /^(?:MAIL|RCPT|DATA|RSET|QUIT|\.$)/.test(line))
			.map((line) => line.slice(0, 4))
			.join(' ')
	)
}
