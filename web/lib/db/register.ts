import type { ConsentAnswers } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import type { Group } from '#shared/group.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { MjcClub } from '#shared/mjc-club.ts'
import type { Position, PositionTerm } from '#shared/position.ts'
import type { Season } from '#shared/season.ts'
import type { SeasonDues } from '#shared/season-dues.ts'
import type { Tag } from '#shared/tag.ts'
import type { Families } from '#shared/family-fields.ts'
import { database } from './database.ts'
import { familiesOf } from './households.ts'
import { readAllConsents } from './members.ts'
import { readSeasonDues } from './season-dues.ts'
import { findSeasonInForce } from './seasons.ts'

/** What members only refer to, or what refers to them, as of one moment: little, however many they are. */
export type RegisterNames = {
	clubs: MjcClub[]
	positions: Position[]
	terms: PositionTerm[]
	tags: Tag[]
	groups: Group[]
	customFields: CustomField[]
	/** The season in force, absent as long as there is none. */
	season?: Season | undefined
}

/** The names of nothing. */
export const NO_NAMES: RegisterNames = { clubs: [], positions: [], terms: [], tags: [], groups: [], customFields: [] }

/** Everybody and everything that the club keeps a record of, as of one moment. */
export type Register = RegisterNames & {
	members: Member[]
	answers: Map<MemberId, ConsentAnswers>
	families: Families
	/** Absent as long as the club has no season. */
	dues?: SeasonDues | undefined
}

/** Reads the whole register in one transaction, so that names and what refers to them agree. */
export function readRegister(): Promise<Register> {
	const db = database()
	const tables = [db.members, db.consents, db.guardians, db.households, db.memberships, db.payments]
	return db.transaction('r', [...tables, ...nameTables(db)], async () => {
		const members = await db.members.toArray()
		const guardians = Map.groupBy(await db.guardians.toArray(), ({ memberId }) => memberId)
		return {
			members,
			answers: await readAllConsents(),
			dues: await readSeasonDues(),
			families: familiesOf({ households: await db.households.toArray(), guardians, members }),
			...(await readRegisterNames())
		}
	})
}

/** Reads what members only refer to, in one transaction. */
export function readRegisterNames(): Promise<RegisterNames> {
	const db = database()
	return db.transaction('r', nameTables(db), async () => ({
		clubs: await db.mjcClubs.toArray(),
		positions: await db.positions.toArray(),
		terms: await db.positionTerms.toArray(),
		tags: await db.tags.toArray(),
		groups: await db.groups.toArray(),
		customFields: await db.customFields.toArray(),
		season: await findSeasonInForce()
	}))
}

const nameTables = (db: ReturnType<typeof database>) => [
	db.mjcClubs,
	db.positions,
	db.positionTerms,
	db.tags,
	db.groups,
	db.customFields,
	db.seasons,
	db.settings
]
