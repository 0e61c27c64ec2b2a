import type { ChangeSet } from '#shared/change.ts'
import type { Making, OldChoices } from '#shared/old-program/ground.ts'
import type { OldDecision, RowKey } from '#shared/old-program/match.ts'
import type { OldRemark } from '#shared/old-program/old-club.ts'
import { planOldImport, type OldPlan } from '#shared/old-program/plan.ts'
import type { StorageFault } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { applyOldImport, readOldGround } from '#web/db/old-import.ts'
import { m } from '#web/paraglide/messages.js'
import { live } from './live.svelte.ts'
import { openOldFile, type OldFile, type OldFileFault } from './old-files.ts'
import { OldSmtpChoice } from './old-smtp.svelte.ts'
import { readTypedSeason, typedSeasonOf, type TypedSeason } from './typed-season.ts'

/** Why files were not read, or not brought in; equal to the catalogue's key. */
export type OldImportFault = OldFileFault | StorageFault['code'] | 'old-asks-again'

/** A file, and the season that it is about as it stands in the fields. */
export type OldImportFile = OldFile & { typed: TypedSeason }

/** What was done. */
export type OldOutcome = { set: ChangeSet | undefined; plan: OldPlan }

const NO_CHOICES: OldChoices = { decisions: {}, realDays: [], health: false, fileWins: false }

/**
 * An import of the old program's files: which they are, what was answered, what it would do, what it did. Nothing of it
 * is kept on the device before it is done: the files may tell of people's health.
 */
export class OldImport {
	files = $state.raw<readonly OldImportFile[]>([])
	choices = $state.raw(NO_CHOICES)
	fault = $state<OldImportFault>()
	/** Name of the file that the fault is about. */
	faultyName = $state('')
	reading = $state(false)
	applying = $state(false)
	outcome = $state.raw<OldOutcome>()
	readonly smtp = new OldSmtpChoice()
	readonly #ground = live(readOldGround)

	/** The files with their seasons, `undefined` as long as a season is missing. */
	readonly dated = $derived.by(() => {
		const dated = this.files.map(({ club, typed }) => ({ club, season: readTypedSeason(typed) }))
		return dated.flatMap(({ club, season }) => (season ? [{ club, season }] : []))
	})
	/** What would be done, `undefined` as long as a season is missing. */
	readonly plan = $derived.by((): OldPlan | undefined => {
		const ground = this.#ground.current
		if (!ground || this.files.length === 0 || this.dated.length < this.files.length) return undefined
		return planOldImport(this.dated, { ground, choices: this.choices, making: making() })
	})
	readonly hasHealth = $derived(this.files.some(({ club }) => club.persons.some(({ health }) => health !== '')))
	readonly ready = $derived(this.plan !== undefined && this.plan.open === 0 && this.plan.writes.length > 0)

	/** Takes one more file, or those of an archive. One that is none leaves the others as they are. */
	async take(file: File): Promise<void> {
		this.reading = true
		const opened = await openOldFile(file).finally(() => (this.reading = false))
		if (!opened.ok) {
			this.fault = opened.error.code
			this.faultyName = file.name
			return
		}
		const begun = this.outcome ? [] : this.files
		if (this.outcome) this.#clear()
		this.files = [...begun, ...opened.value.map((one) => ({ ...one, typed: typedSeasonOf(one.club.season) }))]
		await this.#offerSmtp()
	}

	/** Leaves a file out. What was answered is forgotten: rows are known by the place of their file. */
	async leaveOut(index: number): Promise<void> {
		this.files = this.files.filter((_, at) => at !== index)
		this.choices = { ...this.choices, decisions: {}, realDays: [] }
		await this.#offerSmtp()
	}

	typeSeason(index: number, part: Partial<TypedSeason>): void {
		this.files = this.files.map((file, at) => (at === index ? { ...file, typed: { ...file.typed, ...part } } : file))
	}

	/** Says whom a row is about. */
	decide(key: RowKey, decision: OldDecision): void {
		this.choices = { ...this.choices, decisions: { ...this.choices.decisions, [key]: decision } }
	}

	/** Takes everybody who resembles one person only for that one, as far as nobody has said otherwise. */
	decideForAll(questions: OldPlan['questions']): void {
		const likely = questions.flatMap(({ key, kind, options: [only, other] }) =>
			kind === 'doubt' && only && !other ? [[key, only.key] as const] : []
		)
		this.choices = { ...this.choices, decisions: { ...this.choices.decisions, ...Object.fromEntries(likely) } }
	}

	/** Says whether the birth date that was written for everybody is his own. */
	setRealDay(key: RowKey, isReal: boolean): void {
		const others = this.choices.realDays.filter((one) => one !== key)
		this.choices = { ...this.choices, realDays: isReal ? [...others, key] : others }
	}

	choose(part: Partial<Pick<OldChoices, 'health' | 'fileWins'>>): void {
		this.choices = { ...this.choices, ...part }
	}

	/** Brings everything in. What was done is then in `outcome`, or why it was not in `fault`. */
	async apply(): Promise<void> {
		const { plan } = this
		if (!plan || !this.ready || this.applying) return
		this.applying = true
		this.fault = undefined
		const count = plan.counts.created + plan.counts.changed
		const applied = await applyOldImport(this.dated, { choices: this.choices, making: making(), count }).finally(
			() => (this.applying = false)
		)
		this.faultyName = ''
		if (!applied.ok) return void (this.fault = applied.error.code)
		this.outcome = { set: applied.value, plan }
		await this.smtp.take()
	}

	/** Goes back to the preview of what was brought in, and taken back since. */
	reconsider(): void {
		this.outcome = undefined
		this.smtp.outcome = undefined
	}

	#clear(): void {
		this.reconsider()
		this.choices = NO_CHOICES
	}

	async #offerSmtp(): Promise<void> {
		const seasons = this.files.toSorted((a, b) => (a.typed.name < b.typed.name ? 1 : -1))
		await this.smtp.offer(seasons.find(({ club }) => club.smtp)?.club.smtp)
	}
}

function making(): Making {
	const date = new Date()
	return {
		newId: () => crypto.randomUUID(),
		now: date.getTime(),
		today: dayHere(date.getTime()),
		noteOf: ({ code, text }) => NOTES[code]({ text }),
		reductionReason: m.old_reduction_reason()
	}
}

const NOTES: Record<OldRemark['code'] | 'health', (inputs: { text: string }) => string> = {
	'other-clubs': m.old_note_other_clubs,
	'external-club': m.old_note_external_club,
	cheque: m.old_note_cheque,
	ancv: () => m.old_note_ancv(),
	health: m.old_note_health
}
