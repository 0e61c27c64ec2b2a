import { answerState, NO_ANSWERS } from '#shared/consent.ts'
import { arrangeColumns } from '#shared/column-choice.ts'
import type { HexColour } from '#shared/colour.ts'
import { initialsOf, listName, spokenName, type Member } from '#shared/member.ts'
import { listAddressLabels } from '#shared/print/address-label.ts'
import { layAttendance } from '#shared/print/attendance.ts'
import { layCards } from '#shared/print/cards.ts'
import { listSignedColumns, type PrintChoices, type PrintKind } from '#shared/print/choices.ts'
import { LABEL_FORMATS } from '#shared/print/label-formats.ts'
import { layLabels } from '#shared/print/labels.ts'
import type { Measure, PrintPage } from '#shared/print/page.ts'
import { layPhotoBoard } from '#shared/print/photo-board.ts'
import type { SheetWords } from '#shared/print/sheet-frame.ts'
import { layTable } from '#shared/print/table.ts'
import { findColumnChoice } from '#web/db/column-choices.ts'
import { dayHere } from '#web/db/day-here.ts'
import { readPhotos } from '#web/db/photos.ts'
import { readPrintChoices, savePrintChoices } from '#web/db/print-choices.ts'
import { readRegister } from '#web/db/register.ts'
import { chosenIds } from '#web/exports/export-file.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import { m } from '#web/paraglide/messages.js'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { live } from '#web/state/live.svelte.ts'
import type { MemberList } from '#web/state/member-list.svelte.ts'
import { dataUrlOf } from '#web/pictures/data-url.ts'
import { asPng } from './pictures.ts'
import { openPress, PLAIN_INK, type Press } from './press.ts'
import { takeSheetTitle } from './sheet-asked.ts'
import { pageOf, sheetNote, usualHeading } from './print-words.ts'

/** The members that are shown on the list, or all of them. */
type PrintScope = 'shown' | 'all'

/** More people make hundreds of pages, and whoever has them laid out waits for them. */
const MANY = 3_000

/** What stands on the screen for printing: of whom, what, how, and the pages that come of it. */
export class PrintDesk {
	scope = $state<PrintScope>('shown')
	/** Title of a list, as it was typed for this time; '' for the usual one. */
	title = $state(takeSheetTitle())
	/** How many labels of the first sheet are gone. */
	skip = $state(0)
	/** Wanted, however many pages it makes. */
	anyway = $state(false)
	press = $state.raw<Press>()
	choices = $state.raw<PrintChoices>()

	readonly #list: MemberList
	readonly #register = live(readRegister)
	readonly #columns = live(async () => ({ choice: await findColumnChoice('members') }))
	#logo = $state('')
	/** Pictures as `data:` URLs, by their names. */
	#faces = $state.raw<ReadonlyMap<string, string>>(new Map())

	/** Who it is about; `undefined` until they are read. */
	readonly members = $derived.by((): Member[] | undefined => {
		if (!this.#register.current || !this.#list.loaded) return undefined
		return this.scope === 'all' ? this.#list.everybody : this.#list.concerned
	})
	readonly addresses = $derived(
		listAddressLabels(this.members ?? [], {
			together: this.choices?.together ?? false,
			familyName: (name) => m.print_family({ name })
		})
	)
	/** Those of them who did not agree to be seen, for what the board is for. */
	readonly unagreed = $derived.by((): ReadonlySet<Member> => {
		const { choices } = this
		const answers = this.#register.current?.answers
		if (choices?.kind !== 'photos' || !answers) return new Set()
		const day = dayHere()
		return new Set(
			(this.members ?? []).filter(
				({ id }) => answerState(answers.get(id) ?? NO_ANSWERS, choices.imageUse, day) !== 'yes'
			)
		)
	})
	/** Whether a person is to say first that so many are meant. */
	readonly tooMany = $derived(!this.anyway && (this.members?.length ?? 0) > MANY)
	/** The pages; `undefined` until everything is there, and while it is asked whether so many are meant. */
	readonly pages = $derived.by((): PrintPage[] | undefined => {
		const { press, choices, members } = this
		if (this.tooMany) return undefined
		return press && choices && members && this.#lay({ choices, members, measure: press.measure })
	})

	constructor(list: MemberList) {
		this.#list = list
		void readPrintChoices().then((choices) => (this.choices = choices))
		void openPress().then((press) => (this.press = press))
		void asPng(clubLook.current.logo).then((logo) => (this.#logo = logo))
	}

	/** Whether the pages would be white: labels of people without an address. */
	get isBlank(): boolean {
		return this.choices?.kind === 'labels' && this.addresses.labels.length === 0
	}
	get accent(): HexColour {
		return clubLook.current.colour || PLAIN_INK
	}
	/** What is made, as its file and its first page are called. */
	get heading(): string {
		return this.title.trim() || usualHeading(this.choices?.kind ?? 'list')
	}

	/** Chooses, and remembers it for the next time. */
	choose(part: Partial<PrintChoices>): void {
		if (!this.choices) return
		this.choices = { ...this.choices, ...part }
		void savePrintChoices(this.choices)
	}

	/** Reads the pictures of those who are shown, where they are shown; to be called again when that changes. */
	async readFaces(): Promise<void> {
		const kind = this.choices?.kind
		if (kind !== 'cards' && kind !== 'photos') return
		const ids = (this.members ?? []).flatMap(({ photoId = '' }) => (photoId === '' ? [] : [photoId]))
		this.#faces = new Map([...(await readPhotos(ids))].map(([id, photo]) => [id, dataUrlOf(photo)]))
	}

	#faceOf({ photoId = '' }: Member): string {
		return this.#faces.get(photoId) ?? ''
	}

	#lay({ choices, members, measure }: Laying): PrintPage[] {
		const words: SheetWords = { title: this.heading, note: sheetNote(members.length), pageOf }
		const makers: Record<PrintKind, () => PrintPage[]> = {
			list: () => this.#layList(members, words, measure),
			attendance: () => layAttendance(attendanceOf(members, choices), words, measure),
			labels: () => this.#layLabels(choices, measure),
			cards: () =>
				layCards(
					members.map((member) => cardOf(member, choices, this.#faceOf(member))),
					this.#design(),
					measure
				),
			photos: () => this.#layPhotos({ choices, members, measure })
		}
		return makers[choices.kind]()
	}

	/** With the columns that the screen Exports remembers. */
	#layList(members: Member[], words: SheetWords, measure: Measure): PrintPage[] {
		const register = this.#register.current
		if (!register) return []
		const table = exportTable(
			listMemberColumns(register, register.members),
			listMemberLines(members, register, dayHere())
		)
		const choice = arrangeColumns(table.defaults, this.#columns.current?.choice)
		const [headings = [], ...rows] = table.texts(chosenIds(choice))
		return layTable({ headings, rows }, words, measure)
	}

	#layLabels({ format, outlines }: PrintChoices, measure: Measure): PrintPage[] {
		const lines = this.addresses.labels.map((label) => label.lines)
		return layLabels(lines, { format: LABEL_FORMATS[format], skip: this.skip, outlines }, measure)
	}

	#layPhotos({ choices, members, measure }: Laying): PrintPage[] {
		const { unagreed } = choices
		const hidden = unagreed === 'shown' ? new Set() : this.unagreed
		const shown = unagreed === 'left-out' ? members.filter((member) => !hidden.has(member)) : members
		const words: SheetWords = { title: this.heading, note: sheetNote(shown.length), pageOf }
		const portraits = shown.map((member) => portraitOf(member, hidden.has(member) ? '' : this.#faceOf(member)))
		return layPhotoBoard(portraits, words, measure)
	}

	#design() {
		const club = clubLook.current.name || m.app_name()
		return { club, title: m.print_card_title(), logo: this.#logo }
	}
}

type Laying = { choices: PrintChoices; members: Member[]; measure: Measure }

function attendanceOf(members: readonly Member[], { columns, blankRows }: PrintChoices) {
	const titles = listSignedColumns(columns)
	return { names: members.map(listName), columns: titles.length > 0 ? titles : [m.print_signature()], blankRows }
}

function cardOf(member: Member, { validity }: PrintChoices, photo: string) {
	const { memberNumber = '', licenceNumber = '' } = member
	const number = memberNumber === '' ? '' : m.print_number({ number: memberNumber })
	const note = licenceNumber === '' ? '' : m.print_licence({ number: licenceNumber })
	return { name: spokenName(member), number, note, photo, validity }
}

const portraitOf = (member: Member, photo: string) => ({
	...{ name: listName(member), photo, note: '' },
	initials: initialsOf(member)
})
