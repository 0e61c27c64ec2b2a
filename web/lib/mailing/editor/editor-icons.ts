/** The strokes of the toolbar's icons, as those of `ICONS`; they come with the editor, not with the first screen. */
export const EDITOR_ICONS = {
	bold: 'M7.5 4.5h5.2a3.6 3.6 0 0 1 0 7.2H7.5zM7.5 11.7h6a3.9 3.9 0 0 1 0 7.8h-6z',
	italic: 'M10.5 4.5h6M7.5 19.5h6M13.8 4.5l-3.6 15',
	underline: 'M7 4.5v6.8a5 5 0 0 0 10 0V4.5M5.5 20h13',
	heading: 'M5 5v14M13 5v14M5 12h8M17.5 11.5 20 10v9',
	subheading: 'M5 6.5v11M12 6.5v11M5 12h7M16 13.2a2 2 0 1 1 3.6 1.1L16 18.2h4',
	bullets: 'M9.5 6.5H20M9.5 12H20M9.5 17.5H20M5 6.5v0M5 12v0M5 17.5v0',
	numbers: 'M10 6.5h10M10 12h10M10 17.5h10M4.2 5.6l1.3-.9v4M4 15.9a1.2 1.2 0 1 1 2.1.8L4 19h2.4',
	link: 'M10 13.8a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10.2a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2',
	table: 'M4.5 5h15a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-15a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5zM4 10h16M12 10v9',
	picture:
		'M4.5 5h15a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-15a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.2v0',
	'row-add': 'M4.5 4.5h15v6h-15zM12 14.5v6M9 17.5h6',
	'column-add': 'M4.5 4.5h6v15h-6zM14.5 12h6M17.5 9v6',
	'row-remove': 'M4.5 4.5h15v6h-15zM9 17.5h6',
	'column-remove': 'M4.5 4.5h6v15h-6zM14.5 12h6',
	undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H8',
	redo: 'M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h6',
	delete: 'M4.5 6.8h15M9.3 6.8V4.2h5.4v2.6M6.3 6.8 7.2 20h9.6l.9-13.2M10.3 10.8v5.4M13.7 10.8v5.4'
} as const

export type EditorIcon = keyof typeof EDITOR_ICONS
