import { spawnSync } from 'node:child_process'
import PostalMime from 'postal-mime'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseContent, renderContent } from '#shared/message/content.ts'
import { writtenContent } from '#shared/message/rich/content.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { bold, cell, item, link, paragraph, row, text } from '#tests/support/rich-texts.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

const DOC = {
	type: 'doc' as const,
	content: [
		{ type: 'heading', attrs: { level: 1 }, content: [text('Assemblée générale — été')] },
		paragraph(text('Cher {{prenom|ami}}, voir '), text('le programme', bold, link('https://club.example/?a=1&b=é'))),
		{ type: 'bulletList', content: [item(text('Bilan')), item(text(`.${'é'.repeat(1200)}`))] },
		{ type: 'table', content: [row(cell(text('Heure')), cell(text('18 h')))] },
		{ type: 'image', attrs: { contentId: 'logo@club', alt: 'Notre logo', width: 120 } },
		paragraph(text('.'), { type: 'hardBreak' }, text('From moi'), { type: 'hardBreak' }, text('\u{1f94b} <fin>'))
	]
}
const PICTURE = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], 'logo.png', { type: 'image/png' })

/** What the receiving server got of the text above, and what it was to be. */
async function sendRich() {
	const server = await startTestServer()
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server] })
	onTestFinished(() => relay.mailings.stop())
	const content = { subject: 'AG d’été pour {{prenom}}', ...writtenContent({ doc: DOC, body: '' }) }
	const fields = { prenom: 'Zoé & <Tom>' }
	const body = new FormData()
	const recipients = [{ id: 'r1', email: addressOf(1), fields }]
	const mailing = mailingTo(server, { ...content, recipients, attachments: [{ contentId: 'logo@club' }] })
	body.append('mailing', JSON.stringify(mailing))
	body.append('attachment', PICTURE)
	await new EventReader(await relay.request('/api/v1/mailings', { method: 'POST', body })).all()
	return { raw: server.accepted[0]?.raw ?? '', expected: renderContent(parseContent(content), fields) }
}

const lines = (said = '') => said.replaceAll('\r\n', '\n').trimEnd()

describe('a rich text, built and sent by the relay', () => {
	test('arrives whole, as a parser reads it', async () => {
		const { raw, expected } = await sendRich()

		const mail = await PostalMime.parse(raw)

		expect(mail.subject).toBe(expected.subject)
		expect(lines(mail.html)).toBe(lines(expected.html))
		expect(lines(mail.text)).toBe(lines(expected.text))
		expect(mail.attachments).toMatchObject([{ contentId: '<logo@club>', mimeType: 'image/png' }])
	})

	test('has no defect, as another and strict parser finds', async ({ skip }) => {
		const { raw, expected } = await sendRich()

		const python = spawnSync('python3', ['-c', STRICT_PARSER], { input: Buffer.from(raw, 'utf8') })
		if (python.error) skip('python3 is not here: no second parser looked at the message')

		expect(python.stderr.toString()).toBe('')
		const read = JSON.parse(python.stdout.toString()) as {
			subject: string
			html: string
			text: string
			types: string[]
		}
		expect(read.subject).toBe(expected.subject)
		expect(lines(read.html)).toBe(lines(expected.html))
		expect(lines(read.text)).toBe(lines(expected.text))
		expect(read.types.sort()).toEqual(['image/png', 'text/html', 'text/plain'])
	})
})

/** Python's email package with the policy that raises at every defect. */
const STRICT_PARSER = `
import sys, json, email, email.policy
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default.clone(raise_on_defect=True))
leaves = [part for part in mail.walk() if not part.is_multipart()]
defects = [str(d) for part in mail.walk() for d in part.defects] + [str(d) for part in mail.walk() for v in part.values() for d in v.defects]
assert not defects, defects
said = lambda kind: mail.get_body((kind,)).get_content()
json.dump({'subject': mail['subject'], 'html': said('html'), 'text': said('plain'), 'types': [p.get_content_type() for p in leaves]}, sys.stdout)
`
