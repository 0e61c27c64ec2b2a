import fc from 'fast-check'

/** Pieces of an editor's document, as tests write them. */
export type Mark = { type: string; attrs?: Record<string, unknown> }
export const bold: Mark = { type: 'bold' }
export const link = (href: string): Mark => ({ type: 'link', attrs: { href } })
export const text = (said: string, ...marks: Mark[]) => ({
	type: 'text',
	text: said,
	...(marks.length > 0 && { marks })
})
export const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content })
export const item = (...content: unknown[]) => ({ type: 'listItem', content: [paragraph(...content)] })
export const cell = (...content: unknown[]) => ({ type: 'tableCell', content: [paragraph(...content)] })
export const row = (...content: unknown[]) => ({ type: 'tableRow', content })

const anyText = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc
		.array(
			fc.constantFrom(
				'{',
				'{{',
				'}',
				'}}',
				'|',
				'nom',
				'{{prenom}}',
				'<',
				'"',
				"'",
				'&',
				'\n',
				'\u0000',
				'\ud800',
				' ',
				'<script>'
			),
			{ maxLength: 8 }
		)
		.map((parts) => parts.join(''))
)
const anyHref = fc.oneof(
	fc.constantFrom(
		...[
			'javascript:alert(1)',
			'data:text/html,x',
			'https://club.fr/"><script>',
			'https://club.fr',
			'{{site}}',
			'mailto:a@b.fr'
		],
		...[
			'java\tscript:x',
			'vbscript:x',
			'//x',
			'https://a/{{b',
			'https://}}',
			'{{x|javascript:alert(1)}}',
			'\u0000javascript:x'
		]
	),
	fc.webUrl({ withQueryParameters: true }),
	anyText
)
const anyMark = fc.oneof(
	fc.constantFrom({ type: 'bold' }, { type: 'italic' }, { type: 'underline' }, { type: 'onclick' }, null, 7),
	fc.record({
		type: fc.constant('link'),
		attrs: fc.record({ href: anyHref, onclick: fc.constant('x') }, { requiredKeys: [] })
	})
)
const KNOWN = [
	'paragraph',
	'heading',
	'bulletList',
	'orderedList',
	'listItem',
	'table',
	'tableRow',
	'tableCell',
	'tableHeader'
]
const anyAttrs = fc.dictionary(
	fc.constantFrom('level', 'start', 'colspan', 'rowspan', 'contentId', 'alt', 'width', 'src', 'style', 'href'),
	fc.oneof(
		fc.integer(),
		anyHref,
		fc.constantFrom(1, 2, 'logo@club', '"><img src=x onerror=alert(1)>', null, { deep: true })
	)
)

const tree = fc.letrec<{ node: unknown }>((tie) => ({
	node: fc.oneof(
		{ depthSize: 'medium', withCrossShrink: true },
		fc.record(
			{ type: fc.constant('text'), text: anyText, marks: fc.array(anyMark, { maxLength: 3 }) },
			{ requiredKeys: ['type'] }
		),
		fc.constantFrom<unknown>({ type: 'hardBreak' }, null, 'x', { type: 3 }),
		fc.record({ type: fc.constant('image'), attrs: anyAttrs }),
		fc.record({
			type: fc.oneof(fc.constantFrom(...KNOWN), fc.constantFrom('script', 'iframe', '__proto__', 'blockquote')),
			attrs: anyAttrs,
			content: fc.array(tie('node'), { maxLength: 4 })
		})
	)
}))

/** Documents as no editor makes them: everything anywhere, hostile texts, links and attributes. */
export const anyRichText = fc.record({ type: fc.constant('doc'), content: fc.array(tree.node, { maxLength: 5 }) })

const BRACES = ['{', '{{', '}', '}}', '|', 'nom', '{{prenom}}', '<b>', '&', ' ', '\n']

/** Paragraphs of what matters to merge fields, marked here and there. */
export const anyBraces = fc
	.array(fc.array(fc.record({ said: fc.constantFrom(...BRACES), marked: fc.boolean() }), { maxLength: 8 }), {
		maxLength: 4
	})
	.map((blocks) => ({
		type: 'doc',
		content: blocks.map((runs) => paragraph(...runs.map(({ said, marked }) => text(said, ...(marked ? [bold] : [])))))
	}))
