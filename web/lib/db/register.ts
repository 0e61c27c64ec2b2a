import type { ConsentAnswers } from '#shared/consent.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { MjcClub } from '#shared/mjc-club.ts'
import type { Position, PositionTerm } from '#shared/position.ts'
import { database } from './database.ts'
import { readAllConsents } from './members.ts'

/** Everybody and everything that the club keeps a record of, as of one moment. */
export type Register = {
	members: Member[]
	answers: Map<MemberId, ConsentAnswers>
	clubs: MjcClub[]
	positions: Position[]
	terms: PositionTerm[]
}

/** Reads the whole register in one transaction, so that names and what refers to them agree. */
export function readRegister(): Promise<Register> {
	const db = database()
	const tables = [db.members, db.consents, db.mjcClubs, db.positions, db.positionTerms]
	return db.transaction('r', tables, async () => ({
		members: await db.members.toArray(),
		answers: await readAllConsents(),
		clubs: await db.mjcClubs.toArray(),
		positions: await db.positions.toArray(),
		terms: await db.positionTerms.toArray()
	}))
}
