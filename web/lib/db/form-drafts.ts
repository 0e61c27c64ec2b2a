import type { Answer, ConsentAnswers } from '#shared/consent.ts'
import type { CustomFieldDraft } from '#shared/custom-field.ts'
import type { GroupDraft } from '#shared/group.ts'
import type { GuardianDraft } from '#shared/guardian.ts'
import type { ContactKind, HouseholdDraft } from '#shared/household.ts'
import type { MemberDraft, MemberId, MemberLinks } from '#shared/member.ts'
import type { MembershipDraft } from '#shared/membership.ts'
import type { MjcClubId } from '#shared/mjc-club.ts'
import type { PaymentId, PaymentMeans } from '#shared/payment.ts'
import type { PositionDraft, PositionId, PositionTermDraft } from '#shared/position.ts'
import type { Result } from '#shared/result.ts'
import type { SeasonId } from '#shared/season.ts'
import type { TagDraft } from '#shared/tag.ts'
import type { TypedSeason } from '#shared/typed-season.ts'
import { database, storing, type StorageFault } from './database.ts'

/** What a member form shows of his household and his guardians; absent in a form kept before there was any. */
export type FamilyEntry = {
	/** Empty when he is in none. Who pays is `self` when it is himself. */
	household: HouseholdDraft
	/** Members of no household who come into his. */
	joining: readonly MemberId[]
	/** By place. */
	guardians: readonly GuardianDraft[]
	/** Whether the others of the household get what he has now. */
	following: Readonly<Record<ContactKind, boolean>>
}

/** A payment as a form shows it; amounts as typed, `undefined` where what is proposed holds. */
export type PaymentEntry = {
	id: PaymentId
	means: PaymentMeans
	isRefund: boolean
	amount: string | undefined
	paidOn: string
	cheque: { number: string; bank: string; writtenOn: string; depositedOn: string }
	/** How many vouchers there are of each value in cents. */
	vouchers: Record<string, string>
	aidId: string
	/** `self` for the member himself. */
	payerId: MemberId | ''
	payerName: string
	/** For whom, himself (`self`) among them; `last`: the place of the part typed last. */
	shares: { memberId: MemberId; amount: string | undefined }[]
	last: number
	note: string
	/** Something was typed into it: it is not left out because its amount is missing. */
	touched: boolean
}

/** What a member form shows of his membership in a season and of what was paid for it; amounts as typed. */
export type DuesEntry = {
	seasonId: SeasonId
	/** Whether he is in the season. */
	joined: boolean
	terms: Omit<MembershipDraft, 'reduction' | 'note' | 'joinedOn' | 'remindedOn'> & { reduction: string }
	payments: readonly PaymentEntry[]
}

/** What a member form shows: the fields, the answers, and what else the member has. */
export type MemberEntry = {
	values: MemberDraft
	answers: ConsentAnswers
	links?: MemberLinks
	family?: FamilyEntry
	/** Absent as long as the club has no season. */
	dues?: DuesEntry
}

/** What a form keeps: what stands in it now, and in `base` what it showed when it was opened. */
type Kept<T> = { base: T; entry: T }

/** What a form over a row of one of the club's own lists keeps: see `namedRows`. */
type KeptRow<T> = Kept<T> & {
	/** The row it changes, `undefined` for a new one. */
	rowId: string | undefined
}

/** What a term form is for: giving the position to somebody, ending a term, or correcting one. */
export type TermTask = { kind: 'assign' } | { kind: 'free' | 'edit'; termId: string }

/** What is said of the dues of several members at once; amounts as typed. */
export type DuesTogetherEntry = {
	paymentType: MembershipDraft['paymentType']
	/** Where the MJC's part was paid: see `OWN_CLUB`. */
	mjcClubId: string
	/** Ids of the season's other prices, to be put on each and taken off. */
	added: readonly string[]
	removed: readonly string[]
	reduction: string
	isExempt: boolean
	/** Why a reduction, or why exempt. */
	reason: string
	means: PaymentMeans
	isShared: boolean
	/** Empty for what they owe. */
	amount: string
	paidOn: string
	payerName: string
	chequeNumber: string
	bank: string
	aidId: string
	note: string
}

/** Who is carried over into a new season: of those of a source all but some, or only some. */
export type CarryKept = { source: string; left?: readonly MemberId[]; taken?: readonly MemberId[] }

/** What is set for several members at once; `newClub`: name of a club that is being added from within. */
export type Together = {
	field: string
	value: string
	answer: Answer | null
	newClub?: string
	/** Ids put into the list, and taken out of it. */
	added?: readonly string[]
	removed?: readonly string[]
	/** Absent where nothing was said of them. */
	dues?: DuesTogetherEntry
}

/** The forms of the app, each with what is kept of it until it is saved. A new form is one line here. */
export interface FormKinds {
	/** The member it changes, `undefined` for a new one; `newClub`: name of a club that is being added from within. */
	member: Kept<MemberEntry> & { memberId: MemberId | undefined; newClub?: string }
	/** A field of a member that is written in the list. */
	cell: { memberId: MemberId; field: string; text: string }
	/** Members edited together, and what all of them get. */
	together: { memberIds: MemberId[] } & Together
	/** The position it changes, `undefined` for a new one. */
	position: Kept<PositionDraft> & { positionId: PositionId | undefined }
	'position-term': Kept<PositionTermDraft> & { positionId: PositionId; task: TermTask }
	tag: KeptRow<TagDraft>
	field: KeptRow<CustomFieldDraft>
	group: KeptRow<GroupDraft>
	/** Who is carried over into a new one: absent where that is who was proposed, and in one kept before it was. */
	season: KeptRow<TypedSeason> & { carry?: CarryKept }
	/** The club it renames, `undefined` for a new one. */
	club: Kept<{ name: string }> & { clubId: MjcClubId | undefined }
	'club-import': { text: string }
	/** Lines typed or pasted by hand, not read yet. */
	'import-paste': { text: string }
	/** Who is ticked for a mailing, not accepted yet. */
	recipients: { chosen: MemberId[] }
}
export type FormKind = keyof FormKinds

/** What stands in a form that is not saved yet. */
export type FormDraft<K extends FormKind> = FormKinds[K] & { id: string; updatedAt: number }

/** How the names of drafts of that kind begin. */
export const formDraftPrefix = (kind: FormKind): string => `${kind}-form-`

/** A name for the draft of a form just opened; each open form has its own, in every window. */
export const newFormDraftId = (kind: FormKind): string => `${formDraftPrefix(kind)}${crypto.randomUUID()}`

/** Forms of that kind that were never saved nor given up, the latest first. */
export async function listFormDrafts<K extends FormKind>(kind: K): Promise<FormDraft<K>[]> {
	const drafts = await formDrafts<K>().where('id').startsWith(formDraftPrefix(kind)).toArray()
	return drafts.sort((a, b) => b.updatedAt - a.updatedAt)
}

/** Keeps what stands in a form, in place of what was kept of it. */
export function saveFormDraft<K extends FormKind>(
	id: string,
	content: FormKinds[K]
): Promise<Result<unknown, StorageFault>> {
	return storing(() => formDrafts<K>().put({ ...content, id, updatedAt: Date.now() }))
}

/** Forgets a form. Harmless when nothing was kept of it. */
export function removeFormDraft(id: string): Promise<Result<unknown, StorageFault>> {
	return storing(() => formDrafts().delete(id))
}

/** They lie in the table of mailings being written, told apart by their names. */
const formDrafts = <K extends FormKind>() => database().table<FormDraft<K>, string>('drafts')
