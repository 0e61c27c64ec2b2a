import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeMessage } from '#relay/mail/compose.ts'
import type { Envelope, Mailer, Session } from '#relay/mail/session.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { findChasquidObstacle, startChasquid, type Chasquid } from '#tests/support/chasquid.ts'
import { findPostfixObstacle, startPostfix, type Postfix } from '#tests/support/postfix.ts'

/** Where mail is handed in. */
type Door = Pick<Chasquid, 'host' | 'port' | 'username' | 'password' | 'certificate'>

async function open(mailer: Mailer, { certificate, ...door }: Door, security: 'starttls' | 'tls'): Promise<Session> {
	const opened = await mailer.open({ ...door, security, addresses: [door.host], extraCa: [certificate] })
	if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reply}`)
	return opened.value
}

async function letterTo(to: string, subject: string): Promise<Envelope> {
	const content = await composeMessage({
		sender: { email: 'secretariat@club.test' },
		recipient: { email: to },
		content: { subject, text: 'Bonjour,\n.\nà bientôt' },
		messageId: `<${subject}@club.test>`,
		boundary: 'boundary',
		date: new Date(0)
	})
	return { from: 'secretariat@club.test', to, content }
}

/** Sends letters as a mailing does: each announced with the end of the one before, another session where one ends. */
async function sendAll(openSession: () => Promise<Session>, letters: readonly Envelope[]) {
	let session = await openSession()
	let sessions = 1
	const outcomes: string[] = []
	for (let index = 0; index < letters.length;) {
		const letter = letters[index]
		if (!letter) break
		if (!session.usable) {
			session = await openSession()
			sessions += 1
		}
		const delivery = await session.send(
			letter,
			() => Promise.resolve(),
			() => letters[index + 1]
		)
		if (delivery.outcome === 'unsent') continue
		outcomes.push('failure' in delivery ? delivery.failure.code : delivery.outcome)
		index += 1
	}
	await session.close()
	return { outcomes, sessions }
}

const postfixObstacle = findPostfixObstacle()
if (postfixObstacle) console.warn(`Not tried against the real Postfix at one round trip a message: ${postfixObstacle}.`)

describe.skipIf(postfixObstacle !== undefined)('one round trip a message, at a real Postfix', () => {
	let postfix: Postfix
	beforeAll(async () => {
		postfix = await startPostfix()
	}, 60_000)
	afterAll(() => postfix.stop())

	test.each(['starttls', 'tls'] as const)('delivers each once over %s, refused ones among them', async (security) => {
		const { host, submissionPort, tlsPort, ...rest } = postfix
		const door = { ...rest, host, port: security === 'tls' ? tlsPort : submissionPort }
		const names = ['a', 'bounce', 'b', 'c', 'bounce', 'full', 'd', 'e', 'f']
		const letters = await Promise.all(names.map((name, n) => letterTo(`${name}@club.test`, `${security}-${n}`)))

		const { outcomes, sessions } = await sendAll(async () => await open(createMailer(), door, security), letters)

		expect(outcomes).toEqual(
			names.map((name) => (name === 'bounce' ? 'address-unknown' : name === 'full' ? 'mailbox-full' : 'sent'))
		)
		expect(sessions).toBe(1)
		const expected = names.flatMap((name, n) => (/bounce|full/.test(name) ? [] : [`${security}-${n}`]))
		const subjects = async () =>
			(await postfix.listDelivered()).flatMap(
				(raw) => new RegExp(`^Subject: (${security}-\\d+)`, 'm').exec(raw)?.[1] ?? []
			)
		await expect.poll(async () => (await subjects()).toSorted(), { timeout: 20_000 }).toEqual(expected.toSorted())
		expect(await postfix.log()).not.toMatch(/improper command pipelining|lost connection/)
	})
})

const chasquidObstacle = findChasquidObstacle()
if (chasquidObstacle) console.warn(`Not tried against the real chasquid: ${chasquidObstacle}.`)

describe.skipIf(chasquidObstacle !== undefined)('a real chasquid, which loses what follows a dot', () => {
	let chasquid: Chasquid
	beforeAll(async () => {
		chasquid = await startChasquid()
	}, 60_000)
	afterAll(() => chasquid.stop())

	test('gets each message once, at two round trips as soon as it has been found out', async () => {
		const mailer = createMailer({ announcedMs: 1000 })
		const people = [1, 2, 3, 4, 5, 6].map((n) => `membre${n}@club.test`)
		const letters = await Promise.all(people.map((to, n) => letterTo(to, `letter-${n}`)))

		const { outcomes, sessions } = await sendAll(async () => await open(mailer, chasquid, 'starttls'), letters)

		expect(outcomes).toEqual(people.map(() => 'sent'))
		expect(sessions).toBe(2)
		const subjects = async () =>
			[...(await chasquid.delivered()).matchAll(/^Subject: (letter-\d)/gm)].map(([, subject]) => subject)
		await expect
			.poll(async () => (await subjects()).toSorted(), { timeout: 20_000 })
			.toEqual(people.map((_, n) => `letter-${n}`))
	})
})
