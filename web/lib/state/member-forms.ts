import { NO_ANSWERS } from '#shared/consent.ts'
import { sharedWith, type HouseholdDraft, type HouseholdId } from '#shared/household.ts'
import {
	EMPTY_MEMBER,
	type Member,
	type MemberDraft,
	type MemberField,
	type MemberId,
	type MemberLinks
} from '#shared/member.ts'
import { readGuardianDrafts, SELF } from '#web/db/families.ts'
import type { FormDraft } from '#web/db/form-drafts.ts'
import { readHousehold } from '#web/db/households.ts'
import { findMember, readConsents } from '#web/db/members.ts'
import { newDuesEntry, readDuesEntry } from './dues-entry.ts'
import { EMPTY_FAMILY } from './member-family.svelte.ts'
import { MemberForm } from './member-form.svelte.ts'

/** A form that adds a member. */
export async function newMemberForm(): Promise<MemberForm> {
	return new MemberForm(undefined, { values: EMPTY_MEMBER, answers: NO_ANSWERS, ...(await newDues()) })
}

/** A form that was left open; where the club got its first season meanwhile, with the dues in it. */
export async function recoveredMemberForm(draft: FormDraft<'member'>): Promise<MemberForm> {
	const { memberId, base, entry } = draft
	if (base.dues) return new MemberForm(memberId, base, draft)
	const dues = memberId === undefined ? await newDuesEntry() : await readDuesEntry(memberId)
	const added = dues && { dues }
	return new MemberForm(memberId, { ...base, ...added }, { ...draft, entry: { ...entry, ...added } })
}

async function newDues() {
	const dues = await newDuesEntry()
	return dues && { dues }
}

/** A form that changes a member, `undefined` when there is none of that id. */
export async function openMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	const member = await findMember(id)
	if (!member) return undefined
	const [answers, found, guardians, dues] = await Promise.all([
		readConsents(id),
		readHousehold(member.householdId ?? ''),
		readGuardianDrafts(id),
		readDuesEntry(id)
	])
	const { householdId, ...links } = linksOf(member)
	return new MemberForm(id, {
		values: draftOf(member),
		answers,
		...(dues && { dues }),
		// A household that is gone counts as none.
		links: { ...links, ...(found && householdId && { householdId }) },
		family: { ...EMPTY_FAMILY, guardians, ...(found && { household: householdDraftOf(found, id) }) }
	})
}

/** A form that adds a further member of somebody's household, which is made if there is none; `undefined` if he is gone. */
export async function furtherMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	const member = await findMember(id)
	if (!member) return undefined
	const found = await readHousehold(member.householdId ?? '')
	return new MemberForm(undefined, {
		values: { ...EMPTY_MEMBER, ...sharedWith(member) },
		answers: NO_ANSWERS,
		...(await newDues()),
		links: { householdId: found?.household.id ?? (crypto.randomUUID() as HouseholdId) },
		family: {
			...EMPTY_FAMILY,
			...(found ? { household: householdDraftOf(found) } : { joining: [id] })
		}
	})
}

/** A household as a form shows it; who pays without being in it counts for nobody. */
export function householdDraftOf({ household, members }: FoundHousehold, self?: MemberId): HouseholdDraft {
	const { name, payerId, payerName, payerEmail, payerPhone } = household
	const isIn = members.some(({ id }) => id === payerId)
	const payer = payerId === self ? (SELF as MemberId) : payerId
	return { name, payerId: isIn ? payer : '', payerName, payerEmail, payerPhone }
}

type FoundHousehold = NonNullable<Awaited<ReturnType<typeof readHousehold>>>

const linksOf = ({ tagIds, groupIds, custom, householdId, photoId }: Member): MemberLinks => ({
	...(tagIds && { tagIds }),
	...(groupIds && { groupIds }),
	...(custom && { custom }),
	...(householdId && { householdId }),
	...(photoId && { photoId })
})

/** A row brought back from before a field existed lacks it. */
function draftOf(member: Member): MemberDraft {
	const fields = Object.keys(EMPTY_MEMBER) as MemberField[]
	return Object.fromEntries(fields.map((field) => [field, member[field] ?? ''])) as MemberDraft
}
