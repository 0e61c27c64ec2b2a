/** A bar that stays at the foot of the screen: messages stand above it, never over it. */
export function footBar(bar: HTMLElement): () => void {
	const { style } = document.documentElement
	const observer = new ResizeObserver(() => style.setProperty('--foot-bar', `${bar.offsetHeight + 12}px`))
	observer.observe(bar)
	return () => {
		observer.disconnect()
		style.removeProperty('--foot-bar')
	}
}
