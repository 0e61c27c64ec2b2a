import { createSubscriber } from 'svelte/reactivity'

/** What the page is painted with: another text whenever the theme, its shade or the club's colour changes. */
export function watchLook(): { readonly current: string } {
	const root = document.documentElement
	const subscribe = createSubscriber((update) => {
		const observer = new MutationObserver(update)
		observer.observe(root, { attributeFilter: ['data-theme', 'style'] })
		return () => observer.disconnect()
	})
	return {
		get current() {
			subscribe()
			return `${root.dataset['theme'] ?? ''} ${root.getAttribute('style') ?? ''}`
		}
	}
}
