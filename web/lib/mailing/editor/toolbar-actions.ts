import { m } from '#web/paraglide/messages.js'
import type { EditorIcon } from './editor-icons.ts'
import type { Editor } from './rich-editor.ts'

/** A button over the text. */
export type ToolbarAction = {
	icon: EditorIcon
	label: () => string
	run: (editor: Editor) => unknown
	/** Whether it is in force where the caret is; absent where that says nothing. */
	pressed?: (editor: Editor) => boolean
	/** Absent: always. */
	possible?: (editor: Editor) => boolean
}

/** Groups of buttons, in order; `onlink` asks where a link is to lead, `onpicture` for a file: absent where there are no pictures. */
export const textActions = (onlink: () => void, onpicture: (() => void) | undefined): ToolbarAction[][] => [
	[
		{
			icon: 'bold',
			label: m.editor_bold,
			run: (editor) => editor.chain().focus().toggleBold().run(),
			pressed: (editor) => editor.isActive('bold')
		},
		{
			icon: 'italic',
			label: m.editor_italic,
			run: (editor) => editor.chain().focus().toggleItalic().run(),
			pressed: (editor) => editor.isActive('italic')
		},
		{
			icon: 'underline',
			label: m.editor_underline,
			run: (editor) => editor.chain().focus().toggleUnderline().run(),
			pressed: (editor) => editor.isActive('underline')
		}
	],
	[
		{
			icon: 'heading',
			label: m.editor_heading,
			run: (editor) => editor.chain().focus().toggleHeading({ level: 1 }).run(),
			pressed: (editor) => editor.isActive('heading', { level: 1 })
		},
		{
			icon: 'subheading',
			label: m.editor_subheading,
			run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
			pressed: (editor) => editor.isActive('heading', { level: 2 })
		},
		{
			icon: 'bullets',
			label: m.editor_bullets,
			run: (editor) => editor.chain().focus().toggleBulletList().run(),
			pressed: (editor) => editor.isActive('bulletList')
		},
		{
			icon: 'numbers',
			label: m.editor_numbers,
			run: (editor) => editor.chain().focus().toggleOrderedList().run(),
			pressed: (editor) => editor.isActive('orderedList')
		}
	],
	[
		{ icon: 'link', label: m.editor_link, run: onlink, pressed: (editor) => editor.isActive('link') },
		{
			icon: 'table',
			label: m.editor_table,
			run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
			possible: (editor) => !editor.isActive('table')
		},
		...(onpicture ? [{ icon: 'picture' as const, label: m.editor_picture, run: onpicture }] : [])
	],
	[
		{
			icon: 'undo',
			label: m.editor_undo,
			run: (editor) => editor.chain().focus().undo().run(),
			possible: (editor) => editor.can().undo()
		},
		{
			icon: 'redo',
			label: m.editor_redo,
			run: (editor) => editor.chain().focus().redo().run(),
			possible: (editor) => editor.can().redo()
		}
	]
]

/** What can be done to the table that the caret is in. */
export const TABLE_ACTIONS: ToolbarAction[][] = [
	[
		{ icon: 'row-add', label: m.editor_row_add, run: (editor) => editor.chain().focus().addRowAfter().run() },
		{ icon: 'column-add', label: m.editor_column_add, run: (editor) => editor.chain().focus().addColumnAfter().run() }
	],
	[
		{ icon: 'row-remove', label: m.editor_row_remove, run: (editor) => editor.chain().focus().deleteRow().run() },
		{
			icon: 'column-remove',
			label: m.editor_column_remove,
			run: (editor) => editor.chain().focus().deleteColumn().run()
		},
		{ icon: 'delete', label: m.editor_table_remove, run: (editor) => editor.chain().focus().deleteTable().run() }
	]
]
