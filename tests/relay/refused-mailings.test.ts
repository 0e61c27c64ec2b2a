import { describe, expect, onTestFinished, test } from 'vitest'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo, recipients, smtpOf } from '#tests/support/test-relay.ts'

async function start() {
	const server = await startTestServer()
	onTestFinished(server.close)
	return { server, relay: await createTestRelay({ servers: [server] }) }
}

describe('POST /mailings, refused before any stream', () => {
	test.each([
		[
			'an unknown relay to be reached',
			{ smtp: smtpOf({ host: '127.0.0.1', port: 1 }) },
			422,
			'smtp-host-refused',
			undefined
		],
		[
			'an address that is a list',
			{ recipients: [{ id: 'r1', email: 'a@b.fr, c@d.fr' }] },
			422,
			'invalid-request',
			['recipients.0.email']
		],
		[
			'two recipients of one id',
			{ recipients: [...recipients(1), ...recipients(1)] },
			422,
			'invalid-request',
			['recipients.1.id']
		],
		['no recipients', { recipients: [] }, 422, 'invalid-request', ['recipients']],
		['an id that is an address', { id: 'a@b.fr' }, 422, 'invalid-request', ['id']],
		['a subject of two lines', { subject: 'a\r\nBcc: x@y.fr' }, 422, 'invalid-request', ['subject']],
		[
			'a sender name of two lines',
			{ sender: { email: 'a@b.fr', name: 'a\nb' } },
			422,
			'invalid-request',
			['sender.name']
		],
		[
			'a port that is none',
			{ smtp: { ...smtpOf({ host: 'a.example', port: 0 }) } },
			422,
			'invalid-request',
			['smtp.port']
		],
		['a field that is missing', { text: 'Cher {{prénom}}' }, 422, 'invalid-request', ['recipients.0.fields.prénom']],
		[
			'a field that breaks the subject',
			{ subject: '{{a}}', recipients: [{ id: 'r1', email: addressOf(1), fields: { a: 'x\ny' } }] },
			422,
			'invalid-request',
			['recipients.0.fields.a']
		],
		['a mailing of the day after tomorrow', { createdAt: inDays(2) }, 422, 'invalid-request', ['createdAt']],
		['a mailing of two years ago', { createdAt: inDays(-730) }, 410, 'mailing-expired', undefined],
		[
			'a way to leave that leads nowhere',
			{ unsubscribe: { purpose: 'lettre' } },
			422,
			'invalid-request',
			['unsubscribe']
		],
		[
			'one click to a relay that nobody can reach',
			{ unsubscribe: { purpose: 'lettre', oneClick: true } },
			422,
			'invalid-request',
			['unsubscribe.oneClick']
		],
		['a note on a file that is not there', { attachments: [{}] }, 422, 'invalid-request', ['attachments']],
		[
			'a file for one recipient that is not there',
			{ recipients: [{ id: 'r1', email: addressOf(1), attachments: [0] }] },
			422,
			'invalid-request',
			['recipients.0.attachments']
		],
		['another journal', { journalEpoch: 'another' }, 409, 'journal-replaced', undefined],
		[
			'a second attempt at someone unknown',
			{ recipients: [{ id: 'r1', email: addressOf(1), attempt: 2 }] },
			409,
			'duplicate-risk',
			undefined
		],
		[
			'a password that is no record',
			{ smtp: smtpOf({ host: '127.0.0.1', port: 25 }, { password: 'secret' }) },
			422,
			'password-unreadable',
			undefined
		]
	])('%s', async (_what, changes, status, code, fields) => {
		const { server, relay } = await start()

		const response = await relay.post('/api/v1/mailings', { ...mailingTo(server), ...changes })

		expect(response.status).toBe(status)
		expect(response.headers.get('content-type')).toBe('application/problem+json')
		const problem: unknown = await response.json()
		expect(problem).toMatchObject({ status, code, ...(fields && { fields }) })
		expect(server.connections).toBe(0)
	})

	test('a body that is no JSON', async () => {
		const { relay } = await start()

		const response = await relay.request('/api/v1/mailings', { method: 'POST', body: '{"id":' })

		expect(response.status).toBe(400)
		expect(await response.json()).toMatchObject({ code: 'malformed' })
	})

	test('a form without a mailing', async () => {
		const { relay } = await start()
		const body = new FormData()
		body.append('attachment', new File(['a'], 'a.txt'))

		const response = await relay.request('/api/v1/mailings', { method: 'POST', body })

		expect(await response.json()).toMatchObject({ status: 400, code: 'malformed' })
	})

	test('a message larger than announced', async () => {
		const { server, relay } = await start()
		const body = new FormData()
		body.append('mailing', JSON.stringify(mailingTo(server)))
		body.append('attachment', new File([new Uint8Array(30_000_000)], 'film.mp4', { type: 'video/mp4' }))

		const response = await relay.request('/api/v1/mailings', { method: 'POST', body })

		expect(await response.json()).toMatchObject({ status: 413, code: 'too-large' })
		expect(server.connections).toBe(0)
	})

	test('more attachments than announced', async () => {
		const { server, relay } = await start()
		const body = new FormData()
		body.append('mailing', JSON.stringify(mailingTo(server)))
		for (let n = 0; n < 21; n += 1) body.append('attachment', new File(['a'], `${n}.txt`))

		const response = await relay.request('/api/v1/mailings', { method: 'POST', body })

		expect(response.status).toBe(413)
	})

	test('a body that goes on and on, without its being kept', async () => {
		const { relay } = await start()
		const chunk = new Uint8Array(4_000_000)
		let pulled = 0
		const body = new ReadableStream({
			pull(controller) {
				pulled += chunk.length
				if (pulled > 110_000_000) controller.close()
				else controller.enqueue(chunk)
			}
		})

		const init = { method: 'POST', body, duplex: 'half' } as RequestInit
		const response = await relay.request('/api/v1/mailings', init)

		expect(response.status).toBe(413)
		expect(await response.json()).toMatchObject({ code: 'too-large' })
	})
})

function inDays(days: number): string {
	return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString()
}
