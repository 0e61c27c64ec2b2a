import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { listedNameKey } from '#shared/named.ts'
import type { Position, PositionId, PositionTerm } from '#shared/position.ts'
import { seasonAfter, seasonStart, seasonYear } from '#shared/season-name.ts'
import type { Season } from '#shared/season.ts'
import { addRow, type Desk } from './ground.ts'
import type { OldPosition } from './old-club.ts'

/** What the positions of one file are read with. */
export type PositionReading = { season: Season; memberOf: (row: number) => MemberId | undefined }

/** Positions by name, and who holds them: those that are there, and those that a plan adds. */
export class PositionIndex {
	readonly added: string[] = []
	readonly #desk: Desk
	readonly #positions: Position[]
	readonly #terms: PositionTerm[]

	constructor(desk: Desk) {
		this.#desk = desk
		this.#positions = [...desk.ground.positions]
		this.#terms = [...desk.ground.positionTerms]
	}

	/** Adds a position with its holder's season, as far as they are not there. */
	take(old: OldPosition, { season, memberOf }: PositionReading): void {
		const position = this.#find(old) ?? this.#add(old)
		const memberId = old.holder === undefined ? undefined : memberOf(old.holder)
		if (memberId !== undefined) this.#hold(position.id, memberId, season)
	}

	#find({ name }: OldPosition): Position | undefined {
		return this.#positions.find((one) => listedNameKey(one.name) === listedNameKey(name))
	}

	#add({ name, kind, description }: OldPosition): Position {
		const { newId, now } = this.#desk
		const id = newId() as PositionId
		const position: Position = { id, name, kind, description, createdAt: now, updatedAt: now }
		this.#positions.push(addRow(this.#desk, 'positions', position))
		this.added.push(name)
		return position
	}

	/** A season that touches one in which he held it already makes one longer time of both. */
	#hold(positionId: PositionId, memberId: MemberId, season: Season): void {
		const [from, to] = [season.startsOn, endOf(season, this.#desk.today)]
		const own = this.#terms.filter((term) => term.positionId === positionId && term.memberId === memberId)
		if (own.some((term) => term.from <= from && (term.to === '' || from < term.to))) return
		const before = own.find((term) => term.to === from)
		const after = own.find((term) => to !== '' && term.from === to)
		if (before) return this.#change(before, { to })
		if (after) return this.#change(after, { from })
		const term: PositionTerm = { id: this.#desk.newId(), positionId, memberId, from, to }
		this.#terms.push(addRow(this.#desk, 'positionTerms', term))
	}

	#change(term: PositionTerm, patch: Partial<PositionTerm>): void {
		this.#terms.splice(this.#terms.indexOf(term), 1, { ...term, ...patch })
		const written = this.#desk.writes.find((write) => write.table === 'positionTerms' && write.key === term.id)
		if (written && 'row' in written) Object.assign(written.row, patch)
		else this.#desk.writes.push({ table: 'positionTerms', key: term.id, patch })
	}
}

/** A season that is over was held to its end; one that lasts is held on. */
function endOf({ name, endsOn }: Season, today: Day): Day | '' {
	if (endsOn >= today) return ''
	return seasonYear(name) === undefined ? endsOn : seasonStart(seasonAfter(name, 1))
}
