import { untrack } from 'svelte'
import type { PictureAttributes } from './picture-node.ts'
import type { Editor, RichEditorOptions, Text } from './rich-editor.ts'

const load = () => import('./rich-editor.ts')
type EditorModule = Awaited<ReturnType<typeof load>>

/** Asked for as soon as this room is entered: it is there when the draft is. */
const loading: Promise<EditorModule | undefined> = load().catch(() => undefined)

/** The editor of one text box: loaded when it is needed, and what of its state the interface shows. */
export class RichEditorHold {
	editor = $state.raw<Editor>()
	/** It could not be loaded. */
	failed = $state(false)
	/** Rises with every change of the editor's state. */
	revision = $state(0)
	#rich: EditorModule | undefined
	/** What it shows, as this class put it there or heard of it. */
	#shown = ''
	#focusWanted = false
	#attributes: Record<string, string> | undefined

	get inTable(): boolean {
		void this.revision
		return this.editor?.isActive('table') ?? false
	}

	/** The picture that is selected. */
	get picture(): PictureAttributes | undefined {
		void this.revision
		if (!this.editor?.isActive('image')) return undefined
		return this.editor.getAttributes('image') as PictureAttributes
	}

	/** Makes the editor once its code is there. Returns what takes it away again. */
	open(options: Omit<RichEditorOptions, 'onstate'>): () => void {
		let closed = false
		this.#waiting = undefined
		this.#shown = said(options.text)
		void loading.then((rich) => {
			if (closed) return
			this.#rich = rich
			if (rich) this.#create(rich, options)
			else this.failed = true
		})
		return () => {
			closed = true
			this.editor?.destroy()
			this.editor = undefined
		}
	}

	/** Shows a text unless it is what a person has just written here. */
	show(text: Text): void {
		const now = said(text)
		if (now === this.#shown) return
		this.#shown = now
		this.revision += 1
		if (this.editor) this.#rich?.showText(this.editor, text)
		else this.#waiting = text
	}

	describe(attributes: Record<string, string>): void {
		this.#attributes = attributes
		this.editor?.setOptions({ editorProps: { attributes } })
	}

	refresh(): void {
		if (this.editor) this.#rich?.refreshLook(this.editor)
	}

	insert(text: string): void {
		if (this.editor) this.#rich?.insertText(this.editor, text)
	}

	/** Now, or as soon as it is there. */
	focus(): void {
		if (this.editor) this.editor.commands.focus()
		else this.#focusWanted = true
	}

	/** What came while the editor was on its way. */
	#waiting: Text | undefined

	#create(rich: EditorModule, options: Omit<RichEditorOptions, 'onstate'>): void {
		const editor = rich.createRichEditor({
			...options,
			text: this.#waiting ?? options.text,
			attributes: this.#attributes ?? options.attributes,
			onwrite: (text) => {
				this.#shown = said(text)
				options.onwrite(text)
			},
			onstate: () => untrack(() => (this.revision += 1))
		})
		this.#waiting = undefined
		this.editor = editor
		if (this.#focusWanted) editor.commands.focus()
	}
}

/** A text without `doc` is its body; one with it is that. */
const said = ({ doc, body }: Text): string => (doc ? JSON.stringify(doc) : `plain ${body}`)
