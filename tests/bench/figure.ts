/** One measured value; `goal` in words, `holds` whether it was reached. Without a goal it only informs. */
export type Figure = { name: string; value: number; unit: string; goal?: string; holds?: boolean }

/** What a file of this folder measures, by default export. */
export type Bench = () => Promise<Figure[]>

/** A value that should reach a limit. */
export function atLeast(name: string, value: number, { limit, unit }: { limit: number; unit: string }): Figure {
	return { name, value, unit, goal: `≥ ${limit}`, holds: value >= limit }
}

/** A value that should not exceed a limit. */
export function atMost(name: string, value: number, { limit, unit }: { limit: number; unit: string }): Figure {
	return { name, value, unit, goal: `≤ ${limit}`, holds: value <= limit }
}

/** A table for people: one figure a line. */
export function formatTable(figures: readonly Figure[]): string {
	const rows = figures.map(({ name, value, unit, goal = '', holds }) => [
		name,
		formatValue(value),
		unit,
		goal,
		holds === undefined ? '' : holds ? 'yes' : 'NO'
	])
	const all = [['figure', 'value', 'unit', 'goal', 'holds'], ...rows]
	const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
	const line = (row: string[]) =>
		row
			.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
			.join('  ')
	return all.map((row) => line(row).trimEnd()).join('\n')
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function formatValue(value: number): string {
	return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)
}
