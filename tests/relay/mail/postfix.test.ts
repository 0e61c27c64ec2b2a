import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeMessage } from '#relay/mail/compose.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import type { Account, Session } from '#relay/mail/session.ts'
import { findPostfixObstacle, startPostfix, type Postfix } from '#tests/support/postfix.ts'

const obstacle = findPostfixObstacle()
if (obstacle) console.warn(`Not tried against the real Postfix: ${obstacle}.`)

describe.skipIf(obstacle !== undefined)('a real Postfix', () => {
	let postfix: Postfix
	beforeAll(async () => {
		postfix = await startPostfix()
	}, 60_000)
	afterAll(() => postfix.stop())

	function account(changed: Partial<Account> = {}): Account {
		const { host, submissionPort, username, password, certificate } = postfix
		const address = { host, port: submissionPort, addresses: [host], extraCa: [certificate] }
		return { ...address, security: 'starttls', username, password, ...changed }
	}

	async function open(changed: Partial<Account> = {}): Promise<Session> {
		const opened = await createMailer().open(account(changed))
		if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reply}`)
		return opened.value
	}

	async function send(session: Session, to: string, text = 'Bonjour,\n.\n..\nà bientôt\n') {
		const content = await composeMessage({
			sender: { email: 'secretariat@club.test', name: 'Le "Club", à Écully' },
			recipient: { email: to, name: 'Dupont, Zoé' },
			content: { subject: `Réunion de ${to}`, text, html: '<p>Bonjour</p>' },
			messageId: `<${to.split('@')[0] === 'zoé' ? 'zoe' : 'x'}@club.test>`,
			boundary: 'boundary',
			date: new Date(0)
		})
		return await session.send({ from: 'secretariat@club.test', to, content }, () => Promise.resolve())
	}

	async function delivered(to: string) {
		const mails = await Promise.all((await postfix.listDelivered()).map((raw) => simpleParser(raw)))
		return mails.filter(({ subject }) => subject === `Réunion de ${to}`)
	}

	test.each(['starttls', 'tls'] as const)('takes mail over %s and a login, and delivers it whole', async (security) => {
		const session = await open({ security, ...(security === 'tls' && { port: postfix.tlsPort }) })
		const to = `zoe-${security}@club.test`

		const delivery = await send(session, to)
		expect(delivery.outcome === 'sent' && delivery.reply).toContain('queued as')
		await session.close()

		await expect.poll(() => delivered(to), { timeout: 10_000 }).toHaveLength(1)
		const [mail] = await delivered(to)
		expect(mail?.text).toBe('Bonjour,\n.\n..\nà bientôt\n')
		expect(mail?.from?.value).toEqual([{ address: 'secretariat@club.test', name: 'Le "Club", à Écully' }])
	})

	test('refuses two recipients among many, on one connection, and the others get theirs', async () => {
		const session = await open()
		const people = ['a@club.test', 'bounce@club.test', 'b@club.test', 'full@club.test', 'zoé@club.test', 'c@club.test']

		const outcomes = []
		for (const to of people) {
			const delivery = await send(session, to)
			outcomes.push('failure' in delivery ? `${delivery.failure.code} ${delivery.failure.temporary}` : delivery.outcome)
		}
		await session.close()

		expect(outcomes).toEqual(['sent', 'address-unknown false', 'sent', 'mailbox-full true', 'sent', 'sent'])
		for (const to of ['a@club.test', 'b@club.test', 'zoé@club.test', 'c@club.test']) {
			await expect.poll(() => delivered(to), { timeout: 10_000 }).toHaveLength(1)
		}
	})

	test('refuses a wrong password, as its own code', async () => {
		const opened = await createMailer().open(account({ password: 'faux' }))

		expect(opened.ok ? undefined : opened.error).toMatchObject({ code: 'smtp-auth-failed', scope: 'account' })
	})

	test('refuses a message beyond its size before it is written', async () => {
		const session = await open()

		const delivery = await send(session, 'a@club.test', 'x'.repeat(27_000_000))

		expect(delivery).toMatchObject({ outcome: 'failed', failure: { code: 'message-too-large', scope: 'message' } })
		expect(session.usable).toBe(true)
		await session.close()
	})
})
