import { describe, expect, test } from 'vitest'
import { parseDeliveryReport } from '#relay/bounces/delivery-report.ts'
import { deliveryReport, OUR_ID, unknownAddress, type ReportFields } from '#tests/support/delivery-reports.ts'

const RECEIVED = new Date('2026-12-01T10:00:00Z')
const parse = async (raw: string) => await parseDeliveryReport(Buffer.from(raw), RECEIVED)
const about = (status: string, diagnostic: string, action = 'failed'): ReportFields => ({
	recipient: `Final-Recipient: rfc822; jo@membres.test\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: ${diagnostic}`
})

describe('parseDeliveryReport', () => {
	test('says which message came back, for whom, and why', async () => {
		const message =
			'Reporting-MTA: dns; mx.example.org\nOriginal-Envelope-Id: m1+2Fr1\nArrival-Date: Mon, 30 Nov 2026 09:00:00 +0100'
		const recipient = `Original-Recipient: rfc822;Jo@Membres.test
Final-Recipient: rfc822; jo.dupont@membres.test
Action: failed
Status: 5.1.1 (bad destination mailbox address)
Remote-MTA: dns; mx.membres.test
Diagnostic-Code: smtp; 550 5.1.1 <jo.dupont@membres.test>: Recipient address
    rejected: User unknown in virtual mailbox table
Last-Attempt-Date: Mon, 30 Nov 2026 09:00:05 +0100 (CET)`

		expect(await parse(deliveryReport({ message, recipient }))).toEqual([
			{
				messageId: OUR_ID,
				envelopeId: 'm1+2Fr1',
				recipient: 'Jo@Membres.test',
				kind: 'hard',
				action: 'failed',
				status: '5.1.1',
				code: 'address-unknown',
				detail: '550 5.1.1 <jo.dupont@membres.test>: Recipient address rejected: User unknown in virtual mailbox table',
				at: '2026-11-30T08:00:05.000Z'
			}
		])
	})

	test.each<[string, string, string, string, string]>([
		['an unknown mailbox', '5.1.1', 'smtp; 550 5.1.1 User unknown', 'hard', 'address-unknown'],
		[
			'one that Gmail does not know',
			'5.1.1',
			'smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
			'hard',
			'address-unknown'
		],
		[
			'a domain that is not there',
			'5.1.2',
			'X-Postfix; Host or domain name not found. Name service error',
			'hard',
			'address-unknown'
		],
		['a full mailbox', '5.2.2', 'smtp; 552 5.2.2 Mailbox full', 'soft', 'mailbox-full'],
		['a full mailbox, for now', '4.2.2', 'smtp; 452 4.2.2 Over quota', 'soft', 'mailbox-full'],
		['a message taken for spam', '5.7.1', 'smtp; 554 5.7.1 Message rejected as spam by Content Filtering', 'soft', ''],
		[
			'a message that is too large',
			'5.3.4',
			'smtp; 552 5.3.4 Message size exceeds fixed limit',
			'soft',
			'message-too-large'
		],
		['one given up after days', '4.4.1', 'smtp; connect to mx.membres.test: Connection timed out', 'soft', '']
	])('tells %s: %s %s', async (_what, status, diagnostic, kind, code) => {
		const [bounce] = await parse(deliveryReport(about(status, diagnostic)))

		expect(bounce).toMatchObject({ kind, status, action: 'failed', ...(code !== '' && { code }) })
	})

	test('tells what is only late', async () => {
		const [bounce] = await parse(deliveryReport(about('4.4.1', 'smtp; Connection timed out', 'delayed')))

		expect(bounce).toMatchObject({ kind: 'soft', action: 'delayed' })
	})

	test.each(['delivered', 'relayed', 'expanded', 'whatever'])('has nothing to say of what was %s', async (action) => {
		expect(await parse(deliveryReport(about('2.0.0', 'smtp; 250 OK', action)))).toEqual([])
	})

	test('tells each recipient apart', async () => {
		const group = (name: string, status: string) =>
			`Final-Recipient: rfc822; ${name}@membres.test\nAction: failed\nStatus: ${status}`

		const bounces = await parse(deliveryReport({ recipient: `${group('a', '5.1.1')}\n\n${group('b', '5.2.2')}` }))

		expect(bounces.map(({ recipient, kind }) => `${recipient} ${kind}`)).toEqual([
			'a@membres.test hard',
			'b@membres.test soft'
		])
	})

	test.each<[string, Partial<ReportFields>]>([
		['its header alone', { returned: { type: 'text/rfc822-headers', header: `Subject: x\nMessage-Id:\n ${OUR_ID}` } }],
		['what the report answers to', { returned: undefined, header: `In-Reply-To: ${OUR_ID}` }],
		['what the report refers to', { returned: undefined, header: `References: ${OUR_ID}` }],
		['what came back, before what it answers to', { header: 'In-Reply-To: <other@club.test>' }]
	])('knows the message by %s', async (_what, changes) => {
		const [bounce] = await parse(deliveryReport({ ...about('5.1.1', 'smtp; 550 User unknown'), ...changes }))

		expect(bounce?.messageId).toBe(OUR_ID)
	})

	test('does not take a Message-ID of the text for one of the header', async () => {
		const returned = { type: 'message/rfc822', header: 'Subject: x\n\nMessage-ID: <forged@club.test>' }

		const [bounce] = await parse(deliveryReport({ ...about('5.1.1', 'smtp; 550 User unknown'), returned }))

		expect(bounce?.messageId).toBeNull()
	})

	test('reads what was cut off in the message that came back', async () => {
		const raw = unknownAddress()

		expect(await parse(raw.slice(0, raw.indexOf('Bonjour')))).toMatchObject([{ messageId: OUR_ID, kind: 'hard' }])
	})

	test('has nothing to say of any other mail', async () => {
		expect(await parse('From: a@b.test\r\nSubject: Absent du bureau\r\n\r\nJe suis en vacances.')).toEqual([])
		expect(await parse('')).toEqual([])
	})

	test('takes whatever it is given', async () => {
		const raw = unknownAddress()

		for (let at = 0; at < raw.length; at += 7) {
			const damaged = `${raw.slice(0, at)}\0\xff:;\r\n\r\n${raw.slice(at + 3)}`
			expect(Array.isArray(await parse(damaged))).toBe(true)
		}
		const endless = deliveryReport({
			recipient: `Action: failed\nStatus: ${'5.'.repeat(50_000)}\n${' x'.repeat(50_000)}\n\n`.repeat(3)
		})
		expect(Array.isArray(await parse(endless))).toBe(true)
	})
})
