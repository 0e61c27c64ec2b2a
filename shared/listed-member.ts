import type { Row } from './change.ts'
import { answerOf, CONSENT_PURPOSES, NO_ANSWERS, type Answer, type Consent, type ConsentAnswers } from './consent.ts'
import type { Day } from './day.ts'
import type { Guardian } from './guardian.ts'
import type { Member, MemberId } from './member.ts'
import type { SeasonId } from './season.ts'

/**
 * A member with what else lists show, search and order by; `guardians` by place and `seasonIds`, the seasons in which he
 * is a member, absent where there is none. `slot` is where a search notes what it found of him, once it is given: see
 * `SearchedPeople`.
 */
export type ListedMember = {
	member: Member
	answers: ConsentAnswers
	slot?: number | undefined
	guardians?: readonly Guardian[]
	seasonIds?: readonly SeasonId[]
}

/** One row of a table before and after it was written; `undefined` and `null` for no row. */
export type RowChange = { table: string; key: string; before: Row | undefined; after: Row | null }

/** Tables, besides that of the members, whose rows are a part of a member's entry. */
export const LISTED_PARTS: readonly string[] = ['consents', 'guardians', 'memberships']

/** The member whose entry a row is a part of, `undefined` when lists show nothing of it. */
export function listedOwner({ table, key, before, after }: RowChange): MemberId | undefined {
	if (table === 'members') return key as MemberId
	return LISTED_PARTS.includes(table) ? ((after ?? before)?.['memberId'] as MemberId | undefined) : undefined
}

/** Brings the entries, by member, up to one row that was written. A part of somebody who is not there is passed over. */
export function patchListed(entries: Map<string, ListedMember>, change: RowChange): void {
	const owner = listedOwner(change)
	if (owner === undefined) return
	const entry = entries.get(owner)
	if (change.table !== 'members') {
		const part = PARTS[change.table]
		if (entry && part) entries.set(owner, part(entry, change))
	} else if (change.after === null) entries.delete(owner)
	else entries.set(owner, { answers: NO_ANSWERS, ...entry, member: change.after as Member })
}

/** How a row of each part changes the entry. */
const PARTS: Record<string, (entry: ListedMember, change: RowChange) => ListedMember> = {
	consents: (entry, { before, after }) => {
		const { purpose } = (after ?? before) as Consent
		const answer = after === null ? null : answerOf(after as Consent)
		return { ...entry, answers: { ...entry.answers, [purpose]: answer } }
	},
	guardians: ({ guardians = [], ...entry }, { key, after }) => {
		const others = guardians.filter(({ id }) => id !== key)
		const left = after === null ? others : [...others, after as Guardian].sort((a, b) => a.place - b.place)
		return left.length === 0 ? entry : { ...entry, guardians: left }
	},
	memberships: ({ seasonIds = [], ...entry }, { before, after }) => {
		const id = (after ?? before)?.['seasonId'] as SeasonId
		const others = seasonIds.filter((one) => one !== id)
		const left = after === null ? others : [...others, id].sort()
		return left.length === 0 ? entry : { ...entry, seasonIds: left }
	}
}

/**
 * Entries as one text. What is beyond Latin-1 is escaped: a browser keeps such a text in one octet a character.
 * Whoever changes the form raises `LISTED_FORM`.
 */
export function formatListed(entries: Iterable<ListedMember>): string {
	const seasons = new Map<SeasonId, number>()
	const numberOf = (id: SeasonId) => {
		const known = seasons.get(id) ?? seasons.size
		seasons.set(id, known)
		return known
	}
	const rows = [...entries].map(({ member, answers, guardians, seasonIds }) => [
		member,
		formatAnswers(answers),
		...(guardians || seasonIds ? [guardians ?? 0] : []),
		...(seasonIds ? [seasonIds.map(numberOf).join(' ')] : [])
	])
	return JSON.stringify([[...seasons.keys()], ...rows]).replace(
		BEYOND_LATIN,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
	)
}

/**
 * Entries from the text that `formatListed` made, none from an empty one. Those who answered alike, and those who were
 * there in the same seasons, share one object.
 */
export function parseListed(text: string): ListedMember[] {
	if (text === '') return []
	const [seasons, ...rows] = JSON.parse(text) as [SeasonId[], ...ListedRow[]]
	const seasonIdsOf = (numbers: string) => sharedIds(numbers.split(' ').map((at) => seasons[Number(at)] as SeasonId))
	return rows.map(([member, answers, guardians, numbers]) => {
		for (const field of REPEATED) member[field] = shared(member[field])
		const entry: ListedMember = { member, answers: parseAnswers(answers), slot: undefined }
		if (guardians) entry.guardians = guardians
		if (numbers !== undefined) entry.seasonIds = seasonIdsOf(numbers)
		return entry
	})
}

type ListedRow = [Member, answers: string, guardians?: readonly Guardian[] | 0, seasons?: string]

const idsByText = new Map<string, readonly SeasonId[]>()

function sharedIds(ids: readonly SeasonId[]): readonly SeasonId[] {
	const text = ids.join(' ')
	const known = idsByText.get(text)
	if (known === undefined) idsByText.set(text, ids)
	return known ?? ids
}

/** What many members have alike: kept once in memory. */
const REPEATED = ['firstName', 'city', 'postalCode'] as const
const texts = new Map<string, string>()

function shared(text: string): string {
	const known = texts.get(text)
	if (known === undefined) texts.set(text, text)
	return known ?? text
}

/** The form that `formatListed` writes. */
export const LISTED_FORM = '4'

const BEYOND_LATIN = /[^\0-\xff]/g

function formatAnswers(answers: ConsentAnswers): string {
	return CONSENT_PURPOSES.map((purpose) => formatAnswer(answers[purpose] ?? null))
		.join(' ')
		.trimEnd()
}

/** Yes or no, the day, the end and the source; what is missing at the end is left out. */
function formatAnswer(answer: Answer | null): string {
	if (answer === null) return ''
	const { given, on, until = '', source = '' } = answer
	return [(given ? '+' : '-') + on, until, encodeURIComponent(source.toWellFormed())].join('/').replace(/\/+$/, '')
}

const answersByText = new Map<string, ConsentAnswers>()

function parseAnswers(text: string): ConsentAnswers {
	const known = answersByText.get(text)
	if (known) return known
	const parts = text.split(' ')
	const answers = { ...NO_ANSWERS }
	for (const [index, purpose] of CONSENT_PURPOSES.entries()) {
		const part = parts[index] ?? ''
		if (part !== '') answers[purpose] = parseAnswer(part)
	}
	answersByText.set(text, answers)
	return answers
}

function parseAnswer(text: string): Answer {
	const [on = '', until = '', source = ''] = text.slice(1).split('/')
	return {
		...{ given: text.startsWith('+'), on: on as Day | '' },
		...(until === '' ? {} : { until: until as Day }),
		...(source === '' ? {} : { source: decodeURIComponent(source) })
	}
}
