/**
 * Leads the focus to the title of the screen that was just opened, so that it is read out and Tab goes on from there.
 * A dialog that the screen opened at once keeps it.
 */
export function focusTitle(): void {
	if (document.activeElement?.closest('dialog[open]')) return
	const title = document.querySelector<HTMLElement>('main h1')
	if (!title) return
	title.tabIndex = -1
	title.focus({ preventScroll: true })
}
