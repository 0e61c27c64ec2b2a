import { Mark } from '@tiptap/core'
import { parseHref } from '#shared/message/rich/link.ts'

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		link: {
			/** Makes what is selected, or the whole link one stands in, a link to this. */
			setLink: (href: string) => ReturnType
			/** Makes the link one stands in text again. */
			unsetLink: () => ReturnType
		}
	}
}

/** A link to where a message may lead; anything else is read as its text. */
export const LinkMark = Mark.create({
	name: 'link',
	priority: 1000,
	inclusive: false,
	addAttributes: () => ({ href: { default: null } }),
	parseHTML: () => [
		{
			tag: 'a[href]',
			getAttrs: (element) => {
				const href = parseHref(element.getAttribute('href') ?? '')
				return href === undefined ? false : { href }
			}
		}
	],
	// Not to be followed while it is being written.
	renderHTML: ({ HTMLAttributes }) => ['a', { href: String(HTMLAttributes['href']), rel: 'noreferrer' }, 0],
	addCommands() {
		return {
			setLink:
				(href) =>
				({ chain }) =>
					chain().extendMarkRange(this.name).setMark(this.name, { href }).run(),
			unsetLink:
				() =>
				({ chain }) =>
					chain().extendMarkRange(this.name).unsetMark(this.name).run()
		}
	}
})
