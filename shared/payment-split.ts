import { splitAmount, sumOf, type Cents } from './money.ts'

/** One of those whom a payment is for: what he owes, and what somebody typed as his part; `undefined` where nobody did. */
export type SharePart = { owed: number; typed: Cents | undefined }

/**
 * The parts of a payment, which always add up to its amount: what was typed holds, and the rest goes to the others by what
 * each owes, in whole cents by largest remainder. Where what was typed leaves nothing for the rest, or does not reach the
 * amount, the part typed last (`last`, its place) holds as far as it can, and the others follow.
 */
export function shareOut(amount: Cents, parts: readonly SharePart[], last = -1): Cents[] {
	const typed = parts.map((part) => part.typed)
	const onlyLast = typed.map((one, at) => (at === last ? Math.min(one ?? 0, amount) : undefined))
	const nothing = parts.map(() => undefined)
	return fill(amount, parts, typed) ?? fill(amount, parts, onlyLast) ?? fill(amount, parts, nothing) ?? []
}

function fill(amount: Cents, parts: readonly SharePart[], held: readonly (Cents | undefined)[]): Cents[] | undefined {
	const left = amount - sumOf(held.map((one) => one ?? 0))
	const free = parts.filter((_, at) => held[at] === undefined)
	if (left < 0 || (free.length === 0 && left > 0)) return undefined
	const rest = splitAmount(
		left,
		free.map(({ owed }) => Math.max(0, owed))
	)
	let next = 0
	return held.map((one) => one ?? rest[next++] ?? 0)
}

/** The number of the cheque that follows in a chequebook, with as many digits; empty when it ends in none. */
export function nextChequeNumber(number: string): string {
	const [, head = '', digits = ''] = /^(.*?)(\d+)$/.exec(number.trim()) ?? []
	return digits === '' ? '' : head + String(BigInt(digits) + 1n).padStart(digits.length, '0')
}
