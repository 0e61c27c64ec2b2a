import {
	answerFor,
	answerState,
	CONSENT_PURPOSES,
	type AnswerState,
	type ConsentAnswers,
	type ConsentPurpose
} from './consent.ts'
import { ageOn, birthdayTest, isMinor, type BirthdaySpan, type Day } from './day.ts'
import { isAddress } from './address.ts'
import { customTest, isCustomKey, type CustomFilterKey } from './custom-filter.ts'
import { textOf, type Member } from './member.ts'
import type { PaymentType } from './membership.ts'
import type { PaymentMeans } from './payment.ts'
import { foldText } from './search.ts'
import type { Dues } from './season-dues.ts'
import type { PaymentStatus, Standing } from './standing.ts'
import { sportSeasonOf, sportState, type SportState } from './sport-paper.ts'

/** What one asks of an answer: what it is worth today, or a yes that has an end, before a day (`before:`, then the day). */
export type AnswerFilter = '' | AnswerState | `before:${string}`

type CustomFilter = Partial<Record<CustomFilterKey, string>>

/** Which members are wanted; an empty field asks nothing, and all that ask must agree. */
export type MemberFilter = {
	/** A part of the town's name, whatever the case and accents. */
	city: string
	/** How the postal code begins. */
	postalCode: string
	/** Id of an MJC club, or `none` for those without one. */
	club: string
	/** Id of a position held today, `any` or `none` of them. */
	position: string
	/** `refused`: a server refused it for good. */
	email: '' | 'with' | 'without' | 'refused'
	/** Whole years, as typed; nobody whose birth date is unknown has an age. */
	ageFrom: string
	ageTo: string
	birthday: '' | BirthdaySpan
	/** Ids of tags, parted by commas: one of them is enough; `none` for whoever bears no tag. */
	tags: string
	/** Ids of groups, parted by commas: one of them is enough; `none` for whoever is in no group. */
	groups: string
	/** A licence number, or none. */
	licence: '' | 'with' | 'without'
	/** What his sport paper is worth today. */
	sport: '' | SportState
	/** The last season that it counts for. */
	sportSeason: string
	/** Id of a household, `with` for whoever is in one, or `without`. */
	household: string
	/** Somebody with a guardian, or a minor without one. */
	guardian: '' | 'with' | 'missing'
	/** How far he has paid for the season in force, `owing` for whoever still owes something, or `over` for who paid too much. */
	paymentStatus: '' | PaymentStatus | 'owing' | 'over'
	/** How something of it was paid. */
	means: '' | PaymentMeans
	paymentType: '' | PaymentType
	/** Ids of seasons, parted by commas, in all of which he is a member; `none` for whoever never was one. */
	seasonIn: string
	/** Ids of seasons, in none of which he is. */
	seasonOut: string
} & Record<ConsentPurpose, AnswerFilter> &
	CustomFilter

/** Asks nothing. */
export const NO_FILTER: MemberFilter = {
	city: '',
	postalCode: '',
	club: '',
	position: '',
	data: '',
	image: '',
	email: '',
	ageFrom: '',
	ageTo: '',
	birthday: '',
	tags: '',
	groups: '',
	licence: '',
	sport: '',
	sportSeason: '',
	household: '',
	guardian: '',
	paymentStatus: '',
	means: '',
	paymentType: '',
	seasonIn: '',
	seasonOut: '',
	'image-site': '',
	'image-social': '',
	'image-press': '',
	'image-display': '',
	newsletter: ''
}

/** The fields that every filter has. */
export type FixedFilterField = Exclude<keyof MemberFilter, CustomFilterKey>
export type MemberFilterField = FixedFilterField | CustomFilterKey

/** What a filter looks at besides the member himself. */
export type FilterFacts = {
	today: Day
	/** Ids of the MJC clubs there are: one that is gone counts as none. */
	clubIds: ReadonlySet<string>
	/** Ids of the households there are. */
	householdIds: ReadonlySet<string>
	answersOf: (member: Member) => ConsentAnswers
	/** How many guardians he has. */
	guardiansOf: (member: Member) => number
	/** Ids of the positions that he holds today. */
	positionsOf: (member: Member) => ReadonlySet<string>
	/** What he is to pay in the season in force; `undefined` when he is not in it. */
	duesOf: (member: Member) => Dues | undefined
	/** Ids of the seasons in which he is a member. */
	seasonsOf: (member: Member) => readonly string[]
	/** Whether a server refused his address for good; absent: of nobody. */
	isRefused?: (member: Member) => boolean
}

/** The fields in which a filter asks something, in the order of its form. */
export const listAsking = (filter: MemberFilter): MemberFilterField[] =>
	[...new Set([...Object.keys(NO_FILTER), ...Object.keys(filter)] as MemberFilterField[])].filter(
		(field) => (filter[field] ?? '').trim() !== ''
	)

/** The ids that a field of a filter asks for. */
export const listWantedIds = (wanted: string): string[] => wanted.split(',').filter(Boolean)

/** Whether a filter asks in which seasons somebody is. */
export const asksSeasons = ({ seasonIn, seasonOut }: MemberFilter): boolean => seasonIn !== '' || seasonOut !== ''

/** Makes the test that tells whether a member is wanted. */
export function memberTest(filter: MemberFilter, facts: FilterFacts): (member: Member) => boolean {
	const tests = listAsking(filter).map((field) => {
		const wanted = (filter[field] ?? '').trim()
		return isCustomKey(field) ? customTest(field, wanted) : TESTS[field](wanted, facts)
	})
	return (member) => tests.every((test) => test(member))
}

type Test = (member: Member) => boolean

const answerTest =
	(purpose: ConsentPurpose) =>
	(wanted: string, { answersOf, today }: FilterFacts): Test => {
		if (!isEndFilter(wanted)) return (member) => answerState(answersOf(member), purpose, today) === wanted
		const day = endOf(wanted)
		return (member) => {
			const answer = answerFor(answersOf(member), purpose)
			return !!answer?.given && !!answer.until && (day === '' || answer.until < day)
		}
	}

/** Whether a filter asks for the end of an answer. */
export const isEndFilter = (wanted: string): boolean => wanted.startsWith('before:')

/** The day before which the answer is to end; empty when any end will do. */
export const endOf = (wanted: string): string => wanted.slice('before:'.length)

/** Whether one of the wanted ids is among a member's; `none` wants those who have nothing. */
function idsTest(wanted: string, idsOf: (member: Member) => readonly string[] | undefined): Test {
	const ids = listWantedIds(wanted)
	return (member) => {
		const has = idsOf(member) ?? []
		return has.length === 0 ? ids.includes('none') : has.some((id) => ids.includes(id))
	}
}

function answerTests(): Record<ConsentPurpose, (wanted: string, facts: FilterFacts) => Test> {
	const entries = CONSENT_PURPOSES.map((purpose) => [purpose, answerTest(purpose)] as const)
	return Object.fromEntries(entries) as ReturnType<typeof answerTests>
}

function standingTest(wanted: string): (standing: Standing | undefined) => boolean {
	if (wanted === 'owing') return (standing) => standing !== undefined && standing.balance > 0
	if (wanted === 'over') return (standing) => standing !== undefined && standing.balance < 0
	return (standing) => standing?.status === wanted
}

const TESTS: Record<FixedFilterField, (wanted: string, facts: FilterFacts) => Test> = {
	city: (wanted) => {
		const folded = foldText(wanted)
		return ({ city }) => foldText(city).includes(folded)
	},
	postalCode:
		(wanted) =>
		({ postalCode }) =>
			postalCode.replaceAll(' ', '').startsWith(wanted.replaceAll(' ', '')),
	club:
		(wanted, { clubIds }) =>
		({ mjcClubId }) =>
			wanted === 'none' ? !clubIds.has(mjcClubId) : mjcClubId === wanted,
	position:
		(wanted, { positionsOf }) =>
		(member) => {
			const held = positionsOf(member)
			if (wanted === 'any') return held.size > 0
			return wanted === 'none' ? held.size === 0 : held.has(wanted)
		},
	...answerTests(),
	email: (wanted, { isRefused = () => false }) =>
		wanted === 'refused' ? isRefused : ({ email }) => isAddress(email.trim()) === (wanted === 'with'),
	ageFrom:
		(wanted, { today }) =>
		({ birthDate }) =>
			birthDate !== '' && ageOn(birthDate, today) >= Number(wanted),
	ageTo:
		(wanted, { today }) =>
		({ birthDate }) =>
			birthDate !== '' && ageOn(birthDate, today) <= Number(wanted),
	birthday: (wanted, { today }) => {
		const isWithin = birthdayTest(wanted as BirthdaySpan, today)
		return ({ birthDate }) => birthDate !== '' && isWithin(birthDate)
	},
	tags: (wanted) => idsTest(wanted, ({ tagIds }) => tagIds),
	groups: (wanted) => idsTest(wanted, ({ groupIds }) => groupIds),
	household:
		(wanted, { householdIds }) =>
		({ householdId = '' }) => {
			const isIn = householdIds.has(householdId)
			if (wanted === 'with' || wanted === 'without') return isIn === (wanted === 'with')
			return householdId === wanted
		},
	guardian:
		(wanted, { guardiansOf, today }) =>
		(member) =>
			wanted === 'with' ? guardiansOf(member) > 0 : isMinor(member.birthDate, today) && guardiansOf(member) === 0,
	paymentStatus: (wanted, { duesOf }) => {
		const is = standingTest(wanted)
		return (member) => is(duesOf(member)?.standing)
	},
	means:
		(wanted, { duesOf }) =>
		(member) =>
			(duesOf(member)?.standing.byMeans[wanted as PaymentMeans] ?? 0) > 0,
	paymentType:
		(wanted, { duesOf }) =>
		(member) =>
			duesOf(member)?.membership.paymentType === wanted,
	seasonIn: (wanted, { seasonsOf }) => {
		const ids = listWantedIds(wanted)
		if (wanted === 'none') return (member) => seasonsOf(member).length === 0
		return (member) => ids.every((id) => seasonsOf(member).includes(id))
	},
	seasonOut: (wanted, { seasonsOf }) => {
		const ids = listWantedIds(wanted)
		return (member) => !seasonsOf(member).some((id) => ids.includes(id))
	},
	licence: (wanted) => (member) => (textOf(member, 'licenceNumber') !== '') === (wanted === 'with'),
	sport:
		(wanted, { today }) =>
		(member) =>
			sportState(member, today) === wanted,
	sportSeason: (wanted) => (member) => sportSeasonOf(member) === wanted
}

/** A filter that was kept as a text; fields that are not known any more are left out. `undefined` when it is none. */
export function parseMemberFilter(value: unknown): MemberFilter | undefined {
	if (typeof value !== 'object' || value === null) return undefined
	const filter: Record<string, string | undefined> = { ...NO_FILTER }
	for (const [field, asked] of Object.entries(value)) {
		if ((field in NO_FILTER || isCustomKey(field)) && typeof asked === 'string') filter[field] = asked
	}
	return filter as MemberFilter
}
