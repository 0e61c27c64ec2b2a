import { simpleParser } from 'mailparser'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

type Part = { name: string; content?: string; type?: string }

async function start(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server] })
	onTestFinished(() => relay.mailings.stop())
	const post = async (mailing: MailingRequestInput, parts: readonly Part[]) => {
		const body = new FormData()
		body.append('mailing', JSON.stringify(mailing))
		for (const { name, content = name, type = 'text/plain' } of parts) {
			body.append('attachment', new File([content], name, { type }))
		}
		return await relay.request('/api/v1/mailings', { method: 'POST', body })
	}
	const send = async (mailing: MailingRequestInput, parts: readonly Part[]) =>
		await new EventReader(await post(mailing, parts)).all()
	const filesByRecipient = async () => {
		const mails = await Promise.all(server.accepted.map(({ raw }) => simpleParser(raw)))
		const named = mails.map(({ to, attachments }) => [
			[to ?? []].flat()[0]?.text ?? '',
			attachments.map(({ filename }) => filename)
		])
		return Object.fromEntries(named) as Record<string, (string | undefined)[]>
	}
	return { server, relay, post, send, filesByRecipient }
}

const withFiles = (n: number, attachments?: number[]) => ({
	id: `r${n}`,
	email: addressOf(n),
	...(attachments && { attachments })
})

describe('POST /mailings with files', () => {
	test('gives each recipient his own, and everybody the rest', async () => {
		const { server, send, filesByRecipient } = await start()
		const recipients = [withFiles(1, [1]), withFiles(2, [2, 3]), withFiles(3)]
		const parts = ['convocation.pdf', 'reçu-1.pdf', 'reçu-2.pdf', 'attestation-2.pdf'].map((name) => ({ name }))

		await send(mailingTo(server, { recipients }), parts)

		expect(await filesByRecipient()).toEqual({
			[addressOf(1)]: ['convocation.pdf', 'reçu-1.pdf'],
			[addressOf(2)]: ['convocation.pdf', 'reçu-2.pdf', 'attestation-2.pdf'],
			[addressOf(3)]: ['convocation.pdf']
		})
	})

	test('sends a file of his own with a message that has no other part', async () => {
		const { server, send } = await start()

		await send(mailingTo(server, { recipients: [withFiles(1, [0])] }), [{ name: 'reçu.txt', content: 'payé\n' }])

		const { text, attachments } = await simpleParser(server.accepted[0]?.raw ?? '')
		expect(text).toBe('Bonjour à tous')
		expect(attachments.map(({ content }) => content.toString())).toEqual(['payé\n'])
	})

	test('puts a picture with a contentId inside the HTML', async () => {
		const { server, send } = await start()
		const mailing = mailingTo(server, {
			html: '<p><img src="cid:logo" alt="Logo"></p>',
			attachments: [{}, { contentId: 'logo' }]
		})

		await send(mailing, [{ name: 'a.txt' }, { name: 'logo.png', type: 'image/png' }])

		const raw = server.accepted[0]?.raw ?? ''
		const { attachments } = await simpleParser(raw)
		expect(attachments.map(({ filename, cid, related }) => [filename, cid, related ?? false])).toEqual([
			['logo.png', 'logo', true],
			['a.txt', undefined, false]
		])
		expect(raw).toMatch(/multipart\/related/)
	})

	test('takes further recipients with files of theirs while it runs, and the rest after an accident', async () => {
		const { server, send, filesByRecipient } = await start()
		const mailing = mailingTo(server, { recipients: [withFiles(1, [1])] })

		await send(mailing, [{ name: 'tous.pdf' }, { name: 'un.pdf' }])
		const events = await send({ ...mailing, recipients: [withFiles(2, [0])] }, [
			{ name: 'deux.pdf' },
			{ name: 'tous.pdf' }
		])

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 2 })
		expect(await filesByRecipient()).toEqual({
			[addressOf(1)]: ['tous.pdf', 'un.pdf'],
			[addressOf(2)]: ['tous.pdf', 'deux.pdf']
		})
	})

	test('knows another file of his by its content, name and contentId', async () => {
		const { server, post, send } = await start()
		const mailing = mailingTo(server, { recipients: [withFiles(1, [0])] })
		await send(mailing, [{ name: 'a.txt', content: 'a' }])
		const again = async (part: Part, changes: Partial<MailingRequestInput> = {}) =>
			(await (await post({ ...mailing, ...changes }, [part])).text()).includes('"mailing-changed"')

		expect(await again({ name: 'a.txt', content: 'b' })).toBe(true)
		expect(await again({ name: 'b.txt', content: 'a' })).toBe(true)
		expect(await again({ name: 'a.txt', content: 'a' }, { attachments: [{ contentId: 'x' }] })).toBe(true)
		expect(await again({ name: 'a.txt', content: 'a' })).toBe(false)
		expect(server.accepted).toHaveLength(1)
	})

	test('writes the same message again, octet for octet', async () => {
		const { server, send } = await start({ rejectRcpt: { [addressOf(1)]: '550 5.1.1 Unknown' } })
		const mailing = mailingTo(server, { recipients: [withFiles(1, [0]), withFiles(2, [0])] })
		await send(mailing, [{ name: 'a.txt' }])
		const twin = await start()
		const other = await createTestRelay({ servers: [twin.server] })
		onTestFinished(() => other.mailings.stop())

		const withoutNames = (raw: string) => raw.replaceAll(/[a-z2-7]{26}/g, '')

		expect(server.accepted).toHaveLength(1)
		await twin.send({ ...mailing, smtp: mailingTo(twin.server).smtp }, [{ name: 'a.txt' }])
		expect(withoutNames(twin.server.accepted[1]?.raw ?? '')).toBe(withoutNames(server.accepted[0]?.raw ?? ''))
	})

	test.each<[string, Partial<MailingRequestInput>, string]>([
		['a place without a part', { recipients: [withFiles(1, [2])] }, 'recipients.0.attachments'],
		['more notes than parts', { attachments: [{}, {}, {}] }, 'attachments'],
		[
			'a contentId that breaks a line',
			{ attachments: [{ contentId: 'a\r\nBcc: x@y.example' }] },
			'attachments.0.contentId'
		],
		['a contentId for two', { attachments: [{ contentId: 'a' }, { contentId: 'a' }] }, 'attachments'],
		[
			'his contentId that all have',
			{ attachments: [{ contentId: 'a' }, { contentId: 'a' }], recipients: [withFiles(1, [1])] },
			'recipients.0.attachments'
		]
	])('refuses %s', async (_what, changes, field) => {
		const { server, post } = await start()

		const response = await post(mailingTo(server, changes), [{ name: 'a.txt' }, { name: 'b.txt' }])

		expect(await response.json()).toMatchObject({ status: 422, code: 'invalid-request', fields: [field] })
		expect(server.connections).toBe(0)
	})

	test('counts files for each message, not for all together', async () => {
		const { server, post, send } = await start()
		const parts = Array.from({ length: 41 }, (_, n) => ({ name: `${n}.txt` }))
		const places = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n)

		const fitting = await send(
			mailingTo(server, {
				recipients: [withFiles(1, places(1, 19)), withFiles(2, places(20, 19)), withFiles(3, [39, 40])]
			}),
			parts
		)
		const tooMany = await post(
			mailingTo(server, { recipients: [withFiles(1, places(1, 20)), withFiles(2, places(21, 20))] }),
			parts
		)

		expect(fitting.at(-1)).toMatchObject({ type: 'done', sent: 3 })
		expect(tooMany.status).toBe(413)
	})

	test('refuses files of one recipient that are too large for his message', async () => {
		const { server, post } = await start()
		const large = { name: 'film.mp4', content: 'x'.repeat(20_000_000) }

		const response = await post(mailingTo(server, { recipients: [withFiles(1), withFiles(2, [0])] }), [large])

		expect(await response.json()).toMatchObject({ status: 413, code: 'too-large' })
		expect(server.connections).toBe(0)
	})
})
