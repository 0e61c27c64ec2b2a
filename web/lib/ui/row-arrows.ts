import { indexAfter } from './row-keys.ts'

/** Makes the arrows lead from one to the next of the controls that `selector` finds; an attachment for what holds them. */
export const arrowsBetween = (selector: string) => (element: HTMLElement) => {
	function onkeydown(event: KeyboardEvent) {
		const stops = [...element.querySelectorAll<HTMLElement>(selector)]
		const index = stops.indexOf(event.target as HTMLElement)
		const next = index === -1 ? undefined : indexAfter(event, index, stops.length)
		if (next === undefined) return
		event.preventDefault()
		stops[next]?.focus()
	}
	element.addEventListener('keydown', onkeydown)
	return () => element.removeEventListener('keydown', onkeydown)
}
