import type { Mailing, MailingId } from '#shared/mailing.ts'
import { formatDay } from '#shared/day.ts'
import { findsWords, foldText, listSearchWords } from '#shared/search.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { listMailings } from '#web/db/mailings.ts'
import { formatMoment } from '#web/mailing/moments.ts'
import { nameRecipients } from '#web/outbox/results.ts'
import { live } from '#web/state/live.svelte.ts'

/** A mailing that was looked for, and who of its recipients it was found by. */
export type FoundMailing = { mailing: Mailing; people: string[] }

/** Recipients of a mailing, a line each, as they are shown and as they are compared. */
type People = { shown: string[]; folded: string[] }

const isOver = ({ progress }: Mailing) => progress === 'done' || progress === 'cancelled'

/** All that was ever sent, as far as a person looks for it. */
export class JournalDesk {
	readonly #all = live(listMailings)
	/** Read once something is looked for: of those that are over, recipients do not change. */
	readonly #people = new Map<MailingId, People>()
	#read = $state(0)
	#reading = $state(false)
	#search = $state('')

	/** Those that are over, newest first; `undefined` until they are read. */
	get past(): Mailing[] | undefined {
		return this.#all.current?.filter(isOver)
	}
	get search(): string {
		return this.#search
	}
	set search(search: string) {
		this.#search = search
		if (search.trim() !== '') void this.#readPeople()
	}
	/** Whether some recipients have not been looked through yet. */
	get reading(): boolean {
		return this.#reading
	}

	readonly found = $derived.by((): FoundMailing[] => {
		void this.#read
		const words = listSearchWords(this.#search)
		const finds = findsWords(words)
		if (words.length === 0) return (this.past ?? []).map((mailing) => ({ mailing, people: [] }))
		return (this.past ?? []).flatMap((mailing) => {
			const people = this.#peopleFound(mailing.id, finds)
			return people.length > 0 || finds(headOf(mailing)) ? [{ mailing, people }] : []
		})
	})

	#peopleFound(id: MailingId, finds: (folded: string) => boolean): string[] {
		const { shown, folded } = this.#people.get(id) ?? { shown: [], folded: [] }
		return shown.filter((_, at) => finds(folded[at] ?? ''))
	}

	async #readPeople(): Promise<void> {
		if (this.#reading) return
		this.#reading = true
		try {
			for (const { id } of this.past ?? []) {
				if (this.#people.has(id)) continue
				const logs = await nameRecipients(await listLogs(id))
				const shown = logs.map((log) => [log.recipientName, log.recipientEmail].filter(Boolean).join(' · '))
				this.#people.set(id, { shown, folded: shown.map(foldText) })
				this.#read += 1
			}
		} finally {
			this.#reading = false
		}
	}
}

/** What is said of it besides its recipients: subject and day, as one may type it. */
const headOf = ({ subject, createdAt }: Mailing): string =>
	foldText([subject, formatMoment(createdAt), formatDay(dayHere(Date.parse(createdAt)))].join(' '))
