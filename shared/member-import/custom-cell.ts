import { listOptions, type CustomField, type CustomFieldId } from '#shared/custom-field.ts'
import type { Day } from '#shared/day.ts'
import { foldText } from '#shared/search.ts'
import { readAnswer } from './cell.ts'
import { readDay, type DayOrder } from './day-text.ts'
import type { CustomTarget, ImportField } from './field.ts'
import type { Given, LineReader, ReadLine } from './line.ts'

/** What keeps a value of one of the club's own fields from being imported; equal to the catalogue's key. */
export type CustomProblem =
	'import-number-unread' | 'import-day-unread' | 'import-choice-unknown' | 'import-answer-unread' | 'import-too-long'

/** Longest text of a field, as its form has it. */
const MAX_TEXT = 1000
/** A day may lie ahead. */
const ANY_DAY = '9999-12-31' as Day

/** The target that stands for one of the club's own fields. */
export const customTarget = (id: CustomFieldId): CustomTarget => `field:${id}`

/** The field of the club's own that a target stands for, `undefined` when it is none of them. */
export const customIdIn = (target: string): CustomFieldId | undefined =>
	target.startsWith('field:') ? (target.slice('field:'.length) as CustomFieldId) : undefined

/** Reads what a line says for each of the club's own fields; what cannot be read is a problem of its cell. */
export function readCustomCells(read: ReadLine, { fields, plan }: LineReader): void {
	for (const field of fields) {
		const target = customTarget(field.id)
		const raw = read.raw[target]?.trim() ?? ''
		if (raw === '') continue
		const found = readValue(field, raw, plan.dayOrder)
		if ('code' in found) read.problems.push({ field: target, code: found.code })
		else if (found.value !== '') read.custom[field.id] = { raw, value: found.value }
	}
}

/** Whether a cell says what is known already: numbers count by their value. */
export function isSameValue({ raw, value }: Given, known: string): boolean {
	const isNumber = known !== '' && value !== '' && !Number.isNaN(Number(known)) && !Number.isNaN(Number(value))
	return value === known || raw === known || (isNumber && Number(value) === Number(known))
}

/** The custom targets among these. */
export const listCustomIds = (targets: ReadonlySet<ImportField>): CustomFieldId[] =>
	[...targets].flatMap((target) => customIdIn(target) ?? [])

function readValue(
	{ kind, options }: CustomField,
	raw: string,
	order: DayOrder
): { value: string } | { code: CustomProblem } {
	switch (kind) {
		case 'number': {
			const value = readNumber(raw)
			return value === undefined ? { code: 'import-number-unread' } : { value }
		}
		case 'day': {
			const found = readDay(raw, { order, today: ANY_DAY })
			return found ? { value: found.day } : { code: 'import-day-unread' }
		}
		case 'choice': {
			const option = listOptions(options).find((one) => foldText(one) === foldText(raw))
			return option === undefined ? { code: 'import-choice-unknown' } : { value: option }
		}
		case 'yes-no': {
			const answer = readAnswer(raw)
			if (answer === undefined) return { code: 'import-answer-unread' }
			return { value: answer === null ? '' : answer ? 'yes' : 'no' }
		}
		case 'text':
			return raw.length > MAX_TEXT ? { code: 'import-too-long' } : { value: raw.replace(/\s*[\r\n]+\s*/g, ', ') }
	}
}

/** A number as France or a machine writes it, `1 234,5` or `1234.5`, with a point; `undefined` when it is none. */
function readNumber(text: string): string | undefined {
	const plain = text.replace(/[\s\u00a0\u202f]/g, '')
	const french = plain.includes(',') ? plain.replaceAll('.', '').replace(',', '.') : plain
	return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(french) ? french.replace(/^\+/, '') : undefined
}
