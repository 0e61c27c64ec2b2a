import { afterEach, describe, expect, test, vi } from 'vitest'
import type { RichBlock } from '#shared/message/rich/document.ts'
import { htmlOf } from '#shared/message/rich/html.ts'
import { parseRichText } from '#shared/message/rich/parse.ts'
import { textOf } from '#shared/message/rich/text.ts'
import { createRichEditor, textIn, type Editor } from '#web/mailing/editor/rich-editor.ts'
import { listStrangers } from '#tests/support/mail-html.ts'
import { HOSTILE_PASTES, REAL_PASTES } from './hostile-pastes.ts'

const onloss = vi.fn()
const onlong = vi.fn()
const open: Editor[] = []

function makeEditor(): Editor {
	const element = document.body.appendChild(document.createElement('div'))
	const editor = createRichEditor({
		...{ element, text: { body: '' }, attributes: {}, isField: () => true, source: () => Promise.resolve(undefined) },
		...{
			onwrite: () => undefined,
			onstate: () => undefined,
			onfocus: () => undefined,
			onfiles: () => undefined,
			onlong,
			onloss
		}
	})
	open.push(editor)
	return editor
}

function paste(html: string): RichBlock[] {
	const editor = makeEditor()
	editor.view.pasteHTML(html)
	return parseRichText(textIn(editor).doc).content
}

afterEach(() => {
	onloss.mockReset()
	onlong.mockReset()
	for (const editor of open.splice(0)) editor.destroy()
	document.body.replaceChildren()
})

describe('a paste from', () => {
	test.each(REAL_PASTES)('$name comes in clean', ({ html, doc }) => {
		expect(paste(html)).toEqual(doc)
	})

	test('a web page says that its pictures were left out, but nothing of what nobody saw', () => {
		for (const { html } of REAL_PASTES) paste(html)

		expect(onloss.mock.calls).toEqual([[{ pictures: 1 }]])
	})

	test.each(['Bonjour {{prenom}},\n\nà samedi.\nZoé', 'a\n\n\n\nb'])('a plain text keeps its lines: %j', (text) => {
		const editor = makeEditor()

		editor.view.pasteText(text)

		expect(textIn(editor).body).toBe(text)
	})
})

describe('a hostile paste', () => {
	test.each([...HOSTILE_PASTES, ...REAL_PASTES])(
		'of $name runs nothing, loads nothing and keeps its text',
		({ html, keeps }) => {
			const doc = { type: 'doc' as const, content: paste(html) }
			const box = document.querySelector('.ProseMirror')

			expect('__ran' in window).toBe(false)
			expect(
				performance.getEntriesByType('resource').filter(({ name }) => /evil|pixel|example\.org/.test(name))
			).toEqual([])
			expect(listStrangers(htmlOf(doc))).toEqual([])
			expect(
				box?.querySelectorAll('script, iframe, style, svg, form, input, [onerror], [onclick], [onload]').length
			).toBe(0)
			for (const kept of keeps) expect(textOf(doc)).toContain(kept)
		}
	)
})

test('a text too long for the editor is handed on as it is, and does not go into it', () => {
	const long = 'Une ligne\n'.repeat(10_001)
	const editor = makeEditor()
	const clipboardData = new DataTransfer()
	clipboardData.setData('text/plain', long)

	editor.view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))

	expect(editor.getText()).toBe('')
	expect(onlong).toHaveBeenCalledExactlyOnceWith(long)
})
