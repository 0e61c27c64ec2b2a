import { Node } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import { NodeSelection } from '@tiptap/pm/state'

/** The octets of a picture, by its `ContentId`; `undefined` when they are not there. */
export type PictureSource = (contentId: string) => Promise<Blob | undefined>

/** `width` in CSS pixels, `null`: as wide as it is. */
export type PictureAttributes = { contentId: string; alt: string; width: number | null }

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		picture: {
			/** Puts a picture where the caret is, and selects it; its file goes out with the mailing. */
			insertPicture: (picture: PictureAttributes) => ReturnType
			/** Says something else of the picture that is selected. */
			describePicture: (attributes: Partial<PictureAttributes>) => ReturnType
			/** Takes the picture out that is selected; undoing brings back this one thing. */
			removePicture: () => ReturnType
		}
	}
}

/** One of the mailing's own files, shown in the text. Pictures from anywhere else are none. */
export const PictureNode = Node.create<{ source: PictureSource }>({
	name: 'image',
	group: 'block',
	draggable: true,
	addOptions: () => ({ source: () => Promise.resolve(undefined) }),
	addAttributes: () => ({
		contentId: { default: null, parseHTML: (element) => element.getAttribute('data-content-id') },
		alt: { default: '' },
		width: { default: null, parseHTML: (element) => Number(element.getAttribute('width')) || null }
	}),
	parseHTML: () => [{ tag: 'img[data-content-id]' }],
	renderHTML({ node }) {
		const { contentId, alt, width } = node.attrs as PictureAttributes
		return ['img', { 'data-content-id': contentId, alt, ...(width && { width }) }]
	},
	addNodeView() {
		return ({ node }) => showPicture(node.attrs as PictureAttributes, this.options.source)
	},
	addCommands() {
		return {
			insertPicture:
				(attrs) =>
				({ chain }) =>
					chain()
						.insertContent({ type: this.name, attrs })
						.command(({ tr }) => {
							closeHistory(tr)
							tr.doc.descendants((node, at) => {
								if (node.attrs['contentId'] === attrs.contentId) tr.setSelection(NodeSelection.create(tr.doc, at))
							})
							return true
						})
						.run(),
			describePicture:
				(attributes) =>
				({ tr }) => {
					for (const [name, value] of Object.entries(attributes)) tr.setNodeAttribute(tr.selection.from, name, value)
					return true
				},
			removePicture:
				() =>
				({ tr }) => {
					closeHistory(tr).deleteSelection()
					return true
				}
		}
	}
})

/** The picture as it will be seen, once its octets are read; until then, and without them, what is said of it. */
function showPicture(first: PictureAttributes, source: PictureSource) {
	const dom = document.createElement('img')
	let url: string | undefined
	let gone = false
	const show = ({ alt, width }: PictureAttributes) => {
		dom.alt = alt
		if (width === null) dom.removeAttribute('width')
		else dom.width = width
	}
	show(first)
	void source(first.contentId).then((octets) => {
		if (gone) return
		dom.classList.toggle('missing', octets === undefined)
		if (octets) dom.src = url = URL.createObjectURL(octets)
	})
	return {
		dom,
		update(node: { type: { name: string }; attrs: object }) {
			const next = node.attrs as PictureAttributes
			if (node.type.name !== 'image' || next.contentId !== first.contentId) return false
			show(next)
			return true
		},
		destroy() {
			gone = true
			if (url !== undefined) URL.revokeObjectURL(url)
		}
	}
}
