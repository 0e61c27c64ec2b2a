import { CONSENT_PURPOSES, NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import { ageOn, formatDay, type Day } from '#shared/day.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import type { Member } from '#shared/member.ts'
import { isTermOn } from '#shared/position.ts'
import type { Register, RegisterNames } from '#web/db/register.ts'
import { answerWord, PURPOSES } from '#web/members/consent-words.ts'
import { m } from '#web/paraglide/messages.js'
import type { ExportColumn } from './export-table.ts'
import { formatInstant } from './instants.ts'

/** A member with what other tables know of him, in words. */
export type MemberLine = {
	member: Member
	answers: ConsentAnswers
	club: string
	/** Names of the positions held today. */
	positions: string
	today: Day
}

/** Everything the register has of a member. */
export const MEMBER_COLUMNS: readonly ExportColumn<MemberLine>[] = [
	{ id: 'lastName', title: m.members_field_last_name, text: ({ member }) => member.lastName },
	{ id: 'firstName', title: m.members_field_first_name, text: ({ member }) => member.firstName },
	{ id: 'birthDate', title: m.members_field_birth_date, text: ({ member }) => formatDay(member.birthDate) },
	{ id: 'age', title: m.exports_column_age, text: ({ member, today }) => formatAge(member, today), rare: true },
	{ id: 'email', title: m.members_field_email, text: ({ member }) => member.email },
	{ id: 'phone', title: m.members_field_phone, text: ({ member }) => member.phone },
	{ id: 'address', title: m.members_field_address, text: ({ member }) => member.address },
	{ id: 'postalCode', title: m.members_field_postal_code, text: ({ member }) => member.postalCode },
	{ id: 'city', title: m.members_field_city, text: ({ member }) => member.city },
	{ id: 'mjcClub', title: m.exports_column_mjc_club, text: ({ club }) => club },
	{ id: 'positions', title: m.exports_column_positions, text: ({ positions }) => positions, rare: true },
	...CONSENT_PURPOSES.flatMap((purpose): ExportColumn<MemberLine>[] => [
		{ id: purpose, title: PURPOSES[purpose].title, text: ({ answers }) => answerWord(answers[purpose]) },
		{
			id: `${purpose}On`,
			title: PURPOSES[purpose].csvDay,
			text: ({ answers }) => formatDay(answers[purpose]?.on ?? '')
		}
	]),
	{ id: 'notes', title: m.members_field_notes, text: ({ member }) => member.notes },
	{
		id: 'createdAt',
		title: m.exports_column_created,
		text: ({ member }) => formatInstant(member.createdAt),
		rare: true
	},
	{
		id: 'updatedAt',
		title: m.exports_column_updated,
		text: ({ member }) => formatInstant(member.updatedAt),
		rare: true
	}
]

/** Lines for these members, in their order. */
export function listMemberLines(members: readonly Member[], register: Register, today: Day): MemberLine[] {
	const lineOf = memberLiner(register, today)
	return members.map((member) => lineOf({ member, answers: register.answers.get(member.id) ?? NO_ANSWERS }))
}

/** Makes what turns a member into his line. */
export function memberLiner(register: RegisterNames, today: Day): (entry: ListedMember) => MemberLine {
	const clubNames = new Map<string, string>(register.clubs.map(({ id, name }) => [id, name]))
	const positionNames = new Map(register.positions.map(({ id, name }) => [id, name]))
	const heldToday = Map.groupBy(
		register.terms.filter((term) => isTermOn(term, today)),
		({ memberId }) => memberId
	)
	return ({ member, answers }) => ({
		member,
		answers,
		club: clubNames.get(member.mjcClubId) ?? '',
		positions: (heldToday.get(member.id) ?? [])
			.map(({ positionId }) => positionNames.get(positionId) ?? '')
			.filter(Boolean)
			.join(', '),
		today
	})
}

function formatAge({ birthDate }: Member, today: Day): string {
	const age = birthDate === '' ? -1 : ageOn(birthDate, today)
	return age < 0 ? '' : String(age)
}
