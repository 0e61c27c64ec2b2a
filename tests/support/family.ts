import type { Day } from '#shared/day.ts'
import { EMPTY_GUARDIAN, type Guardian } from '#shared/guardian.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { memberDraft } from './member-drafts.ts'

/** A member with an id of one word, his first name's. */
export const person = (firstName: string, fields: Partial<Member> = {}): Member => ({
	...memberDraft({ firstName, lastName: 'Lefèvre', email: `${firstName.toLowerCase()}@example.org` }),
	...{ id: firstName.toLowerCase() as MemberId, createdAt: 0, updatedAt: 0 },
	...fields
})

/** A child of ten years, whose birthday was a day long ago. */
export const child = (firstName: string, fields: Partial<Member> = {}): Member =>
	person(firstName, { birthDate: `${new Date().getFullYear() - 10}-01-01` as Day, ...fields })

/** The first guardian of somebody. */
export const guardianOf = (member: Member, name: string, email: string): Guardian => ({
	...{ ...EMPTY_GUARDIAN, id: `${member.id}-guardian`, memberId: member.id, place: 1 },
	...{ name, email }
})

/** A refusal of an address, as a mailing of the first of November left it. */
export const refusalOf = (address: string) => ({
	...{ address, at: '2026-11-01T10:00:00.000Z', code: 'address-unknown' as const },
	...{ reply: '550 5.1.1 User unknown', mailingId: 'm1' }
})
