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

/**
 * The guardians of somebody of whom there were two records, two at most: those of the one who stays keep their places, a
 * namesake adds what they lack, and others take the places that are left. `undefined` in a place: nobody.
 */
export function joinGuardians(
	kept: readonly Guardian[],
	dropped: readonly Guardian[]
): Record<GuardianPlace, GuardianDraft | undefined> {
	const joined = new Map(kept.map((guardian) => [guardian.place, guardianDraftOf(guardian)] as const))
	for (const other of dropped.toSorted((a, b) => a.place - b.place).map(guardianDraftOf)) {
		const same = GUARDIAN_PLACES.find((place) => isNamesake(joined.get(place), other))
		const free = GUARDIAN_PLACES.find((place) => !joined.has(place))
		if (same) joined.set(same, complete(joined.get(same) ?? EMPTY_GUARDIAN, other))
		else if (free) joined.set(free, other)
	}
	return { 1: joined.get(1), 2: joined.get(2) }
}

function complete(one: GuardianDraft, other: GuardianDraft): GuardianDraft {
	return {
		name: one.name,
		relation: one.relation || other.relation,
		email: one.email || other.email,
		phone: one.phone || other.phone,
		rights: GUARDIAN_RIGHTS.filter((right) => one.rights.includes(right) || other.rights.includes(right)),
		guardianMemberId: one.guardianMemberId || other.guardianMemberId
	}
}

const isNamesake = (one: GuardianDraft | undefined, other: GuardianDraft): boolean =>
	one !== undefined && foldText(one.name).trim() === foldText(other.name).trim()
