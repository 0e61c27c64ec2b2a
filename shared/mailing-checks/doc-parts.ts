import type { RichText } from '#shared/message/rich-text.ts'

/** A link: what one reads, and where it leads. */
export type LinkPart = { text: string; href: string }

/** What a rich text holds besides words. */
export type DocParts = { links: LinkPart[]; pictures: { alt: string }[] }

/**
 * Links and pictures of an editor's document, in order. Whatever it holds, nothing is thrown: what is not understood is
 * left out.
 */
export function listDocParts(doc: RichText): DocParts {
	const parts: DocParts = { links: [], pictures: [] }
	const open: unknown[] = [doc]
	while (open.length > 0) {
		const node = open.pop()
		if (typeof node !== 'object' || node === null) continue
		const { type, text, marks, attrs, content } = node as Record<string, unknown>
		if (type === 'image') parts.pictures.push({ alt: textOf(attrs, 'alt') })
		if (typeof text === 'string') addLink(parts.links, text, marks)
		if (Array.isArray(content)) open.push(...(content as unknown[]).toReversed())
	}
	return parts
}

/** A link whose words are partly bold comes as several texts: they are one. */
function addLink(links: LinkPart[], text: string, marks: unknown): void {
	const mark = Array.isArray(marks) ? (marks as unknown[]).find(isLink) : undefined
	if (!mark) return
	const href = textOf(mark.attrs, 'href')
	const last = links.at(-1)
	if (last?.href === href) last.text += text
	else links.push({ text, href })
}

const isLink = (mark: unknown): mark is { attrs: unknown } =>
	typeof mark === 'object' && mark !== null && (mark as Record<string, unknown>)['type'] === 'link'

function textOf(attrs: unknown, name: string): string {
	const value = typeof attrs === 'object' && attrs !== null ? (attrs as Record<string, unknown>)[name] : undefined
	return typeof value === 'string' ? value : ''
}
