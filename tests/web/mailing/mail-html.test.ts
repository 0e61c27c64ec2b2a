import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml } from '#shared/message/html.ts'
import { htmlOf } from '#shared/message/rich/html.ts'
import { parseRichText } from '#shared/message/rich/parse.ts'
import { parseTemplate, renderTemplate } from '#shared/message/template.ts'
import { listStrangers } from '#tests/support/mail-html.ts'
import { anyBraces, anyRichText } from '#tests/support/rich-texts.ts'

test('whatever a document holds, its HTML has only what mail may hold, as a browser reads it', () => {
	fc.assert(
		fc.property(fc.oneof(anyRichText, anyBraces), (value) => {
			const html = renderTemplate(parseTemplate(htmlOf(parseRichText(value))), { site: 'https://club.fr' }, escapeHtml)
			expect(listStrangers(html)).toEqual([])
		}),
		{ numRuns: 500 }
	)
})
