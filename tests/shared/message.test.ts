import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { listMissingInContent, parseContent, renderContent } from '#shared/message/content.ts'
import { escapeHtml, htmlFromText } from '#shared/message/html.ts'
import { listFieldNames, listMissingFields, parseTemplate, renderTemplate } from '#shared/message/template.ts'

const render = (text: string, values: Record<string, string> = {}) => renderTemplate(parseTemplate(text), values)

/** Texts of what matters to templates. */
const braces = fc
	.array(fc.constantFrom('{', '{{', '}', '}}', '|', ' ', 'nom', 'é', '\n', '<b>', '&'), { maxLength: 30 })
	.map((parts) => parts.join(''))

/** Letters looked at by searching and matching while something runs: what it costs, whatever the machine does beside. */
function countLettersSeen(run: () => unknown): number {
	let seen = 0
	const { indexOf } = String.prototype
	const { exec } = RegExp.prototype
	const spies = [
		vi.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, ...args) {
			const found = indexOf.apply(this, args)
			seen += (found === -1 ? this.length : found) - (args[1] ?? 0) + 1
			return found
		}),
		vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
			seen += text.length
			return exec.call(this, text)
		})
	]
	run()
	for (const spy of spies) spy.mockRestore()
	return seen
}

describe('renderTemplate', () => {
	test.each([
		['Bonjour {{prénom}} !', { prénom: 'Zoé' }, 'Bonjour Zoé !'],
		['{{ prénom }}{{a.b-c_1}}', { prénom: 'Zoé', 'a.b-c_1': 'x' }, 'Zoéx'],
		['{{x|ami}} {{x| cher ami }} {{x|}}.', {}, 'ami cher ami .'],
		['{{x|ami}}', { x: '' }, 'ami'],
		['{{x|a|b}}', {}, 'a|b'],
		['{{x}}', { x: '{{y}}', y: 'twice' }, '{{y}}'],
		['{{x|{y}}}', {}, '{y}'],
		['{{{x}}}', { x: '1' }, '{1}'],
		['{{a b}} {{}} {{ }} {x} {{x }x}} {{$}}', { x: '1' }, '{{a b}} {{}} {{ }} {x} {{x }x}} {{$}}'],
		['{{x', { x: '1' }, '{{x'],
		['{{y}} {{x}}', { x: '1' }, ' 1'],
		['{{constructor}}{{__proto__}}{{toString|t}}', {}, 't'],
		[`{{${'n'.repeat(64)}}}{{${'n'.repeat(65)}}}`, { ['n'.repeat(64)]: '1' }, `1{{${'n'.repeat(65)}}}`]
	])('makes of %j with %j: %j', (text, values, rendered) => {
		expect(render(text, values)).toBe(rendered)
	})

	test('leaves alone a text without fields', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				if (listFieldNames(parseTemplate(text)).length === 0) expect(render(text)).toBe(text)
			})
		)
	})

	test('loses no letter of any text: its parts joined are the text, fields but for their spaces', () => {
		fc.assert(
			fc.property(braces, (text) => {
				const written = parseTemplate(text).map((part) => {
					if (typeof part === 'string') return part
					return part.fallback === undefined ? `{{${part.name}}}` : `{{${part.name}|${part.fallback}}}`
				})

				expect(written.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
			}),
			{ numRuns: 2000 }
		)
	})

	test('never expands what it puts in', () => {
		fc.assert(
			fc.property(braces, (value) => {
				expect(render('<{{x|-}}>', { x: value, nom: 'EXPANDED' })).toBe(`<${value || '-'}>`)
			})
		)
	})

	test.each(['{{', '{{x', '{{ ', '{', '}}', '{{x}}', '{{}}', '{{x|', '{{{}'])(
		'looks at letters in proportion to the size of many %j',
		(part) => {
			const cost = (count: number) => countLettersSeen(() => parseTemplate(`${part.repeat(count)}}}`))

			// From 10,000 letters on, each field that is none is looked at to a fixed length.
			expect(cost(40_000)).toBeLessThan(cost(20_000) * 2.2 + 1000)
		}
	)
})

describe('listMissingFields', () => {
	test('names what has neither value nor fallback, each once; an empty value is one', () => {
		const template = parseTemplate('{{b}} {{a}} {{b}} {{c|x}} {{d}} {{toString}}')

		expect(listFieldNames(template)).toEqual(['b', 'a', 'c', 'd', 'toString'])
		expect(listMissingFields(template, { a: '1', d: '' })).toEqual(['b', 'toString'])
	})
})

describe('renderContent', () => {
	test('escapes values in HTML, and nowhere else', () => {
		const content = parseContent({ subject: 'À {{x}}', text: '{{x}}', html: '<p title="{{x}}">{{x}}</p>' })

		expect(renderContent(content, { x: `<b>"l'été" & co` })).toEqual({
			subject: `À <b>"l'été" & co`,
			text: `<b>"l'été" & co`,
			html: `<p title="&lt;b&gt;&quot;l&#39;été&quot; &amp; co">&lt;b&gt;&quot;l&#39;été&quot; &amp; co</p>`
		})
	})

	test('has no HTML where there is none', () => {
		expect(renderContent(parseContent({ subject: 's', text: 't' }), {})).toEqual({ subject: 's', text: 't' })
	})

	test('misses what subject, text or HTML miss', () => {
		const content = parseContent({ subject: '{{a}}', text: '{{b}}{{a}}', html: '{{c}}{{d|x}}' })

		expect(listMissingInContent(content, { b: '' })).toEqual(['a', 'c'])
	})
})

describe('htmlFromText', () => {
	test('makes paragraphs, line breaks and links, and keeps the fields', () => {
		const html = htmlFromText('Bonjour {{ x |"ami"}},\nvoir https://club.fr/a?b=1&c=2.\n\n\n<fin>\n\n')

		expect(html.replace(/ style="[^"]*"/g, '')).toBe(
			'<div>\n<p>Bonjour {{x|"ami"}},<br>\nvoir <a href="https://club.fr/a?b=1&amp;c=2">https://club.fr/a?b=1&amp;c=2</a>.</p>\n' +
				'<p>&lt;fin&gt;</p>\n</div>\n'
		)
	})

	test('has the same fields as the text, and literal braces where the text has them', () => {
		fc.assert(
			fc.property(braces, (text) => {
				expect(listFieldNames(parseTemplate(htmlFromText(text)))).toEqual(listFieldNames(parseTemplate(text.trimEnd())))
			}),
			{ numRuns: 2000 }
		)
		expect(htmlFromText('{{a b}}')).toContain('&#123;&#123;a b&#125;&#125;')
	})

	test('holds no markup but its own, whatever the text and the values', () => {
		const hostile = fc
			.array(
				fc.constantFrom(
					'<',
					'>',
					'"',
					"'",
					'&',
					'javascript:',
					'http://',
					'https://x.fr',
					'{{x}}',
					'{{x|',
					'}}',
					'\n',
					'\r\n',
					' ',
					'é',
					'onload=',
					'</a>'
				),
				{ maxLength: 40 }
			)
			.map((parts) => parts.join(''))
		fc.assert(
			fc.property(hostile, hostile, (text, value) => {
				const html = renderTemplate(parseTemplate(htmlFromText(text)), { x: value }, escapeHtml)
				const rest = html
					.replace(/<(?:div|p) style="[^"<>]*">|<\/(?:div|p|a)>|<br>/g, '')
					.replace(/<a href="https?:\/\/[^"<>\s]*">/g, '')

				expect(rest).not.toMatch(/[<>]/)
			}),
			{ numRuns: 3000 }
		)
	})

	test.each(['\n', '\r', '\n ', 'http://', 'http://.', '.', '{{', '&'])(
		'copes with 300 kB of %j',
		(part) => {
			const html = htmlFromText(`${part.repeat(300_000 / part.length)}x`)

			expect(html.length).toBeGreaterThan(100)
		},
		5000
	)
})
