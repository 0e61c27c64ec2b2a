import * as v from 'valibot'
import type { MemberId } from './member.ts'
import { foldText } from './search.ts'

/** What a guardian may do, or is asked for, about a minor. */
export const GUARDIAN_RIGHTS = ['authority', 'mail', 'collect', 'emergency'] as const
export type GuardianRight = (typeof GUARDIAN_RIGHTS)[number]

/** The places there are for guardians of one member. */
export const GUARDIAN_PLACES = [1, 2] as const
export type GuardianPlace = (typeof GUARDIAN_PLACES)[number]

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'))

/** What a person types about a guardian; who has neither a text nor a right is none. */
export const GuardianDraft = v.object({
	name: line(200),
	/** Mother, father, or what else, as the person typed it. */
	relation: line(100),
	email: line(320),
	phone: line(100),
	rights: v.array(v.picklist(GUARDIAN_RIGHTS)),
	/** The member that he is; empty when he is none, or it is not known. */
	guardianMemberId: v.custom<MemberId | ''>((value) => typeof value === 'string')
})
export type GuardianDraft = v.InferOutput<typeof GuardianDraft>

/** A guardian of a minor, member of the club or not; a row of its own, which belongs to the minor. */
export type Guardian = Omit<GuardianDraft, 'guardianMemberId' | 'rights'> & {
	id: string
	/** The minor. */
	memberId: MemberId
	place: GuardianPlace
	rights: readonly GuardianRight[]
	/** Absent in a row that came before it was kept. */
	guardianMemberId?: MemberId | ''
}

/** A guardian of whom nothing is known. */
export const EMPTY_GUARDIAN: GuardianDraft = {
	name: '',
	relation: '',
	email: '',
	phone: '',
	rights: [],
	guardianMemberId: ''
}

/** Whether there is a guardian at all. */
export const isGuardianKnown = ({ name, relation, email, phone, rights }: GuardianDraft): boolean =>
	[name, relation, email, phone].some((text) => text.trim() !== '') || rights.length > 0

/** A row as a form shows it. */
export const guardianDraftOf = ({
	name,
	relation,
	email,
	phone,
	rights,
	guardianMemberId = ''
}: Guardian): GuardianDraft => ({
	name,
	relation,
	email,
	phone,
	rights: [...rights],
	guardianMemberId
})

/** A guardian of somebody of whom there were two records. */
export type JoinedGuardian = {
	/** Of the rows that speak of him: one, or one in each record. */
	ids: readonly string[]
	/** His place in the record that stays, `undefined` when he comes from the other one. */
	place: GuardianPlace | undefined
	/** What either record knows of him. */
	draft: GuardianDraft
	/** What the record that goes says otherwise. */
	lost: readonly string[]
}

/**
 * Everybody who is a guardian in one of two records, those of the one that stays first; namesakes are one. There may be
 * more of them than there are places.
 */
export function listJoinedGuardians(kept: readonly Guardian[], dropped: readonly Guardian[]): JoinedGuardian[] {
	const joined = kept
		.toSorted((a, b) => a.place - b.place)
		.map((row): JoinedGuardian => ({ ids: [row.id], place: row.place, draft: guardianDraftOf(row), lost: [] }))
	for (const row of dropped.toSorted((a, b) => a.place - b.place)) {
		const other = guardianDraftOf(row)
		const at = joined.findIndex(({ draft }) => isNamesake(draft, other))
		const same = joined[at]
		if (!same) joined.push({ ids: [row.id], place: undefined, draft: other, lost: [] })
		else joined[at] = { ...same, ids: [...same.ids, row.id], ...complete(same.draft, other) }
	}
	return joined
}

/**
 * The guardians of somebody of whom there were two records, two at most: those of the one who stays keep their places, a
 * namesake adds what they lack, and others take the places that are left. Who has one of the ids in `leaving` is not among
 * them. `undefined` in a place: nobody.
 */
export function joinGuardians(
	kept: readonly Guardian[],
	dropped: readonly Guardian[],
	leaving: readonly string[] = []
): Record<GuardianPlace, JoinedGuardian | undefined> {
	const staying = listJoinedGuardians(kept, dropped).filter(({ ids }) => !ids.some((id) => leaving.includes(id)))
	const joined = new Map(staying.flatMap((one) => (one.place ? [[one.place, one] as const] : [])))
	for (const one of staying.filter(({ place }) => !place)) {
		const free = GUARDIAN_PLACES.find((place) => !joined.has(place))
		if (free) joined.set(free, one)
	}
	return { 1: joined.get(1), 2: joined.get(2) }
}

function complete(one: GuardianDraft, other: GuardianDraft): Pick<JoinedGuardian, 'draft' | 'lost'> {
	const texts = ['relation', 'email', 'phone'] as const
	const draft = {
		...one,
		...Object.fromEntries(texts.map((text) => [text, one[text] || other[text]])),
		rights: GUARDIAN_RIGHTS.filter((right) => one.rights.includes(right) || other.rights.includes(right)),
		guardianMemberId: one.guardianMemberId || other.guardianMemberId
	}
	const lost = texts.map((text) => other[text]).filter((text, at) => text !== '' && text !== draft[texts[at]!])
	return { draft, lost }
}

const isNamesake = (one: GuardianDraft, other: GuardianDraft): boolean =>
	foldText(one.name).trim() === foldText(other.name).trim()
