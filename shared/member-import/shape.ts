import * as v from 'valibot'
import type { CustomField } from '#shared/custom-field.ts'
import type { ColumnPlan } from './columns.ts'
import { IMPORT_TARGETS, type ColumnTarget } from './field.ts'
import { customIdIn } from './custom-cell.ts'
import { foldHeading } from './heading.ts'

/** How many shapes of files are remembered, the latest first. */
const MAX_SHAPES = 30

/** Where the columns of files with these headings went the last time. */
const FileShape = v.object({
	headings: v.string(),
	targets: v.array(v.union([v.picklist(IMPORT_TARGETS), v.pipe(v.string(), v.startsWith('field:'))])),
	nameOrder: v.picklist(['last-first', 'first-last']),
	dayOrder: v.picklist(['day-first', 'month-first'])
})
export type FileShape = v.InferOutput<typeof FileShape>

/** What was kept of shapes as JSON; those that are damaged, or of a later version, are passed over. */
export function parseShapes(text: string | undefined): FileShape[] {
	try {
		const kept: unknown = JSON.parse(text ?? '[]')
		return Array.isArray(kept) ? kept.filter((each) => v.is(FileShape, each)) : []
	} catch {
		return [] // Not JSON: nothing is remembered.
	}
}

/** The same with what was chosen for these headings now, in place of what was chosen before. A file without headings has no shape. */
export function rememberShape(
	shapes: readonly FileShape[],
	headings: readonly string[],
	plan: ColumnPlan
): FileShape[] {
	const name = nameOf(headings)
	if (plan.headingRow < 0 || name === '') return [...shapes]
	const { targets, nameOrder, dayOrder } = plan
	const others = shapes.filter((shape) => shape.headings !== name)
	return [{ headings: name, targets, nameOrder, dayOrder }, ...others].slice(0, MAX_SHAPES)
}

/** How a file with these headings was read the last time, a field that is gone since left out; `undefined` when there was none, or it says what is guessed anyway. */
export function recallShape(
	shapes: readonly FileShape[],
	headings: readonly string[],
	{ guess, fields = [] }: { guess: ColumnPlan; fields?: readonly Pick<CustomField, 'id'>[] }
): ColumnPlan | undefined {
	const name = nameOf(headings)
	const shape = shapes.find((each) => each.headings === name && each.targets.length === guess.targets.length)
	if (!shape || guess.headingRow < 0) return undefined
	const { nameOrder, dayOrder } = shape
	const own = new Set<string>(fields.map(({ id }) => id))
	const isThere = (target: string) => own.has(customIdIn(target) ?? '') || customIdIn(target) === undefined
	const targets = shape.targets.map((target) => (isThere(target) ? target : 'skip')) as ColumnTarget[]
	const same = targets.every((target, column) => target === guess.targets[column])
	return same && nameOrder === guess.nameOrder && dayOrder === guess.dayOrder
		? undefined
		: { headingRow: guess.headingRow, targets, nameOrder, dayOrder }
}

const nameOf = (headings: readonly string[]): string => headings.map(foldHeading).join('|').replace(/\|+$/, '')
