import * as v from 'valibot'
import { ContentId } from '#shared/wire/attachment.ts'
import type {
	RichBlock,
	RichCell,
	RichDocument,
	RichImage,
	RichInline,
	RichListItem,
	RichMark,
	RichRow,
	RichTextRun
} from './document.ts'
import { joinFields } from './join-fields.ts'
import { parseHref } from './link.ts'

/** Lists within lists within cells; what lies deeper is read as plain paragraphs, and past twice as much not at all. */
const MAX_DEPTH = 12
const MAX_WIDTH_PX = 640

const Node = v.object({
	type: v.string(),
	content: v.optional(v.array(v.unknown())),
	text: v.optional(v.string()),
	marks: v.fallback(v.optional(v.array(v.unknown())), undefined),
	attrs: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined)
})
type Node = v.InferOutput<typeof Node>

const Plain = v.object({ type: v.picklist(['bold', 'italic', 'underline']) })
const Link = v.object({ type: v.literal('link'), attrs: v.object({ href: v.string() }) })
const wholeNumber = (max: number, otherwise: number) =>
	v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max)), otherwise)
const HeadingAttrs = v.object({ level: wholeNumber(2, 2) })
const ListAttrs = v.object({ start: wholeNumber(9999, 1) })
const CellAttrs = v.object({ colspan: wholeNumber(20, 1), rowspan: wholeNumber(200, 1) })
const ImageAttrs = v.object({
	contentId: ContentId,
	alt: v.fallback(v.pipe(v.string(), v.maxLength(500)), ''),
	width: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_WIDTH_PX)), null as never)
})

/** Where in the document one is. */
type Place = { depth: number; inCell: boolean }

/**
 * Reads a document of the editor, whoever kept it: what is not known is left out, its text stays. Links that lead
 * nowhere one may be led become plain text, pictures that are none of the mailing's files go. Never throws; a document
 * that is none is an empty one.
 */
export function parseRichText(document: unknown): RichDocument {
	const doc = v.safeParse(Node, document)
	const content = doc.success && doc.output.type === 'doc' ? doc.output.content : undefined
	return { type: 'doc', content: blocksOf(content, { depth: 0, inCell: false }) }
}

/** At least one block: where a text is expected, there is one. */
function blocksOf(nodes: readonly unknown[] | undefined, place: Place): RichBlock[] {
	const blocks = listBlocks(nodes, place)
	return blocks.length > 0 ? blocks : [{ type: 'paragraph', content: [] }]
}

function listBlocks(nodes: readonly unknown[] = [], place: Place): RichBlock[] {
	const blocks: RichBlock[] = []
	let loose: Node[] = []
	const closeLoose = () => {
		if (loose.length > 0) blocks.push({ type: 'paragraph', content: inlinesOf(loose, place.depth) })
		loose = []
	}
	for (const node of readNodes(nodes)) {
		if (node.type === 'text' || node.type === 'hardBreak') loose.push(node)
		else {
			closeLoose()
			for (const block of blocksOfNode(node, { ...place, depth: place.depth + 1 })) blocks.push(block)
		}
	}
	closeLoose()
	return blocks
}

function blocksOfNode(node: Node, place: Place): RichBlock[] {
	if (place.depth > 2 * MAX_DEPTH) return []
	const { type, content } = node
	if (type === 'paragraph') return [{ type, content: inlinesOf(content, place.depth) }]
	if (type === 'heading') return [{ type, attrs: headingAttrs(node), content: inlinesOf(content, place.depth) }]
	if (type === 'image') return imagesOf(node)
	const deep = place.depth > MAX_DEPTH
	if ((type === 'bulletList' || type === 'orderedList') && !deep) return listsOf(node, type, place)
	if (type === 'table' && !place.inCell && !deep) return tablesOf(node, place)
	return listBlocks(content, place)
}

const headingAttrs = ({ attrs = {} }: Node): { level: 1 | 2 } => ({
	level: v.parse(HeadingAttrs, { level: attrs['level'] }).level === 1 ? 1 : 2
})

function imagesOf({ attrs }: Node): RichImage[] {
	const read = v.safeParse(ImageAttrs, { width: undefined, alt: undefined, ...attrs })
	if (!read.success) return []
	const { contentId, alt, width } = read.output
	return [{ type: 'image', attrs: { contentId, alt: cleanText(alt).replaceAll('\n', ' '), width } }]
}

function listsOf({ content, attrs = {} }: Node, type: 'bulletList' | 'orderedList', place: Place): RichBlock[] {
	const items = readNodes(content).map((node): RichListItem => {
		const inside = blocksOf(node.type === 'listItem' ? node.content : [node], place)
		const lead = inside[0]?.type === 'paragraph' ? [] : [{ type: 'paragraph' as const, content: [] }]
		return { type: 'listItem', content: [...lead, ...inside] }
	})
	if (items.length === 0) return []
	if (type === 'bulletList') return [{ type, content: items }]
	return [{ type, attrs: v.parse(ListAttrs, { start: attrs['start'] }), content: items }]
}

function tablesOf({ content }: Node, place: Place): RichBlock[] {
	const rows = readNodes(content)
		.filter(({ type }) => type === 'tableRow')
		.map((row): RichRow => ({
			type: 'tableRow',
			content: readNodes(row.content).flatMap((cell) => cellsOf(cell, place))
		}))
		.filter((row) => row.content.length > 0)
	return rows.length > 0 ? [{ type: 'table', content: rows }] : []
}

function cellsOf({ type, attrs = {}, content }: Node, { depth }: Place): RichCell[] {
	if (type !== 'tableCell' && type !== 'tableHeader') return []
	const { colspan, rowspan } = v.parse(CellAttrs, { colspan: attrs['colspan'], rowspan: attrs['rowspan'] })
	return [{ type, attrs: { colspan, rowspan }, content: blocksOf(content, { depth, inCell: true }) }]
}

function inlinesOf(nodes: readonly unknown[] | undefined, depth: number): RichInline[] {
	return joinFields(listInlines(nodes, depth))
}

function listInlines(nodes: readonly unknown[] = [], depth: number): RichInline[] {
	if (depth > 2 * MAX_DEPTH) return []
	return readNodes(nodes).flatMap((node): RichInline[] => {
		if (node.type === 'hardBreak') return [{ type: 'hardBreak' }]
		if (node.type === 'text') return runsOf(node)
		return listInlines(node.content, depth + 1)
	})
}

function runsOf({ text = '', marks = [] }: Node): RichInline[] {
	const kept = marks.flatMap(marksOf)
	const once = kept.filter(({ type }, index) => kept.findIndex((mark) => mark.type === type) === index)
	return cleanText(text)
		.split('\n')
		.flatMap((line, index): RichInline[] => {
			const run: RichTextRun = { type: 'text', text: line, ...(once.length > 0 && { marks: once }) }
			return [...(index > 0 ? [{ type: 'hardBreak' as const }] : []), ...(line === '' ? [] : [run])]
		})
}

function marksOf(mark: unknown): RichMark[] {
	const plain = v.safeParse(Plain, mark)
	if (plain.success) return [plain.output]
	const link = v.safeParse(Link, mark)
	const href = link.success ? parseHref(link.output.attrs.href) : undefined
	return href === undefined ? [] : [{ type: 'link', attrs: { href } }]
}

function readNodes(nodes: readonly unknown[] = []): Node[] {
	return nodes.flatMap((node) => {
		const read = v.safeParse(Node, node)
		return read.success ? [read.output] : []
	})
}

/** Without what no text holds, and which a mail must not: control characters, halves of letters. */
function cleanText(text: string): string {
	const lines = text.replace(/\r\n?|[\u2028\u2029]/g, '\n')
	// eslint-disable-next-line no-control-regex -- control characters are what it looks for
	return lines.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').toWellFormed()
}
