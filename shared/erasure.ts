import type { Change, Row } from './change.ts'
import { splitMembershipId, type MembershipId } from './membership.ts'

/** What tells that a row speaks of one person: the ids he ever had, and texts that mean nobody else. */
export type Traces = { ids: ReadonlySet<string>; texts: RegExp | undefined }

/** What stands where a text that meant him was a part of another. */
export const ERASED_TEXT = '[…]'

const MIN_LENGTH = 6
const MIN_DIGITS = 8

/** Everything known of a person at any time, as rows or parts of rows: of the member himself and of his guardians. */
export type KnownOf = { members: readonly Row[]; guardians: readonly Row[] }

/**
 * The texts by which a person is named: both names together, either way round, addresses, numbers, and his guardians.
 * A single word, or what is short, is none: it means too many others. What is in `others` belongs to somebody who stays.
 */
export function listNamingTexts(known: KnownOf, others: ReadonlySet<string>): string[] {
	const valuesOf = (rows: readonly Row[], field: string) => [
		...new Set(rows.flatMap((row) => (typeof row[field] === 'string' ? [row[field].trim()] : [])))
	]
	const [lastNames, firstNames] = [valuesOf(known.members, 'lastName'), valuesOf(known.members, 'firstName')]
	const names = lastNames.flatMap((last) => firstNames.flatMap((first) => [`${last} ${first}`, `${first} ${last}`]))
	const guardianNames = valuesOf(known.guardians, 'name')
	const own = ['email', 'phone', 'address', 'memberNumber', 'licenceNumber']
	const contacts = [
		...own.flatMap((field) => valuesOf(known.members, field)),
		...['email', 'phone'].flatMap((field) => valuesOf(known.guardians, field))
	]
	const whole = [...names, ...guardianNames].filter((name) => /\S\s+\S/.test(name.trim()))
	const texts = [...whole, ...contacts].map((text) => text.trim()).filter((text) => text.length >= MIN_LENGTH)
	return [...new Set(texts)].filter((text) => !others.has(text.toLowerCase()))
}

/** Finds any of these texts standing by itself, however its spaces, capitals and, of a number, its dots are written. */
export function tracesOf(ids: Iterable<string>, texts: readonly string[]): Traces {
	const sources = texts.toSorted((a, b) => b.length - a.length).map(sourceOf)
	const pattern = `(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`
	return { ids: new Set(ids), texts: sources.length === 0 ? undefined : new RegExp(pattern, 'giu') }
}

function sourceOf(text: string): string {
	const digits = text.replace(/\D/g, '')
	if (/^[+\d][\d\s().-]*$/.test(text) && digits.length >= MIN_DIGITS) {
		return (text.startsWith('+') ? '\\+' : '') + [...digits].join('[\\s.()-]*')
	}
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+')
}

/** A value without what speaks of the person: the very same value when nothing of it does. */
export function withoutPerson<T>(value: T, traces: Traces): T {
	if (typeof value === 'string') return withoutText(value, traces) as T
	if (Array.isArray(value)) return withoutItems(value, traces) as T
	return isRecord(value) ? (withoutFields(value, traces) as T) : value
}

function withoutText(text: string, { ids, texts }: Traces): string {
	if (ids.has(text)) return ''
	if (!texts) return text
	const left = text.replace(texts, ERASED_TEXT)
	return left === ERASED_TEXT ? '' : left
}

function withoutItems(items: unknown[], traces: Traces): unknown[] {
	const left = items.filter((item) => !traces.ids.has(item as string)).map((item) => withoutPerson(item, traces))
	return left.length === items.length && left.every((item, at) => item === items[at]) ? items : left
}

function withoutFields(row: Row, traces: Traces): Row {
	const entries = Object.entries(row)
	const left = entries.map(([name, value]) => [name, withoutPerson(value, traces)] as const)
	return left.every(([, value], at) => value === entries[at]?.[1]) ? row : Object.fromEntries(left)
}

const isRecord = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Whose memberships a payment is for. */
const paidFor = (row: Row): string[] =>
	((row['membershipIds'] ?? []) as MembershipId[]).map((id) => splitMembershipId(id).memberId)

/**
 * A payment, or the fields of one that changed, as accounts need it: without who paid and what was noted of it. Of one that
 * is for others too, only what speaks of this person goes. `forIds`: whom it is for.
 */
export function withoutPayer(row: Row, traces: Traces, forIds: readonly string[] = paidFor(row)): Row {
	const isHis = forIds.length > 0 && forIds.every((id) => traces.ids.has(id))
	const paidByHim = traces.ids.has(row['payerId'] as string)
	if (!isHis && !paidByHim) return withoutPerson(row, traces)
	const cleared = { payerId: '', payerName: '', note: '' }
	const changed = Object.entries(cleared).filter(([field]) => field in row && row[field] !== '')
	const rest = withoutPerson(row, traces)
	return changed.length === 0 ? rest : { ...rest, ...Object.fromEntries(changed) }
}

/** Tables whose rows belong to one member, and go with him. */
const OWNED = ['consents', 'guardians', 'positionTerms', 'memberships']

/** A row of the club's data without the person, `null` where nothing of it stays; the very same row when none of it is his. */
export function erasedRow({ table, key }: Pick<Change, 'table' | 'key'>, row: Row, traces: Traces): Row | null {
	if (table === 'members' && traces.ids.has(key)) return null
	if (OWNED.includes(table) && traces.ids.has(row['memberId'] as string)) return null
	if (table === 'guardians' && traces.ids.has(row['guardianMemberId'] as string)) return null
	return table === 'payments' ? withoutPayer(row, traces) : withoutPerson(row, traces)
}

/** That a person was erased: a change that says whose row went, and nothing of what it held. */
export const isErasure = ({ table, before, after }: Change): boolean =>
	table === 'members' && before === null && after === null

/**
 * A change as the log keeps it once a person is erased, `undefined` when it goes: so that no undo brings him back. For
 * logs that come from elsewhere too.
 */
export function erasedChange(change: Change, traces: Traces): Change | undefined {
	if (isErasure(change)) return change
	const { table, key, memberId, memberIds } = change
	if (traces.ids.has(table === 'members' ? key : (memberId ?? ''))) return undefined
	const sides = [change.before, change.after]
	if (table === 'guardians' && sides.some((side) => traces.ids.has(side?.['guardianMemberId'] as string))) {
		return undefined
	}
	const clean = (side: Row | null) =>
		side && (table === 'payments' ? withoutPayer(side, traces, memberIds) : withoutPerson(side, traces))
	const [before, after] = [clean(change.before), clean(change.after)]
	const left = memberIds?.filter((id) => !traces.ids.has(id))
	if (before === change.before && after === change.after && left?.length === memberIds?.length) return change
	return { ...change, before, after, ...(left && { memberIds: left }) }
}
