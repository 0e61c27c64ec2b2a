import { Editor } from '@tiptap/core'
import { DOMParser as ContentParser, Fragment, Slice, type ParseOptions, type Schema } from '@tiptap/pm/model'
import { EditorState, Selection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { richTextFrom } from '#shared/message/rich/from-text.ts'
import { parseRichText } from '#shared/message/rich/parse.ts'
import { textOf } from '#shared/message/rich/text.ts'
import type { RichDocument } from '#shared/message/rich/document.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import { listExtensions } from './extensions.ts'
import { LONG_TEXT } from './long-text.ts'
import { lookAgain, type IsField } from './field-chips.ts'
import { cleanPaste, type PasteLoss } from './paste.ts'
import type { PictureSource } from './picture-node.ts'

export type { Editor }

/** What a draft says, either way; see `Draft`. */
export type Text = { body: string; doc?: RichText | undefined }

export type RichEditorOptions = {
	element: HTMLElement
	text: Text
	/** Of the text box, as HTML has them. */
	attributes: Record<string, string>
	isField: IsField
	source: PictureSource
	/** Called with every change that a person made. */
	onwrite: (text: Required<Text>) => void
	/** Called whenever the caret or what is at it changed. */
	onstate: () => void
	onfocus: () => void
	/** Something of a paste was left out. */
	onloss: (loss: PasteLoss) => void
	/** So long a text came into an empty box that only a plain one stays quick; it was not put in. */
	onlong: (text: string) => void
	/** Files were pasted or dropped where the caret is. */
	onfiles: (files: File[]) => void
}

/** Makes the text box in which a mailing is written. It runs and loads nothing of what is put into it. */
export function createRichEditor({ element, text, attributes, ...told }: RichEditorOptions): Editor {
	const editor = new Editor({
		element,
		injectCSS: false,
		extensions: listExtensions(told),
		content: documentOf(text),
		editorProps: {
			attributes,
			clipboardTextParser: (pasted, context) => sliceOf(context.doc.type.schema, pasted),
			handleDOMEvents: { beforeinput: (view, event) => takeLines(view, event, told.onlong) },
			handlePaste: (view, event) =>
				takeLong(view, event.clipboardData?.getData('text/plain') ?? '', told.onlong) ||
				takePasted(event, told.onfiles),
			handleDrop: (view, event) => takeDropped(view, event, told.onfiles)
		},
		onUpdate: ({ editor }) => told.onwrite(textIn(editor)),
		onTransaction: told.onstate,
		onFocus: told.onfocus
	})
	editor.view.setProps({ clipboardParser: new PasteParser(editor.schema, told.onloss) })
	return editor
}

/** What is written in it. */
export function textIn(editor: Editor): Required<Text> {
	const doc = parseRichText(editor.getJSON())
	return { doc, body: textOf(doc) }
}

/** Shows another text. What was typed before is another text's: it is not to be undone here. */
export function showText({ view, state, schema }: Editor, text: Text): void {
	const doc = schema.nodeFromJSON(documentOf(text))
	view.updateState(EditorState.create({ doc, schema, plugins: state.plugins }))
}

/** Other fields are known now, or other pictures are there. */
export const refreshLook = ({ view, state }: Editor): void => view.dispatch(lookAgain(state))

/** Puts a text where the caret is, or in the place of what is selected. */
export function insertText(editor: Editor, text: string): void {
	editor.view.dispatch(editor.state.tr.insertText(text).scrollIntoView())
	editor.commands.focus()
}

const documentOf = ({ doc, body }: Text): RichDocument => (doc ? parseRichText(doc) : richTextFrom(body))

function sliceOf(schema: Schema, text: string): Slice {
	const { content } = richTextFrom(text)
	return new Slice(Fragment.fromJSON(schema, content), 1, 1)
}

/** Several lines put in at one stroke, as dictation and programs do, are paragraphs like pasted ones. */
function takeLines(view: EditorView, event: InputEvent, onlong: RichEditorOptions['onlong']): boolean {
	if (event.inputType !== 'insertText' || !event.data?.includes('\n')) return false
	event.preventDefault()
	return takeLong(view, event.data, onlong) || view.pasteText(event.data)
}

function takeLong({ state }: EditorView, text: string, onlong: RichEditorOptions['onlong']): boolean {
	if (text.length <= LONG_TEXT || state.doc.textContent !== '') return false
	onlong(text.replace(/\r\n?/g, '\n'))
	return true
}

/** A picture alone; what comes with words beside it, as from a table of figures, is meant as text. */
function takePasted({ clipboardData }: ClipboardEvent, onfiles: RichEditorOptions['onfiles']): boolean {
	const files = [...(clipboardData?.files ?? [])]
	if (files.length === 0 || clipboardData?.getData('text/plain')) return false
	onfiles(files)
	return true
}

function takeDropped(view: EditorView, event: DragEvent, onfiles: RichEditorOptions['onfiles']): boolean {
	const files = [...(event.dataTransfer?.files ?? [])]
	if (files.length === 0) return false
	// Or the browser would open the file in the place of the app.
	event.preventDefault()
	const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.from
	view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))))
	onfiles(files)
	return true
}

/** Reads what was pasted or dropped once it is cleaned. */
class PasteParser extends ContentParser {
	readonly #onloss: (loss: PasteLoss) => void

	constructor(schema: Schema, onloss: (loss: PasteLoss) => void) {
		super(schema, ContentParser.fromSchema(schema).rules)
		this.#onloss = onloss
	}

	override parseSlice(dom: HTMLElement, options?: ParseOptions): Slice {
		const loss = cleanPaste(dom)
		if (loss.pictures > 0) this.#onloss(loss)
		return super.parseSlice(dom, options)
	}
}
