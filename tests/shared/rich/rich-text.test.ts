import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeHtml, htmlFromText } from '#shared/message/html.ts'
import { writtenContent } from '#shared/message/rich/content.ts'
import { richTextFrom } from '#shared/message/rich/from-text.ts'
import { htmlOf } from '#shared/message/rich/html.ts'
import { parseHref, parseTypedHref } from '#shared/message/rich/link.ts'
import { parseRichText } from '#shared/message/rich/parse.ts'
import { textOf } from '#shared/message/rich/text.ts'
import { listFieldNames, parseTemplate, renderTemplate } from '#shared/message/template.ts'
import { anyBraces, anyRichText, bold, cell, item, link, paragraph, row, text } from '#tests/support/rich-texts.ts'

const doc = (...content: unknown[]) => parseRichText({ type: 'doc', content })
const fieldsOf = (template: string) => listFieldNames(parseTemplate(template))

describe('parseRichText', () => {
	test.each([[null], ['text'], [{}], [{ type: 'doc', content: 'x' }], [{ type: 'paragraph', content: [] }]])(
		'makes an empty document of %j',
		(value) => {
			expect(parseRichText(value)).toEqual({ type: 'doc', content: [{ type: 'paragraph', content: [] }] })
		}
	)

	test('keeps the text of nodes it does not know, and leaves out their marks and attributes', () => {
		const unknown = { type: 'blockquote', attrs: { onclick: 'x' }, content: [paragraph(text('cité'))] }
		const marked = { type: 'text', text: 'rouge', marks: [{ type: 'textStyle', attrs: { color: 'red' } }, bold] }

		expect(doc(unknown, paragraph(marked))).toEqual({
			type: 'doc',
			content: [paragraph(text('cité')), paragraph(text('rouge', bold))]
		})
	})

	test('leaves out links that may not be followed, and pictures that are no file of the mailing', () => {
		const image = { type: 'image', attrs: { src: 'https://example.org/x.png', contentId: 'a b', alt: 'x' } }

		expect(doc(image, paragraph(text('là', link('javascript:alert(1)'))))).toEqual(doc(paragraph(text('là'))))
	})

	test('takes a merge field together whose letters are marked differently', () => {
		expect(doc(paragraph(text('a {{pre'), text('nom}}', bold), text('!', bold)))).toEqual(
			doc(paragraph(text('a {{prenom}}'), text('!', bold)))
		)
	})

	test('reads a document nested beyond reason without losing its breath', () => {
		let nested: unknown = paragraph(text('fond'))
		for (let depth = 0; depth < 5000; depth += 1)
			nested = { type: 'bulletList', content: [{ type: 'listItem', content: [nested] }] }

		expect(htmlOf(doc(nested)).length).toBeLessThan(10_000)
	})

	test('reads what it made as the same again', () => {
		fc.assert(
			fc.property(anyRichText, (value) => {
				const once = parseRichText(value)
				expect(parseRichText(once)).toEqual(once)
			})
		)
	})
})

describe('parseHref', () => {
	test.each([
		['https://club.fr/a?b=1&c=é', 'https://club.fr/a?b=1&c=é'],
		[' http://club.fr ', 'http://club.fr'],
		['mailto:zoe@club.fr', 'mailto:zoe@club.fr'],
		['tel:+33612345678', 'tel:+33612345678'],
		['{{ site | https://club.fr }}', '{{site|https://club.fr}}'],
		['https://club.fr/{{prenom}}', 'https://club.fr/%7B%7Bprenom%7D%7D']
	])('lets %j through as %j', (typed, href) => {
		expect(parseHref(typed)).toBe(href)
	})

	test.each([
		['javascript:alert(1)'],
		['java\nscript:alert(1)'],
		['\u0001javascript:alert(1)'],
		['JaVaScRiPt:alert(1)'],
		['data:text/html,<script>alert(1)</script>'],
		['vbscript:x'],
		['file:///etc/passwd'],
		['//club.fr'],
		['club.fr'],
		['#ancre'],
		[''],
		['{{a}} {{b}}'],
		['{{a|javascript:alert(1)}}'],
		[`https://club.fr/${'a'.repeat(2000)}`]
	])('refuses %j', (typed) => {
		expect(parseHref(typed)).toBeUndefined()
	})

	test.each([
		['club.fr', 'https://club.fr'],
		['www.mjc-talant.fr/agenda?m=5', 'https://www.mjc-talant.fr/agenda?m=5'],
		['zoe@club.fr', 'mailto:zoe@club.fr'],
		['06 12 34 56 78', 'tel:0612345678'],
		['javascript:alert(1)', undefined],
		['n’importe quoi', undefined]
	])('understands %j, typed by a person, as %j', (typed, href) => {
		expect(parseTypedHref(typed)).toBe(href)
	})
})

describe('textOf', () => {
	test('says everything in plain text', () => {
		const list = { type: 'bulletList', content: [item(text('un')), item(text('deux'))] }
		const numbered = { type: 'orderedList', attrs: { start: 9 }, content: [item(text('neuf')), item(text('dix'))] }
		const document = doc(
			{ type: 'heading', attrs: { level: 1 }, content: [text('Assemblée')] },
			paragraph(text('Cher {{prenom|ami}}, voir '), text('le programme', link('https://club.fr/ag')), text('.')),
			paragraph(text('https://club.fr', link('https://club.fr/'))),
			{ type: 'heading', attrs: { level: 2 }, content: [text('Ordre')] },
			list,
			numbered,
			{
				type: 'table',
				content: [row(cell(text('Heure')), cell(text('Lieu'))), row(cell(text('18 h')), cell(text('MJC')))]
			},
			{ type: 'image', attrs: { contentId: 'logo@club', alt: 'Notre logo' } },
			{ type: 'image', attrs: { contentId: 'trait@club', alt: '' } },
			paragraph(text('À samedi'), { type: 'hardBreak' }, text('Zoé'))
		)

		expect(textOf(document)).toBe(
			[
				'Assemblée\n=========',
				'Cher {{prenom|ami}}, voir le programme (https://club.fr/ag).',
				'https://club.fr',
				'Ordre\n-----',
				'– un\n– deux',
				'9. neuf\n10. dix',
				'Heure | Lieu\n18 h | MJC',
				'[Notre logo]',
				'À samedi\nZoé'
			].join('\n\n')
		)
	})

	test('closes no merge field in a later paragraph than it was opened in', () => {
		expect(fieldsOf(textOf(doc(paragraph(text('{{nom')), paragraph(text('}}')))))).toEqual([])
	})

	test('sets lists within lists off', () => {
		const inner = { type: 'bulletList', content: [item(text('b')), item(text('c'))] }
		const outer = { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph(text('a')), inner] }] }

		expect(textOf(doc(outer))).toBe('1. a\n   – b\n   – c')
	})

	test.each([['Bonjour {{prenom}},\n\nà samedi.\nZoé'], ['a\n\n\n\nb'], ['{{x'], [' deux  espaces ']])(
		'is the plain text that a document was made of: %j',
		(plain) => {
			expect(textOf(richTextFrom(plain)).replaceAll('\u2060', '')).toBe(plain)
		}
	)
})

describe('htmlOf', () => {
	test('escapes every text, and keeps merge fields', () => {
		const html = htmlOf(doc(paragraph(text('<b>{{ prenom | "ami" }} {{a b}} & co', bold))))

		expect(html).toContain('<strong>&lt;b&gt;{{prenom|"ami"}} &#123;&#123;a b&#125;&#125; &amp; co</strong>')
	})

	test('has one link for what one link is over', () => {
		const html = htmlOf(doc(paragraph(text('le ', link('{{site}}')), text('site', bold, link('{{site}}')), text('!'))))

		expect(html).toContain('<a href="{{site}}">le <strong>site</strong></a>!')
	})

	test('makes a link of the address of a page that is typed, but not within a link', () => {
		const html = htmlOf(doc(paragraph(text('Voir https://club.fr.'), text('https://a.fr', link('https://b.fr')))))

		expect(html).toContain('Voir <a href="https://club.fr">https://club.fr</a>.<a href="https://b.fr">https://a.fr</a>')
	})

	test('names no colour that a dark screen would swallow', () => {
		expect(htmlOf(doc(paragraph(text('a')), { type: 'table', content: [row(cell(text('b')))] }))).not.toMatch(
			/(?<![-\w])(color|background)/
		)
	})

	test('has the fields that its plain twin has', () => {
		fc.assert(
			fc.property(fc.oneof(anyRichText, anyBraces), (value) => {
				const document = parseRichText(value)
				expect(fieldsOf(textOf(document)).sort()).toEqual(fieldsOf(htmlOf(document)).sort())
			})
		)
	})

	test('makes no markup of what was text', () => {
		fc.assert(
			fc.property(anyBraces, (value) => {
				const rendered = renderTemplate(parseTemplate(htmlOf(parseRichText(value))), {}, escapeHtml)
				expect(new Set(rendered.match(/<\/?\w+/g))).toEqual(new Set(rendered.match(/<\/?(div|p|strong|br)\b/g)))
				expect(rendered).not.toContain('<b>')
			})
		)
	})
})

describe('writtenContent', () => {
	const signature = {
		type: 'doc',
		content: [paragraph(text('Le bureau')), paragraph(text('club.fr', link('https://club.fr')))]
	} as const

	test('leaves a plain text as it is', () => {
		expect(writtenContent({ body: 'a\n\n\nb ' })).toEqual({ text: 'a\n\n\nb ', html: htmlFromText('a\n\n\nb ') })
	})

	test('puts the signature beneath what was written, plain or rich', () => {
		const doc = { type: 'doc', content: [paragraph(text('Bonjour', bold))] } as const

		expect(writtenContent({ body: 'Bonjour', signature }).text).toBe('Bonjour\n\n-- \nLe bureau\n\nclub.fr')
		expect(writtenContent({ body: '', doc, signature }).html).toMatch(
			/<strong>Bonjour<\/strong>[^]*-- <br>\nLe bureau[^]*<a href="https:\/\/club.fr">/
		)
	})
})
