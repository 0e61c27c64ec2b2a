import { simpleParser } from 'mailparser'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { MailingRequest, type MailingRequestInput } from '#shared/wire/mailing.ts'
import type { Attachment } from '#relay/mail/compose.ts'
import { checkContent } from '#relay/mailings/content-check.ts'
import { shareOut } from '#relay/mailings/files.ts'
import { createLetters } from '#relay/mailings/letters.ts'
import { Refusal } from '#relay/problems.ts'

const NOW = Date.parse('2026-12-01T10:00:00Z')
const KEY = new Uint8Array(32)

/** What is put in to get out of the line where it stands. */
const BREAKS = [
	...[
		'\r\n',
		'\n',
		'\r',
		'\r\n ',
		'\n\t',
		'\r\n\r\n',
		'\n\n',
		'\0',
		'\0\r\n',
		'\u0085',
		'\u2028',
		'\u2029',
		'\v',
		'\f',
		'\x1b'
	],
	...[
		'%0d%0a',
		'%0A',
		'\\r\\n',
		'=0D=0A',
		'=?utf-8?Q?=0D=0A?=',
		'=?utf-8?B?DQo=?=',
		'\u560d\u560a',
		'\ud800\r\n',
		'\ufeff\r\n',
		'\u202e'
	],
	...['"', '">', '>, <', ', ', ';', '; ', '\\"', '--', '\r\n.\r\n', '\r\n--', '?=\r\n =?', '{{', '}}']
]
/** What must then not stand there. */
const LOADS = [
	'Bcc: victim@evil.example',
	'X-Injected: yes',
	'Content-Type: text/html',
	'MAIL FROM:<evil@evil.example>'
]
const TEXTS = BREAKS.flatMap((cut) => LOADS.map((load) => `Club${cut}${load}`))

/** Every place of a posting whose text comes near a header. */
type Place = {
	name: string
	put: (text: string) => { request?: Partial<MailingRequestInput>; file?: Partial<Attachment> }
}
const recipient = (changes: object) => ({
	request: { recipients: [{ id: 'r1', email: 'jo@membres.test', ...changes }] }
})
const sender = (changes: object) => ({ request: { sender: { email: 'club@club.test', ...changes } } })
const PLACES: Place[] = [
	{ name: 'subject', put: (subject) => ({ request: { subject } }) },
	{
		name: 'a field of the subject',
		put: (a) => ({ request: { subject: 'Le {{a}}', ...recipient({ fields: { a } }).request } })
	},
	{ name: 'a fallback of the subject', put: (text) => ({ request: { subject: `Le {{b|${text}}}` } }) },
	{ name: "the sender's name", put: (name) => sender({ name }) },
	{ name: "the sender's address", put: (text) => sender({ email: `${text}@club.test` }) },
	{ name: "the sender's domain", put: (text) => sender({ email: `club@${text}` }) },
	{ name: 'the address for replies', put: (replyTo) => sender({ replyTo }) },
	{ name: "the recipient's name", put: (name) => recipient({ name }) },
	{ name: "the recipient's address", put: (email) => recipient({ email }) },
	{ name: 'the id of a recipient', put: (id) => recipient({ id }) },
	{ name: 'the id of a mailing', put: (id) => ({ request: { id } }) },
	{ name: 'a name of a file', put: (filename) => ({ file: { filename } }) },
	{ name: 'a type of a file', put: (contentType) => ({ file: { contentType } }) },
	{ name: 'a content id', put: (contentId) => ({ request: { attachments: [{ contentId }] } }) },
	{ name: 'a name of his own file', put: (filename) => ({ ...recipient({ attachments: [0] }), file: { filename } }) },
	{ name: 'the address to leave by', put: (mailto) => ({ request: { unsubscribe: { purpose: 'x', mailto } } }) },
	{
		name: 'a part of the address to leave by',
		put: (text) => ({ request: { unsubscribe: { purpose: 'x', mailto: `${text}@club.test` } } })
	},
	{ name: 'the purpose', put: (purpose) => ({ request: { unsubscribe: { purpose, oneClick: true } } }) },
	{ name: 'the text', put: (text) => ({ request: { text } }) },
	{ name: 'the HTML', put: (html) => ({ request: { html } }) }
]

/** The message as it would go out, `undefined` when the posting is refused. */
async function write({ request = {}, file = {} }: ReturnType<Place['put']>): Promise<string | undefined> {
	const parsed = v.safeParse(MailingRequest, {
		id: 'm1',
		createdAt: '2026-12-01T10:00:00Z',
		subject: 'Assemblée',
		text: 'Bonjour',
		recipients: [{ id: 'r1', email: 'jo@membres.test' }],
		sender: { email: 'club@club.test' },
		smtp: { host: 'mail.club.test', port: 587, security: 'starttls', username: '', password: '' },
		...request
	})
	if (!parsed.success) return undefined
	const attachment = { filename: 'a.txt', contentType: 'text/plain', content: Buffer.from('a'), ...file }
	try {
		const { shared, recipients } = shareOut(parsed.output, [attachment])
		checkContent(parsed.output, { shared, recipients }, NOW)
		const letters = createLetters(KEY, {
			...parsed.output,
			owner: 'club',
			attachments: shared,
			publicUrl: 'https://club.test'
		})
		const [first] = recipients
		if (!first) throw new Error('nobody to write to')
		const { envelope } = await letters.write(first)
		return Buffer.concat([...envelope.content.parts]).toString('latin1')
	} catch (error) {
		if (error instanceof Refusal) return undefined
		throw error
	}
}

/** Names of all header fields of a message and of its parts; none but ours may be there. */
const OURS =
	/^(from|to|reply-to|subject|message-id|date|mime-version|content-type|content-transfer-encoding|content-disposition|content-id|list-unsubscribe|list-unsubscribe-post)$/
const HEADER_NAME = /^([^\s:]+):/

function listHeaderNames(raw: string): string[] {
	const blocks = raw.split(/\r\n--[^\r\n]*\r\n/).map((block) => block.split('\r\n\r\n', 1)[0] ?? '')
	return blocks.flatMap((block) =>
		block
			.split('\r\n')
			.flatMap((line) => (/^[ \t]/.test(line) ? [] : (HEADER_NAME.exec(line)?.[1]?.toLowerCase() ?? [])))
	)
}

describe(`${PLACES.length * TEXTS.length} attempts to put a line into a header`, () => {
	test.each(PLACES)('by $name', async ({ put }) => {
		const injected: string[] = []
		for (const text of TEXTS) {
			const raw = await write(put(text))
			if (raw === undefined) continue
			const mail = await simpleParser(raw)
			const lines = raw.split('\r\n')
			const sound =
				listHeaderNames(raw).every((name) => OURS.test(name)) &&
				!mail.headers.has('bcc') &&
				!mail.headers.has('x-injected') &&
				[mail.from, mail.to].every((field) => [field ?? []].flat().flatMap(({ value }) => value).length === 1) &&
				!raw.replaceAll('\r\n', '').match(/[\r\n\0]/) &&
				lines.every((line) => line.length <= 998)
			if (!sound) injected.push(JSON.stringify(text))
		}

		expect(injected).toEqual([])
	})

	test('are more than 500, and some of them go out as plain text', async () => {
		const written = await Promise.all(TEXTS.map((text) => write({ request: { text } })))

		expect(PLACES.length * TEXTS.length).toBeGreaterThan(500)
		expect(written.every((raw) => raw !== undefined)).toBe(true)
	})
})
