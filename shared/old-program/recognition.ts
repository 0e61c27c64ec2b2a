import { membershipIdOf } from '#shared/membership.ts'
import { sumOf } from '#shared/money.ts'
import type { MemberId } from '#shared/member.ts'
import type { Season } from '#shared/season.ts'
import type { DatedClub, Desk } from './ground.ts'
import { matchPerson, Roster, textsOf, type Candidate, type MatchedTexts, type OldMatch, type RowKey } from './match.ts'
import type { MoneyIndex } from './money-rows.ts'
import type { OldPerson } from './old-club.ts'

/** A row, and whom it is about; `undefined` as long as nobody has said. */
export type Recognized = {
	key: RowKey
	person: OldPerson
	texts: MatchedTexts
	match: OldMatch
	candidate: Candidate | undefined
	/** Whom he may be taken for, before anybody decided. */
	options: Candidate[]
}

/** Names a row of a file among several. */
export const rowKey = (file: number, { row }: Pick<OldPerson, 'row'>): RowKey => `${file}:${row}`

/** Everybody of the register, to whom the people of files come one after the other. */
export function rosterOf({ ground }: Desk): Roster {
	const roster = new Roster()
	for (const member of ground.members) roster.add({ key: member.id, texts: member, isKnown: true })
	return roster
}

/** Where a file is read, and by what its people are known again. */
export type Recognition = { file: number; season: Season; roster: Roster; money: MoneyIndex }

/** Says of each row of a file whom it is about, the sure ones first, so that nobody is asked about who is found already. */
export function recognize(desk: Desk, { club }: DatedClub, recognition: Recognition): Recognized[] {
	const taken = new Set<string>()
	const settle = (person: OldPerson, isLast: boolean): Recognized | undefined => {
		const found = recognizeRow(desk, person, { ...recognition, taken })
		if (found.match.by === 'doubt' && !isLast) return undefined
		if (found.candidate) taken.add(found.candidate.key)
		return found
	}
	const first = club.persons.map((person) => settle(person, false))
	return first.map((found, index) => found ?? (settle(club.persons[index] as OldPerson, true) as Recognized))
}

function recognizeRow(
	desk: Desk,
	person: OldPerson,
	{ file, season, roster, money, taken }: Recognition & { taken: Set<string> }
): Recognized {
	const key = rowKey(file, person)
	const texts = textsOf(person, desk.choices.realDays.includes(key))
	const total = sumOf(person.membership.payments.map(({ amount }) => amount))
	const matching = {
		taken,
		hasPaidThis: ({ key: id }: Candidate) => money.paidFor(membershipIdOf(season.id, id as MemberId)) === total
	}
	const decision = desk.choices.decisions[key]
	const guess = matchPerson(roster, texts, { ...matching, decision: undefined })
	const match = decision === undefined ? guess : matchPerson(roster, texts, { ...matching, decision })
	const options = guess.by === 'doubt' ? guess.candidates : guess.by === 'none' ? [] : [guess.candidate]
	if (match.by === 'doubt') return { key, person, texts, match, candidate: undefined, options }
	const candidate = match.by === 'none' ? { key, texts, isKnown: false } : match.candidate
	if (match.by === 'none') roster.add(candidate)
	return { key, person, texts, match, candidate, options }
}
