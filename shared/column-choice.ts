import * as v from 'valibot'

/** Which columns of an export are wanted, in the order wanted; those not chosen keep their place. */
export const ColumnChoice = v.array(v.object({ id: v.string(), chosen: v.boolean() }))
export type ColumnChoice = v.InferOutput<typeof ColumnChoice>

/** A choice as it was kept, in JSON. `undefined` for what was never kept or cannot be read: the defaults hold then. */
export function parseColumnChoice(text: string | undefined): ColumnChoice | undefined {
	try {
		const parsed = v.safeParse(ColumnChoice, JSON.parse(text ?? ''))
		return parsed.success ? parsed.output : undefined
	} catch {
		// Not JSON: nothing is lost but an order of columns.
		return undefined
	}
}

/**
 * The columns there are now, as they were once chosen. A column that is gone is left out; one that has come since stands
 * behind the one it follows by default, chosen when it is so by default.
 */
export function arrangeColumns(defaults: ColumnChoice, kept: ColumnChoice = defaults): ColumnChoice {
	const keptById = new Map(kept.map((column) => [column.id, column]))
	const known = new Set(defaults.map(({ id }) => id))
	const arranged = [...keptById.values()].filter(({ id }) => known.has(id))
	for (const [index, column] of defaults.entries()) {
		if (keptById.has(column.id)) continue
		const before = defaults[index - 1]?.id
		arranged.splice(arranged.findIndex(({ id }) => id === before) + 1, 0, column)
	}
	return arranged
}

/** The same choice with one column at another place, counted from 0; past an end it goes to that end. */
export function moveColumn(choice: ColumnChoice, id: string, to: number): ColumnChoice {
	const moved = choice.find((column) => column.id === id)
	if (!moved) return choice
	const others = choice.filter((column) => column.id !== id)
	return others.toSpliced(Math.max(0, to), 0, moved)
}
