import {
	answerFor,
	CONSENT_PURPOSES,
	isImageUse,
	NO_ANSWERS,
	type ConsentAnswers,
	type ConsentPurpose
} from '#shared/consent.ts'
import { ageOn, type Day } from '#shared/day.ts'
import type { CustomField } from '#shared/custom-field.ts'
import { payerOf, type Families } from '#shared/family-fields.ts'
import type { Guardian } from '#shared/guardian.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import { textOf, type Member, type MemberField, type MemberId } from '#shared/member.ts'
import type { Dues } from '#shared/season-dues.ts'
import { sportState } from '#shared/sport-paper.ts'
import type { Tag } from '#shared/tag.ts'
import { isTermOn, type PositionTerm } from '#shared/position.ts'
import type { Register, RegisterNames } from '#web/db/register.ts'
import { answerWordOn, purposeFileDay, purposeShort, purposeTitle, sourceWord } from '#web/members/consent-words.ts'
import { customText } from '#web/custom-words.ts'
import { sportPaperWord, sportStateWord } from '#web/sport/sport-words.ts'
import { m } from '#web/paraglide/messages.js'
import { dayColumn, type ExportColumn } from './export-table.ts'
import { DUES_COLUMNS, type DuesLine } from './dues-columns.ts'
import { FAMILY_COLUMNS, type FamilyLine } from './family-columns.ts'
import { formatInstant } from './instants.ts'

/** A member with what other tables know of him, in words. */
export type MemberLine = {
	member: Member
	answers: ConsentAnswers
	club: string
	/** Names of the positions held today. */
	positions: string
	/** His tags, and their names. */
	tagList: readonly Tag[]
	tags: string
	/** Names of his groups. */
	groups: string
	today: Day
} & FamilyLine &
	DuesLine

type MemberColumn = ExportColumn<MemberLine>

/**
 * Everything the register has of a member, a column each: what a file, a list or a message may show of him. What nobody
 * here has anything of is there only when it is asked for.
 */
export function listMemberColumns(names: RegisterNames, members: readonly Member[] = []): MemberColumn[] {
	const isUsed = (field: MemberField) => members.some((member) => textOf(member, field) !== '')
	return [
		...IDENTITY,
		rareUnless(names.tags.length > 0, { id: 'tags', title: m.members_field_tags, text: ({ tags }) => tags }),
		rareUnless(names.groups.length > 0, { id: 'groups', title: m.groups_title, text: ({ groups }) => groups }),
		rareUnless(isUsed('memberNumber'), textColumn('memberNumber', m.members_field_member_number)),
		rareUnless(isUsed('licenceNumber'), textColumn('licenceNumber', m.members_field_licence_number)),
		...SPORT.map((column) => rareUnless(isUsed('sportPaper'), column)),
		...names.customFields.map(customColumn),
		...familyColumns(members),
		...(names.season ? DUES_COLUMNS : []),
		...AGREEMENTS,
		...REST
	]
}

const rareUnless = (used: boolean, column: MemberColumn): MemberColumn => (used ? column : { ...column, rare: true })

/** In a file as they are where somebody lives in a household; but guardians stand in columns of their own there. */
function familyColumns(members: readonly Member[]): MemberColumn[] {
	const isUsed = members.some(({ householdId = '' }) => householdId !== '')
	return FAMILY_COLUMNS.map(({ rare: _, ...column }) => rareUnless(isUsed && column.id === 'household', column))
}

const customColumn = ({ id, name, kind }: CustomField): MemberColumn => ({
	id: `field:${id}`,
	title: () => name,
	text: ({ member }) => customText(kind, member.custom?.[id] ?? '')
})

const textColumn = (id: MemberField, title: () => string): MemberColumn => ({
	id,
	title,
	text: ({ member }) => textOf(member, id)
})

const IDENTITY: readonly MemberColumn[] = [
	textColumn('lastName', m.members_field_last_name),
	textColumn('firstName', m.members_field_first_name),
	dayColumn({ id: 'birthDate', title: m.members_field_birth_date, day: ({ member }) => member.birthDate }),
	{ id: 'age', title: m.exports_column_age, text: ({ member, today }) => formatAge(member, today), rare: true },
	textColumn('email', m.members_field_email),
	textColumn('phone', m.members_field_phone),
	textColumn('address', m.members_field_address),
	textColumn('postalCode', m.members_field_postal_code),
	textColumn('city', m.members_field_city),
	{ id: 'mjcClub', title: m.exports_column_mjc_club, text: ({ club }) => club },
	{ id: 'positions', title: m.exports_column_positions, text: ({ positions }) => positions, rare: true }
]

const SPORT: readonly MemberColumn[] = [
	{ id: 'sportPaper', title: m.sport_paper, text: ({ member }) => sportPaperWord(textOf(member, 'sportPaper')) },
	dayColumn({ id: 'sportPaperOn', title: m.sport_paper_on, day: ({ member }) => member.sportPaperOn ?? '' }),
	textColumn('sportSeason', m.sport_paper_season),
	{ id: 'sportState', title: m.sport_state, text: ({ member, today }) => sportStateWord(sportState(member, today)) }
]

/** Of a use of the image, the answer that counts; how it was had belongs to the general one. */
const AGREEMENTS: readonly MemberColumn[] = CONSENT_PURPOSES.flatMap((purpose): MemberColumn[] => {
	const rare = purpose !== 'data' && purpose !== 'image'
	const answer: MemberColumn = {
		id: purpose,
		title: () => purposeTitle(purpose),
		text: ({ answers, today }) => answerWordOn(answerFor(answers, purpose), today),
		...(rare ? { rare } : {})
	}
	return isImageUse(purpose) ? [answer] : [answer, ...detailColumns(purpose, rare)]
})

function detailColumns(purpose: ConsentPurpose, rare: boolean): MemberColumn[] {
	const what = () => ({ what: purposeShort(purpose) })
	return [
		dayColumn({
			id: `${purpose}On`,
			title: () => purposeFileDay(purpose),
			day: ({ answers }) => answers[purpose]?.on ?? '',
			...(rare ? { rare } : {})
		}),
		dayColumn({
			id: `${purpose}Until`,
			title: () => m.consents_until_of(what()),
			day: ({ answers }) => answers[purpose]?.until ?? '',
			rare: true
		}),
		{
			id: `${purpose}Source`,
			title: () => m.consents_source_of(what()),
			text: ({ answers }) => sourceWord(answers[purpose]?.source ?? ''),
			rare: true
		}
	]
}

const instantColumn = (id: 'createdAt' | 'updatedAt', title: () => string): MemberColumn => ({
	id,
	title,
	text: ({ member }) => formatInstant(member[id]),
	rare: true
})

const REST: readonly MemberColumn[] = [
	textColumn('notes', m.members_field_notes),
	instantColumn('createdAt', m.exports_column_created),
	instantColumn('updatedAt', m.exports_column_updated)
]

/** Lines for these members, in their order. */
export function listMemberLines(members: readonly Member[], register: Register, today: Day): MemberLine[] {
	const duesOf = (member: Member) => register.dues?.byMember.get(member.id)
	const lineOf = memberLiner(register, { today, families: () => register.families, duesOf })
	return members.map((member) => {
		const guardians = register.families.guardiansOf(member)
		return lineOf({ member, answers: register.answers.get(member.id) ?? NO_ANSWERS, guardians })
	})
}

/** Makes what turns a member into his line. `families` and `duesOf` are asked only by the columns that show what they know. */
export function memberLiner(
	register: RegisterNames,
	{ today, families, duesOf }: { today: Day; families: () => Families; duesOf: (member: Member) => Dues | undefined }
): (entry: ListedMember) => MemberLine {
	const clubNames = namesById(register.clubs)
	const tagsById = new Map<string, Tag>(register.tags.map((tag) => [tag.id, tag]))
	const groupNames = namesById(register.groups)
	const positionNames = namesById(register.positions)
	const heldToday = Map.groupBy(
		register.terms.filter((term) => isTermOn(term, today)),
		({ memberId }) => memberId
	)
	const facts: LineFacts = {
		register,
		today,
		families,
		duesOf,
		clubNames,
		tagsById,
		groupNames,
		positionNames,
		heldToday
	}
	return (entry) => new Line(entry, facts)
}

type LineFacts = {
	register: RegisterNames
	today: Day
	families: () => Families
	duesOf: (member: Member) => Dues | undefined
	clubNames: ReadonlyMap<string, string>
	tagsById: ReadonlyMap<string, Tag>
	groupNames: ReadonlyMap<string, string>
	positionNames: ReadonlyMap<string, string>
	heldToday: ReadonlyMap<MemberId, readonly PositionTerm[]>
}

/** A member's line, of which nothing is made that no column asks for: a hundred thousand are, to be ordered by one. */
class Line implements MemberLine {
	readonly member: Member
	readonly answers: ConsentAnswers
	readonly guardians: readonly Guardian[]
	readonly #facts: LineFacts

	constructor({ member, answers, guardians = [] }: ListedMember, facts: LineFacts) {
		this.member = member
		this.answers = answers
		this.guardians = guardians
		this.#facts = facts
	}

	get today() {
		return this.#facts.today
	}
	get season() {
		return this.#facts.register.season?.name ?? ''
	}
	get dues() {
		return this.#facts.duesOf(this.member)
	}
	get household() {
		return this.#facts.families().householdOf(this.member)?.name ?? ''
	}
	get payer() {
		const families = this.#facts.families()
		const household = families.householdOf(this.member)
		const payer = household && payerOf(household, families.memberOf)
		return payer ? payer.name || payer.email || payer.phone : ''
	}
	get club() {
		return this.#facts.clubNames.get(this.member.mjcClubId) ?? ''
	}
	get positions() {
		const held = this.#facts.heldToday.get(this.member.id) ?? []
		return held
			.map(({ positionId }) => this.#facts.positionNames.get(positionId) ?? '')
			.filter(Boolean)
			.join(', ')
	}
	get tagList() {
		return this.member.tagIds?.flatMap((id) => this.#facts.tagsById.get(id) ?? []) ?? NO_TAGS
	}
	get tags() {
		return this.tagList.map(({ name }) => name).join(', ')
	}
	get groups() {
		return namesOf(this.member.groupIds, this.#facts.groupNames)
	}
}

const NO_TAGS: readonly Tag[] = []

const namesOf = (ids: readonly string[] = [], names: ReadonlyMap<string, string>): string =>
	ids.flatMap((id) => names.get(id) ?? []).join(', ')

const namesById = (rows: readonly { id: string; name: string }[]): Map<string, string> =>
	new Map(rows.map(({ id, name }) => [id, name]))

function formatAge({ birthDate }: Member, today: Day): string {
	const age = birthDate === '' ? -1 : ageOn(birthDate, today)
	return age < 0 ? '' : String(age)
}
