import type { RowCounts } from '#shared/backup/content.ts'
import type { BackupHeader } from '#shared/backup/header.ts'
import { readOwnClub } from '#web/db/directory.ts'
import { countClub } from '#web/db/snapshot.ts'
import { BackupWork } from './backup-work.ts'
import type { JobFault } from './jobs.ts'
import { takePlace } from './take-place.ts'

/**
 * Where the person is. `choose`: no file yet. `locked`: a file that says what it is. `review`: opened, whole, and shown
 * beside what it would replace.
 */
export type RestoreStep = 'choose' | 'locked' | 'review'

/** One restore, from the file to the new database. Until the very end nothing of what is there is touched. */
export class RestoreDesk {
	readonly #work = new BackupWork()
	passphrase = $state('')
	#step = $state<RestoreStep>('choose')
	#fileName = $state('')
	#header = $state.raw<BackupHeader>()
	#now = $state.raw<RowCounts>({})
	#fault = $state<JobFault['code'] | 'passphrase-missing'>()
	#busy = $state(false)
	#progress = $state<number>()

	get step(): RestoreStep {
		return this.#step
	}
	get fileName(): string {
		return this.#fileName
	}
	/** What the file says of itself; proved once it is opened. */
	get header(): BackupHeader | undefined {
		return this.#header
	}
	/** What there is now, in rows by table. */
	get now(): RowCounts {
		return this.#now
	}
	get fault(): JobFault['code'] | 'passphrase-missing' | undefined {
		return this.#fault
	}
	get busy(): boolean {
		return this.#busy
	}
	/** Share of the opening that is done, from 0 to 1. */
	get progress(): number | undefined {
		return this.#progress
	}

	/** Reads what a file says of itself. */
	async take(file: File): Promise<void> {
		this.cancel()
		await this.#occupied(async () => {
			const read = await this.#work.run('read', { file })
			if (!read.ok) return void (this.#fault = read.error.code)
			this.#fileName = file.name
			this.#header = read.value
			this.#step = 'locked'
		})
	}

	/** Opens the file with the passphrase, whole, in memory. */
	async open(): Promise<void> {
		if (this.passphrase.trim() === '') return void (this.#fault = 'passphrase-missing')
		await this.#occupied(async () => {
			this.#progress = 0
			const { passphrase } = this
			const opened = await this.#work.run('open', { passphrase }, (share) => (this.#progress = share))
			if (!opened.ok) return void (this.#fault = opened.error.code)
			this.#header = opened.value.header
			this.#now = await countClub((await readOwnClub()).name)
			this.passphrase = ''
			this.#step = 'review'
		})
	}

	/** Puts the backup in the place of what is there. Resolves to whether it was done: then all windows load again. */
	async restore(): Promise<boolean> {
		let restored = false
		await this.#occupied(async () => {
			const taken = await takePlace((into, from) => this.#work.run('restore', { into, from }), Date.now())
			if (taken.ok) restored = true
			else this.#fault = taken.error.code
		})
		return restored
	}

	/** Goes back to the beginning; the file and its rows are forgotten. */
	cancel(): void {
		this.#work.end()
		this.passphrase = ''
		this.#step = 'choose'
		this.#header = undefined
		this.#fault = undefined
		this.#fileName = ''
	}

	async #occupied(work: () => Promise<void>): Promise<void> {
		if (this.#busy) return
		this.#busy = true
		this.#fault = undefined
		try {
			await work()
		} finally {
			this.#busy = false
			this.#progress = undefined
		}
	}
}
