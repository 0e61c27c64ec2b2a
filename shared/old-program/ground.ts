import type { Consent } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import type { Day } from '#shared/day.ts'
import type { Member } from '#shared/member.ts'
import type { Membership } from '#shared/membership.ts'
import type { MjcClub } from '#shared/mjc-club.ts'
import type { Payment } from '#shared/payment.ts'
import type { Position, PositionTerm } from '#shared/position.ts'
import type { Season } from '#shared/season.ts'
import type { OldClub, OldRemark, OldSeason } from './old-club.ts'
import type { OldDecision, RowKey } from './match.ts'

/** What the club has already, whole tables of it. */
export type OldGround = {
	members: readonly Member[]
	consents: readonly Consent[]
	mjcClubs: readonly MjcClub[]
	positions: readonly Position[]
	positionTerms: readonly PositionTerm[]
	seasons: readonly Season[]
	memberships: readonly Membership[]
	payments: readonly Payment[]
	customFields: readonly CustomField[]
}

/** A file with the season that it is about. */
export type DatedClub = { club: OldClub; season: OldSeason }

/** What a person chose about files. */
export type OldChoices = {
	decisions: Readonly<Record<RowKey, OldDecision>>
	/** Rows whose birth date really is the one that was written for everybody. */
	realDays: readonly RowKey[]
	/** Notes on health are taken over. */
	health: boolean
	/** Where the register says otherwise, the file is right. */
	fileWins: boolean
}

/** What a plan is made with: ids, the time, and words in the language in force. */
export type Making = {
	newId: () => string
	now: number
	today: Day
	/** A line for the notes. */
	noteOf: (remark: OldRemark | { code: 'health'; text: string }) => string
	/** Why somebody pays less than the season's price. */
	reductionReason: string
}

/** One row to be written: whole, or some of its fields. */
export type OldWrite = { table: keyof OldGround; key: string } & (
	{ row: Record<string, unknown> } | { patch: Record<string, unknown> }
)

/** The same rows, of which the plan adds to its own copy what it makes, so that later rows find it. */
export type Desk = Making & {
	ground: OldGround
	choices: OldChoices
	writes: OldWrite[]
}

/** Writes a row that is not there yet. */
export function addRow<T extends { id: string }>(desk: Desk, table: keyof OldGround, row: T): T {
	desk.writes.push({ table, key: row.id, row })
	return row
}
