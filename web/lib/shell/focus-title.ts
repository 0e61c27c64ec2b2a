/**
 * Leads the focus to the title of the screen that was just opened, so that it is read out and Tab goes on from there.
 * A dialog that is open keeps it, or gets it back: the change of screens takes it away.
 */
export function focusTitle(): void {
	const asking = document.querySelector<HTMLElement>('dialog:modal')
	const holder = asking ?? document.activeElement?.closest<HTMLElement>('dialog[open]')
	if (holder?.contains(document.activeElement)) return
	const target = asking?.querySelector<HTMLElement>('input, button') ?? document.querySelector<HTMLElement>('main h1')
	if (!target) return
	if (!asking) target.tabIndex = -1
	target.focus({ preventScroll: true })
}
