import { CONSENT_PURPOSES, consentOf, type Answer, type Consent, type ConsentPurpose } from '#shared/consent.ts'
import { dayBefore, type Day } from '#shared/day.ts'
import type { Member, MemberDraft, MemberId } from '#shared/member.ts'
import type { MjcClub, MjcClubId } from '#shared/mjc-club.ts'
import { seasonAfter, seasonOf, seasonStart } from '#shared/season-name.ts'
import type { Position, PositionId, PositionTerm } from '#shared/position.ts'
import { chronicle, fixedId, type Chronicle, type Step } from './chronicle.ts'
import { familySteps } from './families.ts'
import { belongingsOf, groupSteps } from './groups.ts'
import { CLUBS, HOMES, PEOPLE } from './people.ts'
import { POSITIONS } from './positions.ts'
import { joiningRow, seasonSteps } from './seasons.ts'

const DAY_MS = 86_400_000
/** Place of the judo club among the clubs. */
const JUDO = CLUBS.indexOf('Judo')
/** How many came with the list of the season; the others came one by one. */
const IMPORTED = 37

/** The example as it is on `today`: the same for the same day, to the letter. */
export function exampleClub(today: Day): Chronicle {
	const morning = Date.parse(`${today}T09:00:00Z`)
	const at = (daysAgo: number, minutes = 0) => morning - daysAgo * DAY_MS + minutes * 60_000
	const steps = [
		...clubSteps(at(62)),
		...groupSteps(at(62, 30)),
		...memberSteps(today, at),
		...familySteps(importedMembers(today, at(61)), today, at(60)),
		...seasonSteps(people(0, IMPORTED), today, at),
		...positionSteps(today, at(40, 90)),
		...laterSteps(today, at)
	]
	return chronicle(steps.sort((a, b) => a.at - b.at))
}

const people = (from: number, count: number) =>
	PEOPLE.slice(from, from + count).map((person, offset) => ({
		memberId: fixedId('member', from + offset) as MemberId,
		index: from + offset,
		isJudoka: person[7] === JUDO
	}))

type Clock = (daysAgo: number, minutes?: number) => number

function clubSteps(at: number): Step[] {
	const rows = CLUBS.map((name, index) => {
		const row: MjcClub = { id: fixedId('club', index) as MjcClubId, name, createdAt: at, updatedAt: at }
		return { table: 'mjcClubs' as const, id: row.id, row }
	})
	return [{ at, action: 'clubs-imported', count: rows.length, rows }]
}

/** The list of the season comes first, then those who join week after week. */
function memberSteps(today: Day, at: Clock): Step[] {
	const imported = at(61)
	const first = PEOPLE.slice(0, IMPORTED).flatMap((_, index) => memberRows(today, imported, index))
	const others = PEOPLE.slice(IMPORTED).map((_, offset): Step => {
		const joined = at(30 - offset * 11, offset * 17)
		const rows = memberRows(today, joined, IMPORTED + offset)
		const memberships = people(IMPORTED + offset, 1).map((person) => joiningRow(person, joined))
		return { at: joined, action: 'member-added', rows: [...rows, ...memberships] }
	})
	return [{ at: imported, action: 'members-imported', count: IMPORTED, rows: first }, ...others]
}

const importedMembers = (today: Day, at: number): Member[] =>
	PEOPLE.slice(0, IMPORTED).map((_, index) => memberOf(today, at, index))

function positionSteps(today: Day, at: number): Step[] {
	let term = 0
	return POSITIONS.flatMap(({ terms, ...draft }, index): Step[] => {
		const position: Position = { ...draft, id: fixedId('position', index) as PositionId, createdAt: at, updatedAt: at }
		const added: Step = {
			at: at + index * 60_000,
			action: 'position-added',
			rows: [{ table: 'positions', id: position.id, row: position }]
		}
		const assigned = terms.map(({ lastName, firstName, since, until }): Step => {
			const row: PositionTerm = {
				id: fixedId('term', term++),
				positionId: position.id,
				memberId: idOf(lastName, firstName),
				from: startAgo(today, since),
				to: until === undefined ? '' : dayBefore(startAgo(today, until))
			}
			const rows = [{ table: 'positionTerms' as const, id: row.id, row }]
			return { at: at + index * 60_000 + term * 1000, action: 'position-assigned', rows }
		})
		return [added, ...assigned]
	})
}

/** Someone has another telephone, someone moved, and of someone there is something to know. */
function laterSteps(today: Day, at: Clock): Step[] {
	const edits: { daysAgo: number; person: number; patch: Partial<MemberDraft> }[] = [
		{ daysAgo: 6, person: 15, patch: { phone: '06 39 98 50 99' } },
		{ daysAgo: 3, person: 26, patch: { address: '9 rue de la Liberté', postalCode: '21000', city: 'Dijon' } },
		{ daysAgo: 2, person: 18, patch: { notes: 'Préfère être appelée le matin.' } }
	]
	return edits.map(({ daysAgo, person, patch }): Step => {
		const updatedAt = at(daysAgo, 45)
		const [before] = memberRows(today, at(61), person)
		const row = { ...before?.row, ...patch, updatedAt }
		return { at: updatedAt, action: 'member-updated', rows: [{ table: 'members', id: String(before?.id), row }] }
	})
}

function memberRows(today: Day, at: number, index: number): Step['rows'] {
	const member = memberOf(today, at, index)
	const consents = consentsOf(today, member.id, index).map((row) => ({ table: 'consents' as const, id: row.id, row }))
	return [{ table: 'members', id: member.id, row: member }, ...consents]
}

function memberOf(today: Day, at: number, index: number): Member {
	const person = PEOPLE[index]
	if (!person) throw new RangeError(`nobody at ${index}`)
	const [lastName, firstName, age, birthday, email, phone, home, club] = person
	const [address, postalCode, city] = HOMES[home] ?? ['', '', '']
	return {
		id: fixedId('member', index) as MemberId,
		lastName,
		firstName,
		birthDate: birthDateOf(today, age, birthday),
		email,
		phone,
		address,
		postalCode,
		city,
		mjcClubId: club < 0 ? '' : fixedId('club', club),
		...(club === JUDO ? sportOf(today, age, index) : {}),
		notes: '',
		...belongingsOf({ club, age, index }),
		createdAt: at,
		updatedAt: at
	}
}

/** Who does judo has a licence, and a paper of this season or of the last; one has none yet. */
function sportOf(today: Day, age: number, index: number): Partial<MemberDraft> {
	const licenceNumber = `JU-${String(20_450 + index * 7)}`
	if (index % 11 === 6) return { licenceNumber }
	const season = seasonAfter(seasonOf(today), index % 5 === 0 ? -1 : 0)
	const sportPaper = age < 18 ? 'attestation' : 'certificate'
	return { licenceNumber, sportPaper, sportPaperOn: seasonStart(season), sportSeason: season }
}

/**
 * Nearly all agreed to be in the list; some do not want to be seen in pictures, or not everywhere, some gave their
 * agreement for the last season only, some were never asked, and a few want no news.
 */
function consentsOf(today: Day, memberId: MemberId, index: number): Consent[] {
	const row = (purpose: ConsentPurpose, answer: Partial<Answer> & { given: boolean }): Consent => {
		const id = fixedId('consent', index * CONSENT_PURPOSES.length + CONSENT_PURPOSES.indexOf(purpose))
		return consentOf({ on: startAgo(today, 0), source: 'paper', ...answer }, { id, memberId, purpose })
	}
	if (index % 9 === 8) return []
	const given = index % 4 !== 3
	const lastSeason = { on: startAgo(today, 1), until: dayBefore(startAgo(today, 0)) }
	const thisSeason = { until: dayBefore(startAgo(today, -1)) }
	return [
		row('data', { given: true }),
		...(index % 5 === 4 ? [] : [row('image', { given, ...(index % 7 === 6 ? lastSeason : thisSeason) })]),
		...(given && index % 6 === 1 ? [row('image-social', { given: false })] : []),
		...(index % 13 === 5 ? [row('newsletter', { given: false, source: 'email' })] : [])
	]
}

function idOf(lastName: string, firstName: string): MemberId {
	const index = PEOPLE.findIndex(([last, first]) => last === lastName && first === firstName)
	if (index < 0) throw new RangeError(`nobody is called ${firstName} ${lastName}`)
	return fixedId('member', index) as MemberId
}

/** Born so that he is `age` years old today. */
function birthDateOf(today: Day, age: number, birthday: string): Day {
	const year = Number(today.slice(0, 4)) - age - (today.slice(5) < birthday ? 1 : 0)
	return `${year}-${birthday}` as Day
}

/** The first day of the season in force, or of one so many seasons before. */
const startAgo = (today: Day, seasons: number): Day => seasonStart(seasonAfter(seasonOf(today), -seasons))
