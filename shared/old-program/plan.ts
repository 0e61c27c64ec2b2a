import type { Member } from '#shared/member.ts'
import type { Consent } from '#shared/consent.ts'
import { seasonYear } from '#shared/season-name.ts'
import type { Season } from '#shared/season.ts'
import { addCustomFields, ClubIndex, SeasonIndex } from './club-rows.ts'
import type { Finding } from './finding.ts'
import type { DatedClub, Desk, Making, OldChoices, OldGround, OldWrite } from './ground.ts'
import type { Candidate, RowKey } from './match.ts'
import { MoneyIndex } from './money-rows.ts'
import type { OldPayment, OldPerson } from './old-club.ts'
import { PersonPlan } from './person-plan.ts'
import { PositionIndex } from './position-rows.ts'
import { recognize, rosterOf, type Recognized } from './recognition.ts'
import { compareStatuses } from './summary.ts'

/** A row of which the person is asked whom it is about; `twice`: one that has an answer already, which may be another. */
export type OldQuestion = {
	key: RowKey
	person: OldPerson
	/** Whom he may be: keys for a decision. */
	options: Candidate[]
	kind: 'doubt' | 'twice' | 'answered'
}

/** What became of one file: its season as the club has it, and what was found in the file and in comparing it. */
export type PlannedFile = { season: Season; findings: Finding[] }

/** All that an import of files would do. */
export type OldPlan = {
	people: PersonPlan[]
	questions: OldQuestion[]
	/** How many questions have no answer: nothing is written until all have. */
	open: number
	counts: Record<PersonPlan['kind'], number>
	added: {
		clubs: string[]
		seasons: string[]
		positions: string[]
		fields: string[]
		memberships: number
		payments: OldPayment[]
	}
	/** In the order of the files as they were given. */
	files: PlannedFile[]
	writes: OldWrite[]
}

/**
 * Says what an import of files would do to what the club has. Pure: the same files, choices and ground make the same
 * plan, but for the new ids. The latest season comes first, whatever the order, so that what it says of a person stands.
 */
export function planOldImport(
	files: readonly DatedClub[],
	{ ground, choices, making }: { ground: OldGround; choices: OldChoices; making: Making }
): OldPlan {
	const desk: Desk = { ...making, ground, choices, writes: [] }
	const tools = {
		clubs: new ClubIndex(desk),
		seasons: new SeasonIndex(desk),
		positions: new PositionIndex(desk),
		money: new MoneyIndex(desk)
	}
	const planner: Planner = {
		...tools,
		desk,
		roster: rosterOf(desk),
		people: new Map(),
		membersById: new Map(ground.members.map((member) => [member.id, member])),
		consentsByMember: Map.groupBy(ground.consents, ({ memberId }) => memberId)
	}
	const order = [...files.keys()].sort((a, b) => yearOf(files[b]) - yearOf(files[a]))
	const planned = new Map(order.map((file) => [file, planFile(files[file] as DatedClub, file, planner)]))
	const fields = addCustomFields(
		desk,
		files.flatMap(({ club }) => club.customFields)
	)
	const people = [...planner.people.values()]
	for (const person of people) person.write()
	const all = [...planned.values()]
	return {
		people,
		questions: all.flatMap(({ questions }) => questions),
		open: all.flatMap(({ questions }) => questions).filter(({ kind }) => kind === 'doubt').length,
		counts: countKinds(people),
		added: {
			clubs: tools.clubs.added,
			seasons: tools.seasons.added,
			positions: tools.positions.added,
			fields,
			memberships: tools.money.membershipCount,
			payments: tools.money.added
		},
		files: files.map((_, file) => planned.get(file) as PlannedFile),
		writes: desk.writes
	}
}

const yearOf = (file: DatedClub | undefined): number => seasonYear(file?.season.name ?? '') ?? 0

type Planner = {
	desk: Desk
	clubs: ClubIndex
	seasons: SeasonIndex
	positions: PositionIndex
	money: MoneyIndex
	roster: ReturnType<typeof rosterOf>
	/** By the keys of the candidates. */
	people: Map<string, PersonPlan>
	membersById: ReadonlyMap<string, Member>
	consentsByMember: ReadonlyMap<string, readonly Consent[]>
}

function planFile(file: DatedClub, index: number, planner: Planner): PlannedFile & { questions: OldQuestion[] } {
	const { club, season: wanted } = file
	const { desk, clubs, money, roster } = planner
	const season = planner.seasons.take(wanted)
	const findings = [...club.findings, ...compareStatuses(club, season)]
	if (season.clubPrice !== wanted.clubPrice || season.mjcPrice !== wanted.mjcPrice)
		findings.push({ code: 'old-prices-differ', season: season.name })
	for (const name of club.clubs) clubs.idOf(name)
	const rows = recognize(desk, file, { file: index, season, roster, money })
	for (const [candidate, ofPerson] of Map.groupBy(rows, (row) => row.candidate)) {
		if (!candidate) continue
		const person = personOf(candidate, planner)
		for (const row of ofPerson) person.take(row.person, row.texts, clubs)
		findings.push(...takeSeason(person, ofPerson, { season, planner }))
	}
	const memberOf = (row: number) => {
		const candidate = rows.find(({ person }) => person.row === row)?.candidate
		return candidate && planner.people.get(candidate.key)?.id
	}
	for (const position of club.positions) planner.positions.take(position, { season, memberOf })
	return { season, findings, questions: rows.flatMap((row) => questionOf(row, desk)) }
}

function personOf(candidate: Candidate, { desk, people, membersById, consentsByMember }: Planner): PersonPlan {
	const known = people.get(candidate.key)
	if (known) return known
	const member = membersById.get(candidate.key)
	const purposes = (consentsByMember.get(candidate.key) ?? []).map(({ purpose }) => purpose)
	const person = new PersonPlan(desk, candidate, { ...(member ? { member } : {}), purposes })
	people.set(candidate.key, person)
	return person
}

function takeSeason(
	person: PersonPlan,
	rows: readonly Recognized[],
	{ season, planner }: { season: Season; planner: Planner }
): Finding[] {
	const [first, ...others] = rows
	if (!first) return []
	const payments = rows.flatMap((row) => row.person.membership.payments)
	const terms = { terms: first.person.membership, payments, clubs: planner.clubs }
	const outcome = planner.money.take(person, season, terms)
	const twice = others.map((row): Finding => ({
		code: 'old-same-person',
		row: row.person.row,
		other: first.person.row
	}))
	return outcome === 'clash' ? [...twice, { code: 'old-payments-kept', row: first.person.row }] : twice
}

function questionOf({ key, person, match, options }: Recognized, { choices }: Desk): OldQuestion[] {
	const decision = choices.decisions[key]
	if (match.by === 'doubt') return [{ key, person, options, kind: 'doubt' }]
	if (decision !== undefined) return [{ key, person, options, kind: 'answered' }]
	return match.by === 'twice' ? [{ key, person, options, kind: 'twice' }] : []
}

function countKinds(people: readonly PersonPlan[]): OldPlan['counts'] {
	const counts = { created: 0, changed: 0, unchanged: 0 }
	for (const { kind } of people) counts[kind] += 1
	return counts
}
