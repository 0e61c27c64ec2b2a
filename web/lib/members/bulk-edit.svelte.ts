import * as v from 'valibot'
import type { CustomFieldId } from '#shared/custom-field.ts'
import {
	CONSENT_PURPOSES,
	isSameAnswer,
	type Answer,
	type ConsentAnswers,
	type ConsentPurpose
} from '#shared/consent.ts'
import { MemberDraft, textOf, type Member, type MemberField, type MemberId } from '#shared/member.ts'
import type { ChangeSet } from '#shared/change.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { FormDraft } from '#web/db/form-drafts.ts'
import type { MemberIdList } from '#web/db/member-links.ts'
import { listMembersById, updateMembers, type BulkEdit } from '#web/db/members.ts'
import { findOrAddMjcClub } from '#web/db/mjc-clubs.ts'
import { DUES_FIELDS, DuesTogether, type DuesField } from '#web/money/dues-together.svelte.ts'
import { KeptForm } from '#web/state/kept-form.ts'
import type { MemberFieldError } from '#web/state/member-form.svelte.ts'

/** Fields that several people may share; a name or a birth date is one's own. */
const FIELDS = [
	'city',
	'postalCode',
	'address',
	'phone',
	'email',
	'mjcClubId',
	'sportPaper',
	'sportPaperOn',
	'sportSeason',
	'notes'
] as const satisfies MemberField[]

/** Lists of which several people may have the same. */
const LISTS = ['tagIds', 'groupIds'] as const satisfies MemberIdList[]

/** What can be set for several members at once: a field, an answer, or what is put into a list and taken out. */
export type FixedBulkField = (typeof FIELDS)[number] | ConsentPurpose | (typeof LISTS)[number]
/** Those, what is said of their dues, and the fields of the club's own. */
export type BulkField = FixedBulkField | DuesField | `field:${CustomFieldId}`
export const BULK_FIELDS: readonly FixedBulkField[] = [...LISTS, ...FIELDS, ...CONSENT_PURPOSES]

/** What a member has: a text, an answer, or ids. */
export type BulkValue = string | Answer | null | readonly string[]

type AnswersOf = (id: MemberId) => ConsentAnswers

/** The same value set for several members: what is chosen, and for whom it changes anything. */
export class MembersTogether {
	field = $state<BulkField>('city')
	value = $state('')
	answer = $state<Answer | null>(null)
	/** Name of a club that is being added from within, `undefined` when none is. */
	newClub = $state<string>()
	/** Ids to put into the list, and to take out. */
	added = $state.raw<readonly string[]>([])
	removed = $state.raw<readonly string[]>([])
	error = $state<MemberFieldError>()
	saving = $state(false)

	readonly members: readonly Member[]
	readonly #answersOf: AnswersOf
	readonly #kept: KeptForm<'together'>
	/** The members who have it not yet, in their order. */
	readonly changing = $derived.by(() =>
		this.members.filter((member) => (this.duesField ? this.dues.changes.has(member.id) : !this.#has(member)))
	)
	/** What is said of their dues. */
	readonly dues: DuesTogether

	constructor(members: readonly Member[], answersOf: AnswersOf, recovered?: FormDraft<'together'>) {
		this.members = members
		this.dues = new DuesTogether(members, () => this.duesField)
		this.#answersOf = answersOf
		this.#kept = new KeptForm('together', recovered?.id)
		if (!recovered) return
		const known = [...BULK_FIELDS, ...DUES_FIELDS].find((field) => field === recovered.field) ?? 'city'
		if (recovered.dues) this.dues.entry = { ...this.dues.entry, ...recovered.dues }
		this.field = recovered.field.startsWith('field:') ? (recovered.field as BulkField) : known
		this.value = recovered.value
		this.answer = recovered.answer
		this.newClub = recovered.newClub
		this.added = recovered.added ?? []
		this.removed = recovered.removed ?? []
	}

	/** Whether anything was typed or chosen for them. */
	get changed(): boolean {
		const listed = this.added.length + this.removed.length > 0
		const typed = this.value !== '' || this.answer !== null || this.#newClubName !== ''
		return listed || typed || this.dues.typed !== undefined
	}
	get #newClubName(): string {
		return this.field === 'mjcClubId' ? (this.newClub?.trim() ?? '') : ''
	}

	/** Whether it takes away what they have. */
	get erases(): boolean {
		if (this.list || this.duesField || this.#newClubName !== '') return false
		return this.purpose ? this.answer === null : this.value.trim() === ''
	}

	/** The purpose whose answer is set, `undefined` when it is a field. */
	get purpose(): ConsentPurpose | undefined {
		return CONSENT_PURPOSES.find((purpose) => purpose === this.field)
	}

	/** The list that is added to and taken from, `undefined` when it is none. */
	get list(): (typeof LISTS)[number] | undefined {
		return LISTS.find((list) => list === this.field)
	}

	/** The field of the club's own that is set, `undefined` when it is none of them. */
	get custom(): CustomFieldId | undefined {
		return this.field.startsWith('field:') ? (this.field.slice('field:'.length) as CustomFieldId) : undefined
	}

	/** What is said of their dues, `undefined` when it is something else. */
	get duesField(): DuesField | undefined {
		return DUES_FIELDS.find((field) => field === this.field)
	}

	/** What a member has now. */
	valueOf(member: Member): BulkValue {
		if (this.list) return member[this.list] ?? []
		if (this.custom) return member.custom?.[this.custom] ?? ''
		return this.purpose ? (this.#answersOf(member.id)[this.purpose] ?? null) : textOf(member, this.field as MemberField)
	}

	/** What a member will have. */
	valueAfter(member: Member): BulkValue {
		if (this.purpose) return this.answer
		if (!this.list) return this.value.trim()
		const has = this.valueOf(member) as readonly string[]
		return [
			...has.filter((id) => !this.removed.includes(id)),
			...this.added.filter((id) => !has.includes(id) && !this.removed.includes(id))
		]
	}

	choose(field: BulkField): void {
		this.field = field
		this.value = ''
		this.answer = null
		this.newClub = undefined
		this.added = this.removed = []
		this.error = undefined
		this.dues.clear()
	}

	/** Keeps on the device what stands in the form. */
	keep(): void {
		const { field, value, answer, added, removed, newClub } = this
		const chosen = { field, value, answer: $state.snapshot(answer), added, removed }
		const dues = this.dues.typed
		const together = { ...chosen, ...(newClub === undefined ? {} : { newClub }), ...(dues && { dues }) }
		this.#kept.keep(this.changed ? { memberIds: this.members.map(({ id }) => id), ...together } : null)
	}

	/** Forgets what was kept of it, and lets other windows know that it is closed. */
	discard(): Promise<void> {
		return this.#kept.discard()
	}

	/** Closes it without forgetting: it is found again when the list is next opened. */
	suspend(): void {
		this.#kept.suspend()
	}

	/** Opens it again after it was discarded, with what stood in it. */
	resume(): void {
		this.#kept.resume()
	}

	/** Writes it. Resolves to `undefined` when it cannot be: `error` then says why. */
	async save(): Promise<Result<ChangeSet | undefined, StorageFault> | undefined> {
		if (this.saving || !(this.duesField ? this.dues.check() : this.#edit())) return undefined
		this.saving = true
		return this.#store().finally(() => (this.saving = false))
	}

	async #store(): Promise<Result<ChangeSet | undefined, StorageFault>> {
		if (this.duesField) return this.dues.save()
		const club = await this.#takeNewClub()
		const edit = this.#edit()
		if (!club.ok) return club
		if (!edit || this.changing.length === 0) return ok(undefined)
		return updateMembers(
			this.changing.map(({ id }) => id),
			edit
		)
	}

	/** A club that was named and not added yet is added and chosen: what is typed counts. */
	async #takeNewClub(): Promise<Result<unknown, StorageFault>> {
		if (this.#newClubName === '') return ok(undefined)
		const club = await findOrAddMjcClub({ name: this.#newClubName })
		if (!club.ok) return club
		this.value = club.value
		this.newClub = undefined
		return club
	}

	#edit(): BulkEdit | undefined {
		if (this.list)
			return { field: this.list, add: this.added.filter((id) => !this.removed.includes(id)), remove: this.removed }
		if (this.custom) return { custom: this.custom, value: this.value.trim() }
		if (this.purpose) return { purpose: this.purpose, answer: $state.snapshot(this.answer) }
		const parsed = v.safeParse(MemberDraft.pipe[0].entries[this.field as (typeof FIELDS)[number]], this.value)
		this.error = parsed.success ? undefined : (parsed.issues[0].message as MemberFieldError)
		return parsed.success ? { patch: { [this.field]: parsed.output } } : undefined
	}

	/** Nobody has a club that is yet to be added. */
	#has(member: Member): boolean {
		if (this.#newClubName !== '') return false
		const has = this.valueOf(member)
		if (this.purpose) return isSameAnswer(has as Answer | null, this.answer)
		if (!this.list) return has === this.value.trim()
		const isIn = (id: string) => (has as readonly string[]).includes(id)
		return this.added.every((id) => isIn(id) || this.removed.includes(id)) && !this.removed.some(isIn)
	}
}

/** A form that was neither saved nor given up, as it was left. */
export async function recoverTogether(draft: FormDraft<'together'>, answersOf: AnswersOf): Promise<MembersTogether> {
	return new MembersTogether(await listMembersById(draft.memberIds), answersOf, draft)
}
