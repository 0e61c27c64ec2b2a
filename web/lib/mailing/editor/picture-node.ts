import { Node } from '@tiptap/core'

/** Where the bytes of a picture can be seen, by its `ContentId`; `undefined` when they are not there. */
export type PictureSource = (contentId: string) => string | undefined

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		picture: {
			/** Puts a picture where the caret is; its file goes out with the mailing. */
			insertPicture: (picture: { contentId: string; alt: string; width: number | null }) => ReturnType
		}
	}
}

/** One of the mailing's own files, shown in the text. Pictures from anywhere else are none. */
export const PictureNode = Node.create<{ source: PictureSource }>({
	name: 'image',
	group: 'block',
	draggable: true,
	addOptions: () => ({ source: () => undefined }),
	addAttributes: () => ({
		contentId: { default: null, parseHTML: (element) => element.getAttribute('data-content-id') },
		alt: { default: '' },
		width: { default: null, parseHTML: (element) => Number(element.getAttribute('width')) || null }
	}),
	parseHTML: () => [{ tag: 'img[data-content-id]' }],
	renderHTML({ node }) {
		const { contentId, alt, width } = node.attrs as { contentId: string; alt: string; width: number | null }
		const src = this.options.source(contentId)
		return ['img', { 'data-content-id': contentId, alt, ...(width && { width }), ...(src && { src }) }]
	},
	addCommands() {
		return {
			insertPicture:
				(attrs) =>
				({ commands }) =>
					commands.insertContent({ type: this.name, attrs })
		}
	}
})
