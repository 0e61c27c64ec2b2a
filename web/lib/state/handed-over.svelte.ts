/** A file that the system opened with this app, until the screen it is for takes it. */
class HandedOver {
	#file = $state.raw<File>()

	give(file: File): void {
		this.#file = file
	}

	/** The file, if its name ends so; the next call has it no more. */
	take(ending: RegExp): File | undefined {
		const file = this.#file
		if (!file || !ending.test(file.name)) return undefined
		this.#file = undefined
		return file
	}
}

export const handedOver = new HandedOver()

/** Files of this app's own. */
export const BACKUP_FILE = /\.clubmanager$/i
/** Every other file that it is registered for: lists of members, and the old program's files. */
export const LIST_FILE = /\.(csv|tsv|txt|xlsx|xls|ods|vcf|db|zip)$/i
