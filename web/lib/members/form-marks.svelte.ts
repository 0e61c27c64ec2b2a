import { untrack } from 'svelte'
import type { Day } from '#shared/day.ts'
import { listMemberWarnings, type MemberDraft, type MemberField } from '#shared/member.ts'
import { m } from '#web/paraglide/messages.js'
import type { MemberForm } from '#web/state/member-form.svelte.ts'
import { errorText, warningText } from './form-words.ts'

/** What a field carries besides its label and value. */
export type Marks = { name: MemberField; error: string | undefined; warning: string | undefined }
export type MarksOf = (field: MemberField) => Marks

/** A warning waits until typing pauses or the field is left; it goes as soon as its cause does. */
const SETTLES_AFTER_MS = 600

/** What is wrong or odd about the fields of a member's form. It is made where effects may be. */
export class FormMarks {
	/** What was typed when typing last paused. */
	settled: MemberDraft
	/** Days typed in part, which read as none: the browser alone knows of them. */
	incomplete = $state.raw<readonly string[]>([])
	readonly #form: MemberForm
	readonly #today: Day
	#now = $derived.by(() => listMemberWarnings(this.#form.values, this.#today))
	#waiting = $derived.by(() => listMemberWarnings(this.settled, this.#today))

	constructor(form: MemberForm, today: Day) {
		this.#form = form
		this.#today = today
		this.settled = $state.raw(untrack(() => ({ ...form.values })))
		$effect(() => {
			const typed = { ...form.values }
			const timer = setTimeout(() => (this.settled = typed), SETTLES_AFTER_MS)
			return () => clearTimeout(timer)
		})
	}

	/** What is typed counts at once: a field was left. */
	settle(incomplete: readonly string[]): void {
		this.settled = { ...this.#form.values }
		this.incomplete = incomplete
	}

	readonly of: MarksOf = (field) => {
		const error = this.#form.errors[field]
		return { name: field, error: error && errorText(error), warning: this.#warningOf(field) }
	}

	#warningOf(field: MemberField): string | undefined {
		if (this.incomplete.includes(field)) return m['birth-date-incomplete']()
		const warning = this.#now[field]
		return warning && warning === this.#waiting[field] ? warningText(warning) : undefined
	}
}
