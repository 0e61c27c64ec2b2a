import type { Member } from '#shared/member.ts'
import { foldText } from '#shared/search.ts'

/** What a label needs of somebody. */
export type Addressee = Pick<Member, 'lastName' | 'firstName' | 'address' | 'postalCode' | 'city'>

/** Lines of one label, and whom it is for. */
export type AddressLabel<A extends Addressee> = { lines: string[]; people: A[] }

/** How those at one address are called together: "Famille Roux", or their names. */
export type FamilyName = (lastName: string) => string

/**
 * Labels for all who have an address, in their order: one each, or one for those who live at the same, whatever the case,
 * accents and punctuation. `missing` are those whose address lacks its street, or its town.
 */
export function listAddressLabels<A extends Addressee>(
	people: readonly A[],
	{ together, familyName }: { together: boolean; familyName: FamilyName }
): { labels: AddressLabel<A>[]; missing: A[] } {
	const missing = people.filter((person) => !hasAddress(person))
	const homes = new Map<string, A[]>()
	for (const [index, person] of people.entries()) {
		if (!hasAddress(person)) continue
		const home = together ? homeOf(person) : String(index)
		homes.set(home, [...(homes.get(home) ?? []), person])
	}
	const labels = [...homes.values()].map((family) => ({ lines: linesOf(family, familyName), people: family }))
	return { labels, missing }
}

/** Name and address of one person as on an envelope; the name alone where there is no address. */
export const letterAddress = (person: Addressee): string[] =>
	hasAddress(person) ? linesOf([person], (name) => name) : namesOf([person], (name) => name)

const hasAddress = ({ address, postalCode, city }: Addressee): boolean =>
	address.trim() !== '' && (postalCode.trim() !== '' || city.trim() !== '')

const homeOf = ({ address, postalCode, city }: Addressee): string =>
	[address, postalCode, city]
		.map((part) =>
			foldText(part)
				.replace(/[^\p{L}\p{N}]+/gu, ' ')
				.trim()
		)
		.join('|')

/** As the post wants it: the town in capitals, without accents (AFNOR XPZ 10-011). */
function linesOf(family: readonly Addressee[], familyName: FamilyName): string[] {
	const [first] = family
	if (!first) return []
	const town = `${first.postalCode} ${foldText(first.city).toUpperCase()}`.trim()
	return [...namesOf(family, familyName), ...first.address.split(/\s*\n\s*|,\s+(?=\D)/).filter(Boolean), town]
}

function namesOf(family: readonly Addressee[], familyName: FamilyName): string[] {
	const names = family.map(({ lastName, firstName }) => `${firstName} ${lastName}`.trim())
	if (names.length === 1) return names
	const [surname, ...others] = new Set(family.map(({ lastName }) => lastName.trim()))
	return others.length === 0 && surname ? [familyName(surname)] : [names.join(', ')]
}
