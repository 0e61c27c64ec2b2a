import type { ConsentAnswers } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { MjcClub } from '#shared/mjc-club.ts'
import type { Position, PositionTerm } from '#shared/position.ts'
import type { Tag } from '#shared/tag.ts'
import { database } from './database.ts'
import { readAllConsents } from './members.ts'

/** What members only refer to, or what refers to them, as of one moment: little, however many they are. */
export type RegisterNames = {
	clubs: MjcClub[]
	positions: Position[]
	terms: PositionTerm[]
	tags: Tag[]
	customFields: CustomField[]
}

/** The names of nothing. */
export const NO_NAMES: RegisterNames = { clubs: [], positions: [], terms: [], tags: [], customFields: [] }

/** Everybody and everything that the club keeps a record of, as of one moment. */
export type Register = RegisterNames & { members: Member[]; answers: Map<MemberId, ConsentAnswers> }

/** Reads the whole register in one transaction, so that names and what refers to them agree. */
export function readRegister(): Promise<Register> {
	const db = database()
	const tables = [db.members, db.consents, db.mjcClubs, db.positions, db.positionTerms, db.tags, db.customFields]
	return db.transaction('r', tables, async () => ({
		members: await db.members.toArray(),
		answers: await readAllConsents(),
		...(await readRegisterNames())
	}))
}

/** Reads what members only refer to, in one transaction. */
export function readRegisterNames(): Promise<RegisterNames> {
	const db = database()
	return db.transaction('r', [db.mjcClubs, db.positions, db.positionTerms, db.tags, db.customFields], async () => ({
		clubs: await db.mjcClubs.toArray(),
		positions: await db.positions.toArray(),
		terms: await db.positionTerms.toArray(),
		tags: await db.tags.toArray(),
		customFields: await db.customFields.toArray()
	}))
}
