import * as v from 'valibot'
import { CONSENT_PURPOSES, type ConsentAnswers, type ConsentPurpose } from '#shared/consent.ts'
import { MemberDraft, type Member, type MemberField } from '#shared/member.ts'
import { updateMembers, type BulkEdit } from '#web/db/members.ts'
import type { MemberFieldError } from '#web/state/member-form.svelte.ts'

/** Fields that several people may share; a name or a birth date is one's own. */
const FIELDS = [
	'city',
	'postalCode',
	'address',
	'phone',
	'email',
	'mjcClubId',
	'notes'
] as const satisfies MemberField[]

/** What can be set for several members at once: a field, or an answer. */
export type BulkField = (typeof FIELDS)[number] | ConsentPurpose
export const BULK_FIELDS: readonly BulkField[] = [...FIELDS, ...CONSENT_PURPOSES]

/** The same value set for several members: what is chosen, and for whom it changes anything. */
export class MembersTogether {
	field = $state<BulkField>('city')
	value = $state('')
	answer = $state<ConsentAnswers[ConsentPurpose]>(null)
	error = $state<MemberFieldError>()
	saving = $state(false)

	readonly members: readonly Member[]
	readonly #answersOf: (member: Member) => ConsentAnswers
	/** The members who have it not yet, in their order. */
	readonly changing = $derived.by(() => this.members.filter((member) => !this.#has(member)))

	constructor(members: readonly Member[], answersOf: (member: Member) => ConsentAnswers) {
		this.members = members
		this.#answersOf = answersOf
	}

	/** The purpose whose answer is set, `undefined` when it is a field. */
	get purpose(): ConsentPurpose | undefined {
		return CONSENT_PURPOSES.find((purpose) => purpose === this.field)
	}

	/** What a member has now: the value of the field, or his answer. */
	valueOf(member: Member): string | ConsentAnswers[ConsentPurpose] {
		return this.purpose ? this.#answersOf(member)[this.purpose] : member[this.field as MemberField]
	}

	choose(field: BulkField): void {
		this.field = field
		this.value = ''
		this.answer = null
		this.error = undefined
	}

	/** Writes it. Resolves to `undefined` when it cannot be: `error` then says why. */
	async save(): Promise<Awaited<ReturnType<typeof updateMembers>> | undefined> {
		const edit = this.#edit()
		if (!edit || this.saving) return undefined
		this.saving = true
		return updateMembers(
			this.changing.map(({ id }) => id),
			edit
		).finally(() => (this.saving = false))
	}

	#edit(): BulkEdit | undefined {
		if (this.purpose) return { purpose: this.purpose, answer: $state.snapshot(this.answer) }
		const parsed = v.safeParse(MemberDraft.pipe[0].entries[this.field as (typeof FIELDS)[number]], this.value)
		this.error = parsed.success ? undefined : (parsed.issues[0].message as MemberFieldError)
		return parsed.success ? { patch: { [this.field]: parsed.output } } : undefined
	}

	#has(member: Member): boolean {
		const has = this.valueOf(member)
		if (typeof has === 'string') return has === this.value.trim()
		return has?.given === this.answer?.given && (has?.on ?? '') === (this.answer?.on ?? '')
	}
}
