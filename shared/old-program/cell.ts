import { MAX_CENTS, parseAmount, type Cents } from '#shared/money.ts'
import type { SqlRow } from '#shared/sqlite/database.ts'

/** A text on one line, without spaces around it; empty for what is none. */
export const lineIn = (row: SqlRow, column: string): string => textIn(row, column).replace(/\s+/g, ' ')

/** A text without spaces around it. */
export function textIn(row: SqlRow, column: string): string {
	const value = row[column]
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

/** A whole number, such as a row points at another with. */
export function numberIn(row: SqlRow, column: string): number | undefined {
	const value = textIn(row, column)
	return /^\d{1,15}$/.test(value) ? Number(value) : undefined
}

/** A yes, a no, or neither. */
export function answerIn(row: SqlRow, column: string): boolean | null {
	const value = numberIn(row, column)
	return value === 1 ? true : value === 0 ? false : null
}

/** An amount; `odd`: what stands there is none, or cannot have been paid. */
export type ReadAmount = { cents: Cents; odd?: string }

/** Euros as SQLite keeps them, in whole cents. */
export function amountIn(row: SqlRow, column: string): ReadAmount {
	const value = row[column] ?? null
	if (value === null || value === '') return { cents: 0 }
	const cents = typeof value === 'number' ? Math.round(value * 100) : parseAmount(textIn(row, column))
	if (cents !== undefined && cents >= 0 && cents <= MAX_CENTS) return { cents }
	return { cents: 0, odd: String(value).slice(0, 40) }
}
