import { mergeNameFor, type CustomField, type CustomFieldDraft, type CustomFieldId } from '#shared/custom-field.ts'
import { clubNameKey, type MjcClub, type MjcClubId } from '#shared/mjc-club.ts'
import { listedNameKey } from '#shared/named.ts'
import { seasonEnd, seasonStart } from '#shared/season-name.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import { addRow, type Desk } from './ground.ts'
import type { OldSeason } from './old-club.ts'

/** The clubs of the MJC by name: those that are there, and those that a plan adds. */
export class ClubIndex {
	readonly added: string[] = []
	readonly #desk: Desk
	readonly #idsByKey: Map<string, MjcClubId>

	constructor(desk: Desk) {
		this.#desk = desk
		this.#idsByKey = new Map(desk.ground.mjcClubs.map(({ id, name }) => [clubNameKey(name), id]))
	}

	/** The id of the club of that name, which is added when there is none; empty for no name. */
	idOf(name: string): MjcClubId | '' {
		const key = clubNameKey(name)
		if (key === '') return ''
		const known = this.#idsByKey.get(key)
		if (known !== undefined) return known
		const { newId, now } = this.#desk
		const club: MjcClub = { id: newId() as MjcClubId, name, createdAt: now, updatedAt: now }
		this.#idsByKey.set(key, addRow(this.#desk, 'mjcClubs', club).id)
		this.added.push(name)
		return club.id
	}
}

/** The seasons by name: those that are there, and those that a plan adds. */
export class SeasonIndex {
	readonly added: string[] = []
	readonly #desk: Desk
	readonly #seasons: Season[]

	constructor(desk: Desk) {
		this.#desk = desk
		this.#seasons = [...desk.ground.seasons]
	}

	/** The season of that name or that begins on the same day, with the prices that it has; else a new one. */
	take({ name, clubPrice, mjcPrice }: OldSeason): Season {
		const startsOn = seasonStart(name)
		const isSame = (season: Season) => listedNameKey(season.name) === listedNameKey(name)
		const known = this.#seasons.find(isSame) ?? this.#seasons.find((season) => season.startsOn === startsOn)
		if (known) return known
		const { newId, now } = this.#desk
		const id = newId() as SeasonId
		const prices = { clubPrice, mjcPrice, otherPrices: [], aids: [] }
		const season: Season = { id, name, startsOn, endsOn: seasonEnd(name), ...prices, createdAt: now, updatedAt: now }
		this.#seasons.push(addRow(this.#desk, 'seasons', season))
		this.added.push(name)
		return season
	}
}

/** Adds the fields that the club has not got yet; resolves to their names. */
export function addCustomFields(desk: Desk, drafts: readonly CustomFieldDraft[]): string[] {
	const fields: CustomField[] = [...desk.ground.customFields]
	const names: string[] = []
	for (const draft of drafts) {
		if (fields.some(({ name }) => listedNameKey(name) === listedNameKey(draft.name))) continue
		const id = desk.newId() as CustomFieldId
		const times = { createdAt: desk.now, updatedAt: desk.now }
		const field: CustomField = { ...draft, id, mergeName: mergeNameFor(draft.name, fields), ...times }
		fields.push(addRow(desk, 'customFields', field))
		names.push(draft.name)
	}
	return names
}
