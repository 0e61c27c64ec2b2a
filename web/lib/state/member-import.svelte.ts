import type { CsvRow } from '#shared/csv-rows.ts'
import { guessBelow, guessColumns, type ColumnPlan } from '#shared/member-import/columns.ts'
import { listColumnFaults, type ColumnTarget, type ImportField } from '#shared/member-import/field.ts'
import type { LineDecision } from '#shared/member-import/match.ts'
import { planImport, type ImportPlan, type PlannedLine } from '#shared/member-import/plan.ts'
import { recallShape } from '#shared/member-import/shape.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { storing, type StorageFault } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import {
	readImportDraft,
	removeImportDraft,
	saveImportChoices,
	saveImportFile,
	type ImportDraft,
	type ImportFile
} from '#web/db/import-draft.ts'
import { keepImportShape, listImportShapes } from '#web/db/import-shapes.ts'
import { applyImport, readImportGround } from '#web/db/member-import.ts'
import { DEFAULT_CHOICES, planChoices, withEntry, type KeptChoices } from './import-choices.ts'
import { runInSlices } from './in-slices.ts'
import { openList, type ListFault, type ListSource, type Reading } from './list-source.ts'
import { live } from './live.svelte.ts'

/** Why a file, or what came of it, was refused; equal to the catalogue's key. */
export type ImportFault =
	ListFault | StorageFault['code'] | 'import-file-unread' | 'import-file-too-large' | 'import-no-lines'

/** A larger file is no list of members. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
/** What is offered to be taken back is not older than this. */
const OUTCOME_KEPT_MS = 24 * 60 * 60_000

/** An import of members: the file, how it is read, what it would do, what it did. Kept on the device at every step. */
export class MemberImport {
	file = $state.raw<ImportFile>()
	choices = $state.raw<KeptChoices>()
	plan = $state.raw<ImportPlan>()
	fault = $state<ImportFault>()
	/** Something takes long enough to be shown: the file is read, or the plan is made anew. */
	reading = $state(false)
	planning = $state(false)
	applying = $state(false)
	/** Whether it is known if an import was begun before. */
	opened = $state(false)
	/** The columns go where those of such a file went the last time. */
	recalled = $state(false)
	/** What the file was found to be. */
	source = $state.raw<ListSource>()

	readonly #ground = live(readImportGround)
	#rows = $state.raw<readonly CsvRow[]>([])
	#stopReading = new AbortController()
	#stopPlanning = new AbortController()

	/** The fields that the club added. */
	readonly fields = $derived(this.#ground.current?.fields ?? [])
	readonly headings = $derived(this.#rows[this.choices?.columns.headingRow ?? -1]?.cells ?? [])
	readonly faults = $derived(listColumnFaults(this.choices?.columns.targets ?? []))
	/** Whether what is on the screen can be imported as it stands. */
	readonly ready = $derived(
		this.plan !== undefined && !this.planning && this.faults.length === 0 && this.plan.counts.error === 0
	)
	readonly todo = $derived(this.plan ? this.plan.counts.created + this.plan.counts.changed : 0)

	/** The rows of the file, those above the headings and the headings among them. */
	get rows(): readonly CsvRow[] {
		return this.#rows
	}
	get outcome() {
		return this.choices?.outcome
	}

	/** Finds an import again that was begun before a reload or an accident. */
	async recover(): Promise<void> {
		try {
			const draft = await storing(() => readImportDraft<KeptChoices>())
			const isStale = draft.ok && (draft.value?.choices?.outcome?.set?.at ?? Infinity) < Date.now() - OUTCOME_KEPT_MS
			if (isStale) await removeImportDraft()
			else if (draft.ok && draft.value && !this.file) await this.restore(draft.value)
		} finally {
			this.opened = true
		}
	}

	/** Takes a file, in place of the one before. Where it holds no text, says what to do, and the one before stays. */
	async take(file: File): Promise<void> {
		this.fault = undefined
		if (file.size > MAX_FILE_BYTES) this.fault = 'import-file-too-large'
		const bytes = this.fault ? undefined : await file.arrayBuffer().catch(() => undefined)
		if (bytes) await this.#begin({ name: file.name, bytes: new Uint8Array(bytes) })
		else this.fault ??= 'import-file-unread'
	}

	/** Takes lines that were copied in a spreadsheet. */
	async takeText(text: string): Promise<void> {
		this.fault = undefined
		await this.#begin({ name: '', bytes: new TextEncoder().encode(text) })
	}

	/** What stands here, to be had back by `restore` once it has been given up. */
	snapshot(): ImportDraft<KeptChoices> | undefined {
		return this.file && { file: this.file, choices: this.choices }
	}

	async restore({ file, choices }: ImportDraft<KeptChoices>): Promise<void> {
		await this.#begin(file)
		if (choices && this.file === file) await this.#read(choices)
	}

	/** Gives the import up, and forgets the file. */
	async discard(): Promise<void> {
		this.#forget()
		await removeImportDraft()
	}

	/** Reads the file otherwise: its letters, what parts its cells, or another sheet. */
	async readAs(part: Partial<Reading>): Promise<void> {
		if (!this.choices) return
		const { encoding, delimiter, sheet, restoreZeros, blanksErase, byNameAlone } = this.choices
		const reading = { encoding, delimiter, ...(sheet !== undefined && { sheet }) }
		await this.#read({ ...reading, restoreZeros, blanksErase, byNameAlone, ...part })
		this.#keep()
	}

	/** Says which row holds the headings; -1 for none. */
	setHeadingRow(headingRow: number): void {
		const cells = this.#rows.map((row) => row.cells)
		this.recalled = false
		this.#choose({
			columns: guessBelow(cells, headingRow, { today: dayHere(), fields: this.fields }),
			corrections: [],
			decisions: []
		})
	}

	/** Forgets where such columns went the last time, and goes by the headings and cells again. */
	guessAnew(): void {
		this.setHeadingRow(this.choices?.columns.headingRow ?? -1)
	}

	setTarget(column: number, target: ColumnTarget): void {
		const targets = this.choices?.columns.targets.map((one, index) => (index === column ? target : one))
		this.chooseColumns({ targets })
	}

	chooseColumns(part: Partial<ColumnPlan>): void {
		if (this.choices) this.#choose({ columns: { ...this.choices.columns, ...part } })
	}

	choose(part: Partial<Pick<KeptChoices, 'restoreZeros' | 'blanksErase' | 'byNameAlone'>>): void {
		this.#choose(part)
	}

	/** Types over a cell of a line. */
	correct(index: number, field: ImportField, text: string): void {
		const { corrections = [] } = this.choices ?? {}
		const before = corrections.find(([one]) => one === index)?.[1]
		this.#choose({ corrections: withEntry(corrections, index, { ...before, [field]: text }) })
	}

	/** Decides about a line; `undefined` takes the decision back. */
	decide(index: number, decision: LineDecision | undefined): void {
		this.#choose({ decisions: withEntry(this.choices?.decisions ?? [], index, decision) })
	}

	/** Leaves all lines out that cannot be imported. */
	leaveErrorsOut(): void {
		const isError = ({ kind }: PlannedLine) => kind === 'error'
		const out =
			this.plan?.lines.filter(isError).map(({ read }): [number, LineDecision] => [read.index, 'left-out']) ?? []
		const added = new Set(out.map(([index]) => index))
		const kept = this.choices?.decisions.filter(([index]) => !added.has(index)) ?? []
		this.#choose({ decisions: [...kept, ...out] })
	}

	/** Makes the plan anew for what is chosen now; call it in an effect, which then follows all that it depends on. */
	replan(): void {
		const [ground, choices, rows] = [this.#ground.current, this.choices, this.#rows]
		this.#stopPlanning.abort()
		this.#stopPlanning = new AbortController()
		this.planning = false
		if (!ground || !choices || choices.outcome || rows.length === 0) return
		this.planning = true
		const { signal } = this.#stopPlanning
		const planning = planImport({ rows, choices: planChoices(choices), ...ground, today: dayHere() })
		void runInSlices(planning, signal).then((plan) => {
			if (signal.aborted) return
			this.plan = plan
			this.planning = false
		})
	}

	/** Writes what the plan says. What was done is then in `outcome`, or why it was not in `fault`. */
	async apply(): Promise<void> {
		const plan = this.plan
		if (!plan || !this.ready || this.applying) return
		this.applying = true
		const applied = await applyImport(plan.lines).finally(() => (this.applying = false))
		this.fault = applied.ok ? undefined : applied.error.code
		if (!applied.ok) return
		this.#choose({ outcome: { set: applied.value, counts: plan.counts, newClubs: plan.newClubs.length } })
		if (this.choices) void keepImportShape(this.headings, this.choices.columns)
	}

	/** Goes back to the preview of what was imported, and taken back since. */
	reconsider(): void {
		this.#choose({ outcome: undefined })
	}

	async #begin(file: ImportFile): Promise<void> {
		this.reading = true
		const source = await openList(file.bytes)
		this.reading = false
		if (!source.ok) {
			this.fault = source.error.code
			return
		}
		this.#forget()
		this.file = file
		this.source = source.value
		await this.#read(source.value.guess)
		if (this.#rows.length === 0) {
			this.#forget()
			this.fault = 'import-no-lines'
			return
		}
		const saved = await saveImportFile(file)
		if (!saved.ok) this.fault = saved.error.code
		else this.#keep()
	}

	/** Reads the file's rows; without columns given, finds them. */
	async #read(how: Reading & Partial<KeptChoices>): Promise<void> {
		const { source } = this
		this.#stopReading.abort()
		this.#stopReading = new AbortController()
		if (!source) return
		this.reading = true
		const { signal } = this.#stopReading
		const rows = await runInSlices(source.read(how), signal)
		const columns = rows && (how.columns ?? (await this.#findColumns(rows)))
		if (!columns || signal.aborted) return
		this.reading = false
		this.#rows = rows
		this.choices = { ...DEFAULT_CHOICES, ...how, columns }
	}

	/** Where the columns went the last time that a file had the same; else, by what they are called and hold. */
	async #findColumns(rows: readonly CsvRow[]): Promise<ColumnPlan> {
		const cells = rows.map((row) => row.cells)
		const fields = await customFields.list()
		const guess = guessColumns(cells, { today: dayHere(), fields })
		const recalled = recallShape(await listImportShapes(), cells[guess.headingRow] ?? [], { guess, fields })
		this.recalled = recalled !== undefined
		return recalled ?? guess
	}

	#choose(part: Partial<KeptChoices>): void {
		if (!this.choices) return
		this.choices = { ...this.choices, ...part }
		this.#keep()
	}

	/** A device that refuses keeps it on the screen at least. */
	#keep(): void {
		if (this.choices) void saveImportChoices(this.choices)
	}

	#forget(): void {
		this.#stopReading.abort()
		this.#stopPlanning.abort()
		this.file = this.choices = this.plan = this.source = undefined
		this.recalled = false
		this.#rows = []
		this.reading = this.planning = false
	}
}
