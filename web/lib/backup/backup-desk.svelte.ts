import {
	drawPassphrase,
	judgePassphrase,
	MIN_PASSPHRASE_SIGNS,
	PASSPHRASE_RANDOM_OCTETS,
	type PassphraseStrength
} from '#shared/backup/passphrase.ts'
import type { RowCounts } from '#shared/backup/content.ts'
import { noteBackup } from '#web/db/backups.ts'
import { database } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { BackupWork } from './backup-work.ts'
import type { JobFault } from './jobs.ts'
import { readWay, type PassphraseWay } from './passphrase-way.ts'

/** What is missing before a backup can be made; each equals the end of its key in the catalogue. */
export type PassphraseGap = 'not-noted' | 'missing' | 'too-short' | 'differs'

/** A backup that was made just now. */
export type MadeBackup = { name: string; file: Blob; at: number; rows: RowCounts }

/** One backup being made: its passphrase, which lives here and nowhere else, how far it is, and what came of it. */
export class BackupDesk {
	readonly #app: string
	readonly #work = new BackupWork()
	way = $state<PassphraseWay>(readWay())
	proposed = $state(newPassphrase())
	noted = $state(false)
	own = $state('')
	repeated = $state('')
	#tried = $state(false)
	#progress = $state<number>()
	#fault = $state<JobFault['code']>()
	#made = $state.raw<MadeBackup>()

	/** `app`: version of the app, written into the file. */
	constructor(app: string) {
		this.#app = app
	}

	/** What is missing, once the person has asked for the backup. */
	get gap(): PassphraseGap | undefined {
		return this.#tried ? this.#findGap() : undefined
	}
	/** How the person's own phrase would stand, `undefined` while there is none. */
	get strength(): PassphraseStrength | undefined {
		return this.own.trim() === '' ? undefined : judgePassphrase(this.own)
	}
	/** Share that is done, from 0 to 1; `undefined` while nothing runs. */
	get progress(): number | undefined {
		return this.#progress
	}
	get fault(): JobFault['code'] | undefined {
		return this.#fault
	}
	get made(): MadeBackup | undefined {
		return this.#made
	}

	/** Proposes another phrase. */
	redraw(): void {
		this.proposed = newPassphrase()
		this.noted = false
	}

	/** Makes the backup and gives it to the person, once it has been opened again and found whole. */
	async save(): Promise<void> {
		this.#tried = true
		if (this.#progress !== undefined || this.#findGap()) return
		this.#fault = undefined
		this.#progress = 0
		const passphrase = this.way === 'proposed' ? this.proposed : this.own
		const input = { database: database().name, passphrase, app: this.#app }
		try {
			const written = await this.#work.run('write', input, (share) => (this.#progress = share))
			if (!written.ok) return void (this.#fault = written.error.code)
			const { file, mark, rows } = written.value
			this.#made = { name: fileName(mark.at), file, at: mark.at, rows }
			this.download()
			const noted = await noteBackup(mark)
			if (!noted.ok) this.#fault = noted.error.code
			this.#forget()
		} finally {
			this.#progress = undefined
			this.#work.end()
		}
	}

	/** Gives the file that was made once more. */
	download(): void {
		if (this.#made) saveFile(this.#made.name, this.#made.file, this.#made.file.type)
	}

	/** Begins anew. */
	again(): void {
		this.#made = undefined
		this.#fault = undefined
	}

	/** Ends what runs. */
	leave(): void {
		this.#work.end()
	}

	/** The passphrase is on paper now, or in the person's head: here it has no more business. */
	#forget(): void {
		this.redraw()
		this.own = ''
		this.repeated = ''
		this.#tried = false
	}

	#findGap(): PassphraseGap | undefined {
		if (this.way === 'proposed') return this.noted ? undefined : 'not-noted'
		const own = this.own.trim()
		if (own === '') return 'missing'
		if (own.length < MIN_PASSPHRASE_SIGNS) return 'too-short'
		return own === this.repeated.trim() ? undefined : 'differs'
	}
}

const newPassphrase = () => drawPassphrase(crypto.getRandomValues(new Uint8Array(PASSPHRASE_RANDOM_OCTETS)))

/** `club-manager-2026-11-23-14h05.clubmanager`, in the time of where the person sits. */
function fileName(at: number): string {
	const date = new Date(at)
	const twoDigits = (number: number) => String(number).padStart(2, '0')
	const time = `${twoDigits(date.getHours())}h${twoDigits(date.getMinutes())}`
	return `club-manager-${dayHere(at)}-${time}.clubmanager`
}
