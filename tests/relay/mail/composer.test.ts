import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { composeMessage, createComposer, type Letterhead, type Message } from '#relay/mail/compose.ts'
import { holdLastOctet, type WireContent } from '#relay/mail/wire-content.ts'
import { parseContent, renderContent, type Content } from '#shared/message/content.ts'

const HEAD: Letterhead = {
	sender: { email: 'secretariat@club.test', name: 'Le Club' },
	date: new Date('2026-11-22T18:30:00Z')
}
const NAMES = { messageId: '<2de5ifyrxbrcstpbdscg5qumem@club.test>', boundary: 't5tyxufzmvr755bedspyx7fh2u' }

/** What MailComposer makes of the same message, composed by itself. */
async function reference(
	head: Letterhead,
	{ recipient, messageId, boundary, ownFiles = [] }: Message,
	content: Content
) {
	const encoded = (text: string) => ({ content: text, contentTransferEncoding: 'quoted-printable' as const })
	const { subject, text, html } = renderContent(parseContent(content), recipient.fields ?? {})
	return await new MailComposer({
		from: { address: head.sender.email, name: head.sender.name ?? '' },
		to: { address: recipient.email, name: recipient.name ?? '' },
		replyTo: head.sender.replyTo && { address: head.sender.replyTo, name: '' },
		subject,
		...(text !== '' && { text: encoded(text) }),
		...(html && { html: encoded(html) }),
		attachments: [...(head.attachments ?? []), ...ownFiles].map((file) => ({ ...file, cid: file.contentId })),
		messageId,
		date: head.date,
		baseBoundary: boundary,
		boundaryPrefix: '--=_',
		newline: 'win'
	})
		.compile()
		.build()
}

/** The octets as they go over the wire, once the dot that ends them is there. */
function wireOf(content: WireContent): string {
	const { head, tail } = holdLastOctet(content)
	return Buffer.concat([...head, tail]).toString('latin1')
}

/** What two independent readers make of a message. */
async function meaningOf(raw: Buffer) {
	const [mail, other] = await Promise.all([simpleParser(raw), PostalMime.parse(raw)])
	const mailbox = (field: typeof mail.from | typeof mail.to) => [field ?? []].flat().map(({ value }) => value)
	return {
		mailparser: {
			headers: [...mail.headers.keys()],
			subject: mail.subject,
			from: mailbox(mail.from),
			to: mailbox(mail.to),
			replyTo: mailbox(mail.replyTo),
			ids: [mail.messageId, mail.date],
			bodies: [mail.text, mail.html],
			files: mail.attachments.map(({ filename, contentType, content }) => [filename, contentType, content])
		},
		postalMime: {
			subject: other.subject,
			from: other.from,
			to: other.to,
			replyTo: other.replyTo,
			bodies: [other.text, other.html],
			files: other.attachments.map(({ filename, mimeType, content }) => [filename, mimeType, content])
		}
	}
}

const LINE_ENDS = /\r\n|\r|\n/g
const TEXT_PARTS = [
	'é',
	'日本',
	'😀',
	'\ud800',
	'.',
	'..',
	' ',
	'\t',
	'=',
	'=3D',
	'\n',
	'\r\n',
	'\r',
	'From ',
	'x'.repeat(80)
]
/** Texts of what quoted-printable and DATA must get right. */
const hardText = fc
	.array(fc.oneof(fc.constantFrom(...TEXT_PARTS), fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 8 })
	// A line end in two halves, one in the template and one in a value, is two.
	.map((parts) => parts.join('').replace(LINE_ENDS, '\n'))
// eslint-disable-next-line no-control-regex -- what the wire refuses
const headerText = hardText.map((text) => text.replace(/[\r\n\u0000]/g, ''))
const piece = fc.oneof(hardText, fc.constantFrom('{{a}}', '{{b|ami}}', '{{c}}'))
const template = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
const subjectTemplate = fc
	.array(fc.oneof(headerText, fc.constantFrom('{{s}}', '{{b|ami}}')), { maxLength: 4 })
	.map((pieces) => pieces.join(''))
const fields = fc.record({ a: hardText, b: headerText, c: hardText, s: headerText })

const FILE = { filename: 'été.txt', contentType: 'text/plain', content: Buffer.from('é\n.\n') }
const PICTURE = { filename: 'logo.png', contentType: 'image/png', content: Buffer.from([137, 80]), contentId: 'logo' }
const OWN = [
	{ filename: 'Reçu "12".pdf', contentType: 'application/pdf', content: Buffer.alloc(9000, '\r\n.\r\n') },
	{ filename: 'x'.repeat(40), contentType: 'application/zip', content: Buffer.from('zip') }
]

/** Whether anything is left of a content for somebody: MailComposer writes files alone in another way. */
function says(content: Content, fields: Record<string, string>): boolean {
	const { text, html = '' } = renderContent(parseContent(content), fields)
	return text + html !== ''
}

describe('createComposer', () => {
	test('says what MailComposer says, to two readers, in lines that every server takes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({ subject: subjectTemplate, text: template, html: fc.option(template, { nil: undefined }) }),
				fc.array(fc.record({ name: headerText, fields }), { minLength: 1, maxLength: 3 }),
				fc.record({ shared: fc.boolean(), own: fc.boolean(), inline: fc.boolean() }),
				async ({ subject, text, html }, people, files) => {
					const content = { subject, text, ...(html !== undefined && { html }) }
					const attachments = [...(files.shared ? [FILE] : []), ...(files.inline ? [PICTURE] : [])]
					const head = { ...HEAD, attachments }
					const compose = createComposer(head, parseContent(content))

					for (const person of people) {
						const message = {
							recipient: { email: 'jo@membres.test', ...person },
							...NAMES,
							ownFiles: files.own && says(content, person.fields) ? OWN : []
						}
						const made = await compose(message)
						const wire = wireOf(made)

						expect(await meaningOf(Buffer.concat(made.parts))).toEqual(
							await meaningOf(await reference(head, message, content))
						)
						expect(wire).toMatch(/^[\r\n\t -~]*$/)
						expect(wire.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
						const lines = wire.slice(0, -'.\r\n'.length).split('\r\n')
						expect(lines.filter((line) => line.length > 998 || line.startsWith('.'))).toEqual([])
						const body = lines.slice(lines.indexOf(''))
						expect(body.filter((line) => line.length > 76)).toEqual([])
						expect(made.size).toBe(wire.length - '.\r\n'.length)
					}
				}
			),
			{ numRuns: 150 }
		)
	})

	test('brings files of one recipient although there is nothing else to say', async () => {
		const compose = createComposer(HEAD, parseContent({ subject: 'Reçu', text: '{{n}}' }))

		const { parts } = await compose({
			recipient: { email: 'jo@membres.test', fields: { n: '' } },
			...NAMES,
			ownFiles: OWN
		})

		const { mailparser, postalMime } = await meaningOf(Buffer.concat(parts))
		expect(mailparser.files.map(([, , content]) => content)).toEqual(OWN.map(({ content }) => content))
		expect(postalMime.files.map(([name]) => name)).toEqual(OWN.map(({ filename }) => filename))
	})

	test('makes every message of a mailing, each as if it were alone, and the same again', async () => {
		const content = { subject: 'Réunion', text: 'Bonjour', html: '<p>Bonjour</p>' }
		const compose = createComposer(HEAD, parseContent(content))
		const jo = { recipient: { email: 'jo@membres.test' }, ...NAMES }
		const zoe = { recipient: { email: 'zoe@membres.test' }, messageId: '<z@club.test>', boundary: 'z' }

		const messages = await Promise.all([compose(jo), compose(zoe), compose(jo)])

		const alone = [jo, zoe, jo].map((message) => composeMessage({ ...HEAD, ...message, content }))
		expect(messages).toEqual(await Promise.all(alone))
	})

	test('shares an attachment among all messages instead of copying it', async () => {
		const attachments = [{ filename: 'a.pdf', contentType: 'application/pdf', content: Buffer.alloc(100_000) }]
		const compose = createComposer({ ...HEAD, attachments }, parseContent({ subject: '{{n}}', text: '{{n}}' }))
		const to = (n: string) => ({ recipient: { email: 'jo@membres.test', fields: { n } }, ...NAMES })

		const [one, two] = await Promise.all([compose(to('1')), compose(to('2'))])

		const large = ({ parts }: WireContent) => parts.filter(({ length }) => length > 100_000)
		expect(large(one)).toHaveLength(1)
		expect(large(one)[0]).toBe(large(two)[0])
	})

	test.each<[string, { subject?: string; name?: string; senderName?: string }]>([
		['a subject', { subject: 'x'.repeat(2000) }],
		['a subject of one field', { subject: '{{n}}' }],
		['a name', { name: '"'.repeat(500) }],
		["the sender's name", { senderName: '\\'.repeat(500) }]
	])('breaks the line of %s that has no space in it', async (_what, { subject = 'x', name, senderName }) => {
		const recipient = { email: 'jo@membres.test', fields: { n: 'n'.repeat(5000) }, ...(name && { name }) }
		const sender = { email: 'club@club.test', ...(senderName && { name: senderName }) }
		const compose = createComposer({ ...HEAD, sender }, parseContent({ subject, text: 'x' }))

		const { parts } = await compose({ recipient, ...NAMES })

		const raw = Buffer.concat(parts)
		const mail = await simpleParser(raw)
		expect(
			Math.max(
				...raw
					.toString()
					.split('\r\n')
					.map(({ length }) => length)
			)
		).toBeLessThanOrEqual(998)
		expect(mail.subject).toBe(subject.replace('{{n}}', recipient.fields.n))
		expect([mail.to].flat()[0]?.value[0]).toMatchObject({ address: 'jo@membres.test', name: name ?? '' })
		expect(mail.from?.value[0]).toMatchObject({ address: 'club@club.test', name: senderName ?? '' })
	})

	test.each<[string, { to?: string; replyTo?: string }, boolean]>([
		['nothing', {}, false],
		['the recipient', { to: 'andré@membres.test' }, true],
		['only a domain', { to: 'andre@écoles.test' }, false],
		['the answer address', { replyTo: 'été@club.test' }, true]
	])('tells that the header goes beyond ASCII for %s', async (_what, { to = 'jo@membres.test', replyTo }, expected) => {
		const sender = { email: 'club@club.test', name: 'Été', ...(replyTo && { replyTo }) }
		const compose = createComposer({ ...HEAD, sender }, parseContent({ subject: 'Été', text: 'été' }))

		const content = await compose({ recipient: { email: to, name: 'Zoé' }, ...NAMES })

		expect(content).toMatchObject({ utf8Header: expected, eightBit: expected })
	})
})
