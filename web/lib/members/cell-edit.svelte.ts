import * as v from 'valibot'
import type { Day } from '#shared/day.ts'
import { listMemberWarnings, MemberDraft, spokenName, textOf, type Member, type MemberId } from '#shared/member.ts'
import { updateMember } from '#web/db/members.ts'
import type { FormDraft } from '#web/db/form-drafts.ts'
import { memberFieldName } from '#web/history/change-words.ts'
import { offerUndo } from '#web/history/undo.ts'
import { m } from '#web/paraglide/messages.js'
import { KeptForm } from '#web/state/kept-form.ts'
import type { MemberFieldError } from '#web/state/member-form.svelte.ts'
import { storageText } from '#web/storage-words.ts'
import type { CellField } from './cell-desk.svelte.ts'
import { errorText, warningText } from './form-words.ts'

/** One field of one member, written in the list. What is typed is kept on the device until it is saved or given up. */
export class CellEdit {
	readonly memberId: MemberId
	readonly field: CellField
	readonly label: string
	text = $state('')
	/** Why it could not be saved. */
	error = $state<string>()
	readonly #member: Member
	readonly #kept: KeptForm<'cell'>
	#done = false

	constructor(member: Member, field: CellField, recovered?: FormDraft<'cell'>) {
		this.#member = member
		this.memberId = member.id
		this.field = field
		const name = spokenName(member)
		this.label = m.members_cell_label({ field: memberFieldName(field) ?? field, name })
		this.text = recovered?.text ?? textOf(member, field)
		this.#kept = new KeptForm('cell', recovered?.id)
	}

	get changed(): boolean {
		return this.text.trim() !== textOf(this.#member, this.field)
	}

	/** Keeps on the device what stands in the cell. */
	keep(): void {
		const { memberId, field, text } = this
		this.#kept.keep(this.changed ? { memberId, field, text } : null)
	}

	/** Closes it without forgetting: it is found again when the list is next opened. */
	suspend(): void {
		this.#kept.suspend()
	}

	/** Gives up what was typed. */
	async discard(): Promise<void> {
		if (this.#done) return
		this.#done = true
		await this.#kept.discard()
	}

	/** Saves what differs. Resolves to whether it may be closed; otherwise `error` says why not. */
	async save(): Promise<boolean> {
		if (this.#done) return true
		const fault = this.#findFault()
		this.error = fault && errorText(fault)
		if (fault) return false
		const patch = { [this.field]: this.text.trim() }
		const saved = this.changed ? await updateMember(this.memberId, patch) : undefined
		if (saved && !saved.ok) {
			this.error = storageText(saved.error.code)
			return false
		}
		await this.discard()
		if (saved?.value) await offerUndo(this.#sentence(), saved.value)
		return true
	}

	/** The same checks as in the form. */
	#findFault(): MemberFieldError | undefined {
		const typed = { ...this.#member, memberNumber: '', licenceNumber: '', [this.field]: this.text }
		const parsed = v.safeParse(MemberDraft, typed)
		const issue = parsed.issues?.find(({ path }) => path?.[0]?.key === this.field || path?.[0]?.key === 'lastName')
		return issue?.message as MemberFieldError | undefined
	}

	/** What was done, and what looks odd about it. */
	#sentence(): string {
		const field = memberFieldName(this.field) ?? this.field
		const done = m.members_cell_done({ name: spokenName(this.#member), field })
		const typed = { ...this.#member, [this.field]: this.text.trim() }
		const warning = listMemberWarnings(typed, '' as Day)[this.field]
		return warning ? `${done}. ${warningText(warning)}` : done
	}
}
