import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { findFields } from '#shared/message/template.ts'

/** Tells whether members have this merge field. */
export type IsField = (name: string) => boolean

const key = new PluginKey<DecorationSet>('field-chips')

/** Stands for what is no letter: no field goes over it. */
const NO_LETTER = '\ufffc'

/** What a step is applied to: the chips before it, and the state before and after. */
type Applied = [step: Transaction, before: DecorationSet, from: EditorState, to: EditorState]

/** Shows merge fields as chips while they stay the text they are; those that nobody has, in the colour of attention. */
export const FieldChips = Extension.create<{ isField: IsField }>({
	name: 'fieldChips',
	addOptions: () => ({ isField: () => true }),
	addProseMirrorPlugins() {
		const chips = (doc: Node) => DecorationSet.create(doc, listChips(doc, this.options.isField))
		return [
			new Plugin({
				key,
				state: {
					init: (_config, { doc }) => chips(doc),
					apply: (...[tr, before, , { doc }]: Applied) =>
						tr.docChanged || tr.getMeta(key) !== undefined ? chips(doc) : before
				},
				props: { decorations: (state) => key.getState(state) }
			})
		]
	}
})

/** A step that changes nothing but the look: other fields are known now. */
export const lookAgain = ({ tr }: EditorState) => tr.setMeta(key, true).setMeta('addToHistory', false)

function listChips(doc: Node, isField: IsField): Decoration[] {
	const chips: Decoration[] = []
	doc.descendants((block, at) => {
		if (!block.isTextblock) return true
		const text = block.textBetween(0, block.content.size, undefined, NO_LETTER)
		for (const { from, to, name } of findFields(text)) {
			if (text.slice(from, to).includes(NO_LETTER)) continue
			const shown = isField(name) ? 'merge-chip' : 'merge-chip unknown'
			chips.push(Decoration.inline(at + 1 + from, at + 1 + to, { class: shown, spellcheck: 'false' }))
		}
		return false
	})
	return chips
}
