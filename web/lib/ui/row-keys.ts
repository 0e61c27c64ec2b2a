const PAGE_ROWS = 10

/** The row that a key leads to from the row at `index`, of so many; `undefined` for a key that leads nowhere. */
export function indexAfter(event: KeyboardEvent, index: number, count: number): number | undefined {
	if (event.ctrlKey || event.metaKey || event.altKey) return undefined
	const targets: Partial<Record<string, number>> = {
		ArrowDown: index + 1,
		ArrowUp: index - 1,
		PageDown: index + PAGE_ROWS,
		PageUp: index - PAGE_ROWS,
		Home: 0,
		End: count - 1
	}
	const target = targets[event.key]
	return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target))
}
