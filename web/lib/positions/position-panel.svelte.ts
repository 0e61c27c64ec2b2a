import type { Day } from '#shared/day.ts'
import type { PositionId, PositionTerm, PositionTermDraft } from '#shared/position.ts'
import type { MemberId } from '#shared/member.ts'
import { removePositions, removeTerms } from '#web/db/positions.ts'
import { describeChange, offerUndo } from '#web/history/undo.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import {
	isTermForm,
	openPositionForm,
	positionForm,
	recoverPositionForm,
	termForm,
	type PositionForm,
	type TermForm
} from '#web/state/position-forms.ts'
import type { PositionEntry } from '#web/state/position-list.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** What stands beside the list: a position with its history, or a form over it. */
export class PositionPanel {
	/** The position that is looked at; `undefined` for none, or for a new one. */
	openId = $state.raw<PositionId>()
	/** The form that stands in its place. */
	form = $state.raw<PositionForm | TermForm>()
	readonly #today: Day

	constructor(today: Day) {
		this.#today = today
	}

	get isOpen(): boolean {
		return this.openId !== undefined || this.form !== undefined
	}

	/** Brings back what was being typed when the page was closed. */
	async recover(): Promise<void> {
		const recovered = await recoverPositionForm()
		if (recovered && this.isOpen) recovered.suspend()
		else if (recovered) this.#take(recovered)
	}

	/** Leaves the screen: what is typed is found again. */
	suspend(): void {
		this.form?.suspend()
	}

	open(id: PositionId): void {
		if (this.openId === id && !this.form) return
		this.#dropForm()
		this.openId = id
	}

	add(): void {
		if (this.form && !isTermForm(this.form) && this.form.positionId === undefined) return
		this.#show(positionForm())
	}

	async edit(id: PositionId): Promise<void> {
		const form = await openPositionForm(id)
		if (form) this.#show(form)
	}

	assign(id: PositionId): void {
		const base: PositionTermDraft = { memberId: '' as MemberId, from: this.#today, to: '' }
		this.#show(termForm({ positionId: id, task: { kind: 'assign' }, base }))
	}

	/** Frees the one who holds it; where there are several, shows them first. */
	free({ position, current }: PositionEntry): void {
		const [only, ...others] = current
		if (only && others.length === 0) this.end(only.term)
		else this.open(position.id)
	}

	/** Ends a term, today unless another day is typed. */
	end(term: PositionTerm): void {
		const form = this.#formOf(term, 'free')
		form.values.to = this.#today
		this.#show(form)
	}

	correct(term: PositionTerm): void {
		this.#show(this.#formOf(term, 'edit'))
	}

	/** From a form back to its position. */
	back(): void {
		const id = this.form?.positionId
		this.#dropForm()
		this.openId = id
	}

	leave(): void {
		this.#dropForm()
		this.openId = undefined
	}

	/** The form was saved and has forgotten itself. */
	saved(id: PositionId): void {
		this.form = undefined
		this.openId = id
	}

	async remove({ position }: PositionEntry): Promise<void> {
		const removed = await removePositions([position.id])
		if (!removed.ok) return void toasts.add(storageText(removed.error.code), { tone: 'danger' })
		if (this.openId === position.id) this.leave()
		if (removed.value) await offerUndo(m.positions_done_removed({ name: position.name }), removed.value)
	}

	async removeTerm(term: PositionTerm): Promise<void> {
		const removed = await removeTerms([term.id])
		if (!removed.ok) toasts.add(storageText(removed.error.code), { tone: 'danger' })
		else if (removed.value) await offerUndo(describeChange(removed.value), removed.value)
	}

	#formOf({ id, positionId, memberId, from, to }: PositionTerm, kind: 'free' | 'edit'): TermForm {
		return termForm({ positionId, task: { kind, termId: id }, base: { memberId, from, to } })
	}

	#show(form: PositionForm | TermForm): void {
		this.#dropForm()
		this.#take(form)
	}

	#take(form: PositionForm | TermForm): void {
		this.form = form
		this.openId = form.positionId
	}

	/** Closes a form; what was typed and not saved can be had back. */
	#dropForm(): void {
		const { form } = this
		this.form = undefined
		if (!form) return
		const unsaved = form.changed
		void form.discard()
		if (!unsaved) return
		const resume = () => {
			form.resume()
			this.#show(form)
		}
		toasts.add(m.members_form_left_nameless(), { action: { label: m.members_form_resume(), run: resume } })
	}
}
