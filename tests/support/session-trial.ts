import { onTestFinished } from 'vitest'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import type { Delivery, Envelope, Session } from '#relay/mail/session.ts'
import { wireContent } from '#relay/mail/wire-content.ts'
import { startTestServer, type Answer, type Moment, type TestServerOptions } from '#tests/support/smtp-server.ts'

const mailer = createMailer({ envelopeMs: 1000, dataMs: 1000, contentMs: 3000, acceptanceMs: 1000, quitMs: 100 })
/** A message with lines of dots, which the wire must not end at. */
export const RAW = Buffer.from('Subject: x\r\n\r\nBonjour\r\n.\r\n..\r\nfin\r\n')

type Letter = { to?: string; raw?: Buffer }

export function envelope({ to = 'jo@members.example', raw = RAW }: Letter = {}): Envelope {
	return { from: 'club@test.example', to, content: wireContent(raw) }
}

/** A server and an open session at it, which both end with the test. */
export async function begin(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const { host, port, certificate } = server
	const opened = await mailer.open({
		host,
		port,
		security: options.security ?? 'none',
		username: 'u',
		password: options.users ? 'p' : '',
		addresses: [host],
		extraCa: [certificate]
	})
	if (!opened.ok) throw new Error(opened.error.reply)
	onTestFinished(() => opened.value.close())
	return { server, session: opened.value }
}

/** Sends one message, and tells whether its end was committed. */
export async function send(session: Session, changed: Letter = {}) {
	let commits = 0
	const delivery = await session.send(envelope(changed), () => {
		commits += 1
		return Promise.resolve()
	})
	return { delivery, commits }
}

/** A script that answers one stage of the first message. */
export function once(stage: Moment['stage'], answer: Answer): TestServerOptions {
	return { script: (moment) => (moment.stage === stage && moment.message === 1 ? answer : undefined) }
}

/** Why a message failed. */
export function failureOf(delivery: Delivery) {
	return 'failure' in delivery ? delivery.failure : undefined
}
