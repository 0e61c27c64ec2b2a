/** Text in one go of marks; line ends are breaks of their own. */
export type RichMark = { type: 'bold' | 'italic' | 'underline' } | { type: 'link'; attrs: { href: string } }
export type RichTextRun = { type: 'text'; text: string; marks?: RichMark[] }
export type RichInline = RichTextRun | { type: 'hardBreak' }

export type RichParagraph = { type: 'paragraph'; content: RichInline[] }
export type RichHeading = { type: 'heading'; attrs: { level: 1 | 2 }; content: RichInline[] }

/** Begins with a paragraph. */
export type RichListItem = { type: 'listItem'; content: RichBlock[] }
export type RichList =
	| { type: 'bulletList'; content: RichListItem[] }
	| { type: 'orderedList'; attrs: { start: number }; content: RichListItem[] }

/** One of the mailing's own files, by its `ContentId`; `width` in CSS pixels, `null`: as wide as it is. */
export type RichImage = { type: 'image'; attrs: { contentId: string; alt: string; width: number | null } }

/** Holds no further table. */
export type RichCell = {
	type: 'tableCell' | 'tableHeader'
	attrs: { colspan: number; rowspan: number }
	content: RichBlock[]
}
export type RichRow = { type: 'tableRow'; content: RichCell[] }
export type RichTable = { type: 'table'; content: RichRow[] }

export type RichBlock = RichParagraph | RichHeading | RichList | RichImage | RichTable

/** A text whose every node is known and whose every link and picture may be sent. In the editor's own form. */
export type RichDocument = { type: 'doc'; content: RichBlock[] }

/** Where the link of a run leads, `undefined` when it is none. */
export function hrefOf({ marks }: RichTextRun): string | undefined {
	return marks?.find((mark) => mark.type === 'link')?.attrs.href
}
