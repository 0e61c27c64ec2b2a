import { isAscii } from 'node:buffer'
import fc from 'fast-check'
import { simpleParser, type AddressObject } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { composeMessage, type SingleMessage } from '#relay/mail/compose.ts'

const LETTER: SingleMessage = {
	sender: { email: 'secretariat@club.test', name: 'Le Club' },
	recipient: { email: 'jo@membres.test', name: 'Jo' },
	content: { subject: 'Réunion', text: 'Bonjour' },
	messageId: '<2de5ifyrxbrcstpbdscg5qumem@club.test>',
	boundary: 't5tyxufzmvr755bedspyx7fh2u',
	date: new Date('2026-11-22T18:30:00Z')
}

async function compose(changed: Partial<SingleMessage> = {}) {
	const { parts } = await composeMessage({ ...LETTER, ...changed })
	const raw = Buffer.concat(parts)
	return { raw: raw.toString('latin1'), mail: await simpleParser(raw) }
}

function mailboxes(field: AddressObject | AddressObject[] | undefined) {
	return [field ?? []].flat().flatMap(({ value }) => value.map(({ address, name }) => ({ address, name })))
}

/** Header names, in order, with what is folded counted once. */
function headerNames(raw: string): string[] {
	const header = raw.slice(0, raw.indexOf('\r\n\r\n'))
	return [...header.matchAll(/^([A-Za-z-]+):/gm)].map(([, name]) => name ?? '')
}

/** Texts as people and attackers write them; never CR, LF or NUL, which the wire refuses. */
const headerText = fc
	.string({ unit: 'grapheme', maxLength: 120 })
	// eslint-disable-next-line no-control-regex -- what the wire refuses
	.map((text) => text.replace(/[\r\n\u0000]/g, ''))

describe('composeMessage', () => {
	test('writes the same octets for the same message, and no header that nobody asked for', async () => {
		const first = await compose({ content: { subject: 'x', text: 'a', html: '<p>a</p>' } })
		const second = await compose({ content: { subject: 'x', text: 'a', html: '<p>a</p>' } })

		expect(second.raw).toBe(first.raw)
		expect(headerNames(first.raw)).toEqual([
			'From',
			'To',
			'Subject',
			'Message-ID',
			'Date',
			'MIME-Version',
			'Content-Type'
		])
		expect(first.raw).toContain('Date: Sun, 22 Nov 2026 18:30:00 +0000\r\n')
		expect(first.raw).toContain(`Message-ID: ${LETTER.messageId}\r\n`)
	})

	test('brings over names with commas, quotes and accents, and the answer address', async () => {
		const { mail } = await compose({
			sender: { email: 'secretariat@mjc-écully.test', name: 'MJC "Écully", bureau', replyTo: 'bureau@club.test' },
			recipient: { email: 'jo@membres.test', name: 'Dupont, "Jo" <x@y.test>' }
		})

		expect(mailboxes(mail.from)).toEqual([{ address: 'secretariat@mjc-écully.test', name: 'MJC "Écully", bureau' }])
		expect(mailboxes(mail.to)).toEqual([{ address: 'jo@membres.test', name: 'Dupont, "Jo" <x@y.test>' }])
		expect(mailboxes(mail.replyTo)).toEqual([{ address: 'bureau@club.test', name: '' }])
	})

	test('writes domains in A-labels', async () => {
		const { raw } = await compose({ recipient: { email: 'andre@Écoles.test' } })

		expect(raw).toContain('To: andre@xn--coles-9ra.test\r\n')
	})

	test('offers text and HTML, the better one last, both as they were written', async () => {
		const text = `Bonjour,\n\nligne ${'longue '.repeat(40)}\n.\nFrom ici \n`
		const html = `<p style="color:red">é ${'x'.repeat(2000)}</p>`

		const { raw, mail } = await compose({ content: { subject: 'x', text, html } })

		expect(raw).toMatch(/multipart\/alternative[^]*text\/plain[^]*text\/html/)
		expect(mail.text).toBe(text)
		expect(mail.html).toBe(html)
		expect(raw.split('\r\n').every((line) => line.length <= 78)).toBe(true)
		expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
	})

	test('brings over attachments, whatever they are called and claim to be', async () => {
		const { raw, mail } = await compose({
			attachments: [
				{
					filename: 'Procès-verbal de l’assemblée générale ordinaire.pdf',
					contentType: 'application/pdf',
					content: Buffer.from([0, 255, 13, 10])
				},
				{ filename: 'a"b;c.txt', contentType: 'text/plain', content: Buffer.from('é\n.\n') },
				{ filename: 'forwarded.dat', contentType: 'message/rfc822', content: Buffer.from('\n.\nRCPT') },
				{ filename: 'x', contentType: 'text/html\r\nBcc: evil@x.test', content: Buffer.from('x') }
			]
		})

		expect(mail.attachments.map(({ filename, contentType }) => ({ filename, contentType }))).toEqual([
			{ filename: 'Procès-verbal de l’assemblée générale ordinaire.pdf', contentType: 'application/pdf' },
			{ filename: 'a"b;c.txt', contentType: 'text/plain' },
			{ filename: 'forwarded.dat', contentType: 'application/octet-stream' },
			{ filename: 'x', contentType: 'application/octet-stream' }
		])
		expect(mail.attachments[0]?.content).toEqual(Buffer.from([0, 255, 13, 10]))
		expect(raw).not.toMatch(/^Bcc/im)
		expect(isAscii(Buffer.from(raw, 'latin1'))).toBe(true)
	})

	test('is empty where the content is', async () => {
		const { mail } = await compose({ content: { subject: 'x', text: '' } })

		expect(mail.text ?? '').toBe('')
	})

	test('lets nothing out of its header, whatever stands in names and subject', async () => {
		const optional = ['Subject', 'Content-Transfer-Encoding']
		const plain = headerNames((await compose()).raw).filter((header) => !optional.includes(header))

		await fc.assert(
			fc.asyncProperty(headerText, headerText, headerText, async (subject, senderName, name) => {
				const { raw, mail } = await compose({
					sender: { email: 'secretariat@club.test', name: senderName },
					recipient: { email: 'jo@membres.test', name },
					content: { subject, text: 'x' }
				})

				const headers = headerNames(raw)
				expect(headers.filter((header) => !optional.includes(header))).toEqual(plain)
				expect(new Set(headers).size).toBe(headers.length)
				expect(mailboxes(mail.from).map(({ address }) => address)).toEqual(['secretariat@club.test'])
				expect(mailboxes(mail.to).map(({ address }) => address)).toEqual(['jo@membres.test'])
			}),
			{ numRuns: 300 }
		)
	})

	test.each(['Subject\r\nBcc: evil@x.test', 'x\nBcc: evil@x.test', 'x\0y', 'x\r\n\r\nbody'])(
		'stays one header field even for %j, which the wire refuses before',
		async (hostile) => {
			const { raw } = await compose({
				sender: { email: 'secretariat@club.test', name: hostile },
				recipient: { email: 'jo@membres.test', name: hostile },
				content: { subject: hostile, text: 'x' }
			})

			expect(headerNames(raw)).toEqual(headerNames((await compose()).raw))
		}
	)

	test.each(['b@x.test, evil@y.test', '"b@x.test"@evil.test', 'b@x.test>', 'b'])('throws on %j', async (email) => {
		await expect(compose({ recipient: { email } })).rejects.toThrow(TypeError)
		await expect(compose({ sender: { email } })).rejects.toThrow(TypeError)
	})
})
