import type { RichText } from '#shared/message/rich-text.ts'
import type { RichBlock, RichDocument } from './document.ts'
import { parseRichText } from './parse.ts'

/** The `ContentId`s of the pictures that stand in a text, each once, in order. */
export function listPictures(doc: RichText | undefined): string[] {
	const ids = new Set<string>()
	if (doc) keepPictures(parseRichText(doc), (id) => ids.add(id))
	return [...ids]
}

/** A document without the pictures that `keep` says no to: in their place stands what is said of them, if anything is. */
export function keepPictures(doc: RichDocument, keep: (contentId: string) => unknown): RichDocument {
	return { type: 'doc', content: keptBlocks(doc.content, keep) }
}

function keptBlocks(blocks: readonly RichBlock[], keep: (contentId: string) => unknown): RichBlock[] {
	const within = <T extends { content: RichBlock[] }>(node: T): T => ({
		...node,
		content: keptBlocks(node.content, keep)
	})
	return blocks.map((block): RichBlock => {
		switch (block.type) {
			case 'image': {
				const { contentId, alt } = block.attrs
				if (keep(contentId)) return block
				return { type: 'paragraph', content: alt === '' ? [] : [{ type: 'text', text: `[${alt}]` }] }
			}
			case 'bulletList':
			case 'orderedList':
				return { ...block, content: block.content.map(within) }
			case 'table':
				return { ...block, content: block.content.map((row) => ({ ...row, content: row.content.map(within) })) }
			case 'paragraph':
			case 'heading':
				return block
		}
	})
}
