import { bareSeasonName } from '#shared/season-name.ts'
import { nextSeason, type Season, type SeasonId } from '#shared/season.ts'
import { typedSeason } from '#shared/typed-season.ts'
import { dropForm } from '#web/club-lists/drop-form.ts'
import { dayHere } from '#web/db/day-here.ts'
import { removeSeason } from '#web/db/seasons.ts'
import { offerUndo } from '#web/history/undo.ts'
import { getLocale } from '#web/language.ts'
import { m } from '#web/paraglide/messages.js'
import { CarryOver } from '#web/state/carry-over.svelte.ts'
import type { NamedForm } from '#web/state/named-forms.ts'
import { seasonForms } from '#web/state/season-forms.ts'
import { seasonInForce } from '#web/state/season-in-force.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { removalFault } from './season-words.ts'

/** The form that stands beside the list of the seasons. */
export class SeasonPanel {
	form = $state.raw<NamedForm<'season'>>()
	/** Who goes into a new season with it. */
	readonly carry = new CarryOver()
	readonly #forms = seasonForms(this.carry)

	/** The season that is being changed; `undefined` for none, or for a new one. */
	get openId(): SeasonId | undefined {
		return this.form?.rowId as SeasonId | undefined
	}

	/** Brings back what was being typed when the page was closed. */
	async recover(): Promise<void> {
		if (this.form) return
		this.#proposeMembers()
		const recovered = await this.#forms.recover()
		if (!recovered) return
		if (this.form) return recovered.suspend()
		this.form = recovered
	}

	/** Leaves the screen: what is typed is found again. */
	suspend(): void {
		this.form?.suspend()
	}

	/** Proposes the season that follows on the last one, with its prices and its members. */
	add(): void {
		if (this.form && this.form.rowId === undefined) return
		this.#proposeMembers()
		this.#show(this.#forms.add(typedSeason(nextSeason(seasonInForce.all[0], dayHere()), getLocale())))
	}

	edit(season: Season): void {
		if (this.openId === season.id) return
		this.#show(this.#forms.edit({ ...typedSeason(season, getLocale()), id: season.id }))
	}

	/** Closes the form; what was typed and not saved can be had back. */
	leave(): void {
		const { form } = this
		this.form = undefined
		if (form) dropForm(form, () => this.#show(form))
	}

	/** Saves the form, says what was done and offers to take it back. */
	async save(form: NamedForm<'season'>): Promise<void> {
		const isNew = form.rowId === undefined
		const worthSaying = form.changed || isNew
		const name = bareSeasonName(form.values.name.trim())
		const count = this.carry.chosen.length
		const saved = await form.save()
		if (!saved) return
		this.form = undefined
		const done = isNew ? m.seasons_done_opened({ name, count }) : m.seasons_done_updated({ name })
		if (worthSaying) await offerUndo(done)
	}

	async remove(season: Season): Promise<void> {
		const removed = await removeSeason(season.id)
		if (!removed.ok) return void toasts.add(removalFault(removed.error, season.name), { tone: 'danger' })
		if (this.openId === season.id) this.leave()
		if (removed.value) await offerUndo(m.seasons_done_removed({ name: bareSeasonName(season.name) }), removed.value)
	}

	#proposeMembers(): void {
		this.carry.propose(seasonInForce.all[0]?.id ?? 'all')
	}

	#show(form: NamedForm<'season'>): void {
		this.leave()
		this.form = form
	}
}
