import { consentOf, type ConsentPurpose } from '#shared/consent.ts'
import { EMPTY_MEMBER, MAX_NOTES_LENGTH, listName, type Member, type MemberId } from '#shared/member.ts'
import type { ClubIndex } from './club-rows.ts'
import { addRow, type Desk } from './ground.ts'
import { isSameText, MATCHED_FIELDS, type Candidate, type MatchedTexts } from './match.ts'
import type { OldPerson } from './old-club.ts'

/** A field of the record that an import changes; `mjcClub` by name. */
export type OldChange = { field: keyof MatchedTexts | 'mjcClub' | 'notes' | 'consents'; from: string; to: string }

/** What a plan does to one person, gathered from all the rows about him. */
export class PersonPlan {
	readonly id: MemberId
	readonly isNew: boolean
	readonly changes: OldChange[] = []
	/** Fields in which the register says otherwise, and is left as it is. */
	readonly kept: OldChange[] = []
	/** Seasons and payments that are added. */
	readonly seasons: string[] = []
	paymentCount = 0
	readonly #desk: Desk
	readonly #row: Member
	readonly #purposes: Set<ConsentPurpose>
	/** Fields that a file has said something of: an earlier season does not change them again. */
	readonly #said = new Set<keyof MatchedTexts>()

	constructor(
		desk: Desk,
		{ key, texts, isKnown }: Candidate,
		held: { member?: Member; purposes: Iterable<ConsentPurpose> }
	) {
		this.#desk = desk
		this.isNew = !isKnown
		this.id = (isKnown ? key : desk.newId()) as MemberId
		const times = { createdAt: desk.now, updatedAt: desk.now }
		this.#row = { ...(held.member ?? { ...EMPTY_MEMBER, ...texts, id: this.id, ...times }) }
		this.#purposes = new Set(held.purposes)
	}

	get name(): string {
		return listName(this.#row)
	}

	/** What his record will say. */
	get texts(): MatchedTexts {
		return this.#row
	}

	get kind(): 'created' | 'changed' | 'unchanged' {
		if (this.isNew) return 'created'
		return this.changes.length > 0 || this.seasons.length > 0 || this.paymentCount > 0 ? 'changed' : 'unchanged'
	}

	/** Takes over what a row says that is not known. */
	take(person: OldPerson, texts: MatchedTexts, clubs: ClubIndex): void {
		for (const field of MATCHED_FIELDS) this.#takeText(field, texts[field])
		if (person.mjcClub !== '' && this.#row.mjcClubId === '') {
			this.#row.mjcClubId = clubs.idOf(person.mjcClub)
			this.changes.push({ field: 'mjcClub', from: '', to: person.mjcClub })
		}
		this.#takeNotes(person)
		this.#takeAnswer('data', person.dataConsent)
		this.#takeAnswer('image', person.imageRight)
	}

	/** Writes his record, as far as anything of it is new. */
	write(): void {
		if (this.isNew) addRow(this.#desk, 'members', this.#row)
		const fields = this.changes.map(({ field }) => field).filter((field) => field !== 'consents')
		if (this.isNew || fields.length === 0) return
		const names = fields.map((field) => (field === 'mjcClub' ? 'mjcClubId' : field))
		const entries = names.map((name) => [name, this.#row[name]])
		const patch = { ...Object.fromEntries(entries), updatedAt: this.#desk.now } as Record<string, unknown>
		this.#desk.writes.push({ table: 'members', key: this.id, patch })
	}

	#takeText(field: keyof MatchedTexts, to: string): void {
		const from = this.#row[field]
		if (to === '' || from === to) return
		const wins = from === '' || (this.#desk.choices.fileWins && !this.isNew && !this.#said.has(field))
		this.#said.add(field)
		if (from !== '' && isSameText(field, from, to)) return
		if (wins) Object.assign(this.#row, { [field]: to })
		;(wins ? this.changes : this.kept).push({ field, from, to })
	}

	#takeNotes({ remarks, health }: OldPerson): void {
		const lines = remarks.map((remark) => this.#desk.noteOf(remark))
		if (this.#desk.choices.health && health !== '') lines.push(this.#desk.noteOf({ code: 'health', text: health }))
		const from = this.#row.notes
		const fresh = lines.filter((line) => !from.split('\n').includes(line))
		if (fresh.length === 0) return
		const to = [...(from === '' ? [] : [from]), ...fresh].join('\n').slice(0, MAX_NOTES_LENGTH)
		this.#row.notes = to
		this.changes.push({ field: 'notes', from, to })
	}

	/** An answer that is known already is never changed by an old one. */
	#takeAnswer(purpose: 'data' | 'image', given: boolean | null): void {
		if (given === null || this.#purposes.has(purpose)) return
		this.#purposes.add(purpose)
		const key = { id: this.#desk.newId(), memberId: this.id, purpose }
		addRow(this.#desk, 'consents', consentOf({ given, on: '', source: 'import' }, key))
		this.changes.push({ field: 'consents', from: '', to: purpose })
	}
}
