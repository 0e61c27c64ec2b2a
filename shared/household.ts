import * as v from 'valibot'
import type { Member, MemberDraft, MemberId } from './member.ts'
import { foldPhone, foldText } from './search.ts'

/** Random UUID made on the device. */
export const HouseholdId = v.pipe(v.string(), v.brand('HouseholdId'))
export type HouseholdId = v.InferOutput<typeof HouseholdId>

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'))

/** What a person types about a household; without a name it is called by its members' last name. */
export const HouseholdDraft = v.object({
	name: line(200),
	/** The member who pays; empty when each pays for himself, or somebody else does. */
	payerId: v.custom<MemberId | ''>((value) => typeof value === 'string'),
	/** Who pays without being a member; all empty when nobody does. */
	payerName: line(200),
	payerEmail: line(320),
	payerPhone: line(100)
})
export type HouseholdDraft = v.InferOutput<typeof HouseholdDraft>

/** People who live together, and who pays for them; times in ms since the epoch. Who is in it, the members say. */
export type Household = HouseholdDraft & { id: HouseholdId; createdAt: number; updatedAt: number }

/** A household of which nothing is known. */
export const EMPTY_HOUSEHOLD: HouseholdDraft = { name: '', payerId: '', payerName: '', payerEmail: '', payerPhone: '' }

/** What people who live together share, each kind as a whole. */
export const CONTACT_KINDS = ['address', 'phone', 'email'] as const
export type ContactKind = (typeof CONTACT_KINDS)[number]

type ContactField = 'address' | 'postalCode' | 'city' | 'phone' | 'email'
/** What is shared, of a member or a draft. */
export type Contact = Pick<MemberDraft, ContactField>

const FIELDS_OF: Record<ContactKind, readonly ContactField[]> = {
	address: ['address', 'postalCode', 'city'],
	phone: ['phone'],
	email: ['email']
}

/** The fields of one kind, as they are. */
export const contactOf = (kind: ContactKind, from: Contact): Partial<Contact> =>
	Object.fromEntries(FIELDS_OF[kind].map((field) => [field, from[field].trim()]))

/** Whether two have the same of one kind, and have it at all. */
export function sharesContact(kind: ContactKind, one: Contact, other: Contact): boolean {
	const isSame = (field: ContactField) => one[field].trim() === other[field].trim()
	return FIELDS_OF[kind].every(isSame) && FIELDS_OF[kind].some((field) => one[field].trim() !== '')
}

/** What a further member of a household has as its others do, from one of them. */
export const sharedWith = (
	member: Contact & Pick<MemberDraft, 'lastName'>
): Contact & Pick<MemberDraft, 'lastName'> => ({
	lastName: member.lastName,
	address: member.address,
	postalCode: member.postalCode,
	city: member.city,
	phone: member.phone,
	email: member.email
})

/** Why people may live together, the surest first; each equals the end of its key in the catalogue. */
export const HOUSEHOLD_REASONS = ['address', 'phone', 'email', 'name'] as const
export type HouseholdReason = (typeof HOUSEHOLD_REASONS)[number]

/** Whom somebody may live with: those of a household, or members of none; empty for `householdId` then. */
export type LikelyHousehold = { householdId: HouseholdId | ''; members: Member[]; reason: HouseholdReason }

type Person = Contact & Pick<MemberDraft, 'lastName'>

/** Why two people may live together, `undefined` when nothing says so. */
export function compareForHousehold(a: Person, b: Person): HouseholdReason | undefined {
	return compareKeys(keysOf(a), keysOf(b))
}

/**
 * Finds whom the person of a draft may live with, the surest first, those of the same name before others. A generator, so
 * that a hundred thousand members are gone through in small slices; `except` is whom the draft changes.
 */
export function* findLikelyHouseholds(
	draft: Person,
	members: readonly Member[],
	except?: string
): Generator<undefined, LikelyHousehold[]> {
	const wanted = keysOf(draft)
	const found = new Map<string, LikelyHousehold & { namesake: boolean }>()
	if (Object.values(wanted).every((key) => key === '')) return []
	for (const [index, member] of members.entries()) {
		if (index % STEP === 0) yield undefined
		if (member.id === except) continue
		const keys = keysOf(member)
		const reason = compareKeys(wanted, keys)
		if (!reason) continue
		const householdId = member.householdId ?? ''
		// Neighbours of one house bear other names; people of one name live all over the town.
		const place = householdId || (reason === 'name' ? member.id : `${reason} ${keys.name}`)
		const known = found.get(place)
		const better = !known || HOUSEHOLD_REASONS.indexOf(reason) < HOUSEHOLD_REASONS.indexOf(known.reason)
		found.set(place, {
			householdId,
			members: [...(known?.members ?? []), member],
			reason: better ? reason : known.reason,
			namesake: (known?.namesake ?? false) || keys.name === wanted.name
		})
	}
	return [...found.values()]
		.sort((a, b) => rankOf(a) - rankOf(b))
		.map(({ householdId, members: housemates, reason }) => ({ householdId, members: housemates, reason }))
}

const STEP = 200
/** Shorter ones are extensions, or not numbers at all. */
const MIN_PHONE_DIGITS = 8

type Keys = Record<HouseholdReason, string>

const rankOf = ({ reason, namesake, householdId }: LikelyHousehold & { namesake: boolean }): number =>
	HOUSEHOLD_REASONS.indexOf(reason) * 4 + (namesake ? 0 : 2) + (householdId === '' ? 1 : 0)

const compareKeys = (a: Keys, b: Keys): HouseholdReason | undefined =>
	HOUSEHOLD_REASONS.find((reason) => a[reason] !== '' && a[reason] === b[reason])

function keysOf({ lastName, address, postalCode, city, phone, email }: Person): Keys {
	const street = foldWord(address)
	const place = foldWord(postalCode) || foldWord(city)
	const digits = foldPhone(phone)
	return {
		address: street === '' || place === '' ? '' : `${street} ${place}`,
		phone: digits.length < MIN_PHONE_DIGITS ? '' : digits,
		email: email.trim().toLowerCase(),
		name: foldWord(lastName)
	}
}

const foldWord = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')
