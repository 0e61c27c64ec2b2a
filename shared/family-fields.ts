import { GUARDIAN_PLACES, type Guardian } from './guardian.ts'
import type { Household } from './household.ts'
import type { Member, MemberId } from './member.ts'
import type { FieldValues } from './message/template.ts'

/** What messages, lists and files need to know of families: little of it is on a member's row. */
export type Families = {
	guardiansOf: (member: Member) => readonly Guardian[]
	householdOf: (member: Member) => Household | undefined
	memberOf: (id: MemberId) => Member | undefined
}

/** Nobody has a family. */
export const NO_FAMILIES: Families = {
	guardiansOf: () => [],
	householdOf: () => undefined,
	memberOf: () => undefined
}

/** Who pays for a household, member or not; `undefined` when each pays for himself, or the one who paid is in it no more. */
export function payerOf(
	household: Household,
	memberOf: (id: MemberId) => Member | undefined
): { name: string; email: string; phone: string } | undefined {
	const { payerId, payerName, payerEmail, payerPhone } = household
	if (payerId !== '') {
		const member = memberOf(payerId)
		if (member?.householdId !== household.id) return undefined
		return { name: `${member.firstName} ${member.lastName}`.trim(), email: member.email, phone: member.phone }
	}
	const isKnown = payerName !== '' || payerEmail !== '' || payerPhone !== ''
	return isKnown ? { name: payerName, email: payerEmail, phone: payerPhone } : undefined
}

/** Values of the merge fields about a member's family, empty for what there is none of; words of the interface, so French. */
export function familyFieldsOf(member: Member, { guardiansOf, householdOf, memberOf }: Families): FieldValues {
	const household = householdOf(member)
	const payer = household && payerOf(household, memberOf)
	const guardians = guardiansOf(member)
	const ofGuardians = GUARDIAN_PLACES.flatMap((place) => {
		const guardian = guardians.find((one) => one.place === place)
		return [
			[`responsable_${place}`, guardian?.name ?? ''],
			[`responsable_${place}_email`, guardian?.email ?? ''],
			[`responsable_${place}_telephone`, guardian?.phone ?? '']
		] as const
	})
	return {
		foyer: household?.name ?? '',
		payeur: payer?.name ?? '',
		payeur_email: payer?.email ?? '',
		...Object.fromEntries(ofGuardians)
	}
}
