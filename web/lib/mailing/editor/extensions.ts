import type { Extensions } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Text } from '@tiptap/extension-text'
import { Underline } from '@tiptap/extension-underline'
import { Dropcursor, Gapcursor, UndoRedo } from '@tiptap/extensions'
import { FieldChips, type IsField } from './field-chips.ts'
import { LinkMark } from './link-mark.ts'
import { PictureNode, type PictureSource } from './picture-node.ts'

/** A table within a table is for layouts, not for texts. */
const IN_CELLS = '(paragraph | heading | bulletList | orderedList | image)+'

/** Tab goes from cell to cell and then on to what follows the editor: nobody is held in it. */
const PassableTable = Table.extend({
	addKeyboardShortcuts() {
		return {
			Tab: () => this.editor.commands.goToNextCell(),
			'Shift-Tab': () => this.editor.commands.goToPreviousCell()
		}
	}
})

/** What a text can be made of: the same as `parseRichText` knows. */
export const listExtensions = (options: { isField: IsField; source: PictureSource }): Extensions => [
	Document,
	Paragraph,
	Text,
	HardBreak,
	Heading.configure({ levels: [1, 2] }),
	Bold,
	Italic,
	Underline,
	LinkMark,
	BulletList,
	OrderedList,
	ListItem,
	ListKeymap,
	PassableTable,
	TableRow,
	TableHeader.extend({ content: IN_CELLS }),
	TableCell.extend({ content: IN_CELLS }),
	PictureNode.configure({ source: options.source }),
	FieldChips.configure({ isField: options.isField }),
	UndoRedo,
	Dropcursor,
	Gapcursor
]
