import { ageOn, type Day } from '#shared/day.ts'
import { EMPTY_GUARDIAN, type Guardian, type GuardianRight } from '#shared/guardian.ts'
import { EMPTY_HOUSEHOLD, type Household, type HouseholdId } from '#shared/household.ts'
import { spokenName, type Member } from '#shared/member.ts'
import { fixedId, type Step } from './chronicle.ts'

/** A guardian of the children of a family. A member of the club is given by his first name alone. */
type Parent = { member: string; relation: string } | { name: string; relation: string; email: string; phone: string }

/** People of one name in one home: who pays, member or not, and who answers for the children. */
type Family = {
	lastName: string
	/** First name of the member who pays. */
	payer?: string
	/** Somebody who is no member pays. */
	paidBy?: { name: string; email: string; phone: string }
	parents?: readonly Parent[]
}

const FAMILIES: readonly Family[] = [
	{
		lastName: 'Lefèvre',
		paidBy: { name: 'Simone Aubert', email: 'simone.aubert@example.org', phone: '06 39 98 12 90' },
		parents: [
			{ member: 'Zoé', relation: 'mère' },
			{ name: 'Julien Aubert', relation: 'père', email: 'julien.aubert@example.net', phone: '06 39 98 12 91' }
		]
	},
	{ lastName: 'Martin', payer: 'Odile' },
	{ lastName: 'Çelik', payer: 'Özgür', parents: [{ member: 'Özgür', relation: 'père' }] },
	{ lastName: 'Nguyen', payer: 'Thi Mai', parents: [{ member: 'Thi Mai', relation: 'mère' }] },
	{ lastName: 'Petit' },
	{ lastName: 'Moreau', payer: 'Éric', parents: [{ member: 'Éric', relation: 'père' }] },
	{
		lastName: 'de la Villardière',
		payer: 'Anne-Sophie',
		parents: [
			{ member: 'Anne-Sophie', relation: 'tante' },
			{ name: 'Hugues de la Villardière', relation: 'tuteur', email: '', phone: '06 39 98 19 63' }
		]
	},
	{ lastName: 'Traoré', payer: 'Aminata', parents: [{ member: 'Aminata', relation: 'mère' }] },
	{ lastName: 'Bonnet', payer: 'Catherine', parents: [{ member: 'Catherine', relation: 'mère' }] }
]

/** Both may do everything, but only the first gets the letters. */
const RIGHTS: readonly (readonly GuardianRight[])[] = [
	['authority', 'mail', 'collect', 'emergency'],
	['authority', 'collect']
]

/** Puts those of one name into one household, and gives the children among them their guardians. */
export function familySteps(members: readonly Member[], today: Day, at: number): Step[] {
	return FAMILIES.map((family, index): Step => {
		const inIt = members.filter(({ lastName }) => lastName === family.lastName)
		const id = fixedId('household', index) as HouseholdId
		const payer = inIt.find(({ firstName }) => firstName === family.payer)
		const { name = '', email = '', phone = '' } = family.paidBy ?? {}
		const household: Household = {
			...EMPTY_HOUSEHOLD,
			...{ id, name: family.lastName, payerId: payer?.id ?? '' },
			...{ payerName: name, payerEmail: email, payerPhone: phone },
			createdAt: at,
			updatedAt: at
		}
		const minors = inIt.filter(({ birthDate }) => birthDate !== '' && ageOn(birthDate, today) < 18)
		const guardians = minors.flatMap((minor) => guardiansOf(minor, family, inIt))
		return {
			at: at + index * 60_000,
			action: 'members-updated',
			count: inIt.length,
			rows: [
				{ table: 'households', id, row: household },
				...inIt.map((member) => {
					const row = { ...member, householdId: id, updatedAt: at }
					return { table: 'members' as const, id: member.id, row }
				}),
				...guardians.map((row) => ({ table: 'guardians' as const, id: row.id, row }))
			]
		}
	})
}

function guardiansOf(minor: Member, { parents = [] }: Family, inIt: readonly Member[]): Guardian[] {
	return parents.flatMap((parent, at): Guardian[] => {
		const member = 'member' in parent ? inIt.find(({ firstName }) => firstName === parent.member) : undefined
		const known = 'name' in parent ? parent : member && { ...member, name: spokenName(member) }
		const place = at === 0 ? 1 : 2
		if (!known) return []
		const { name, email, phone } = known
		return [
			{
				...EMPTY_GUARDIAN,
				...{ id: `${minor.id}-${place}`, memberId: minor.id, place, relation: parent.relation },
				...{ name, email, phone, rights: RIGHTS[at] ?? [], guardianMemberId: member?.id ?? '' }
			}
		]
	})
}
