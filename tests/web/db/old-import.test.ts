import { beforeAll, describe, expect, test } from 'vitest'
import type { DatedClub } from '#shared/old-program/ground.ts'
import { planOldImport } from '#shared/old-program/plan.ts'
import { OLD_TABLES, readOldClub } from '#shared/old-program/read-club.ts'
import { readSqlite } from '#shared/sqlite/database.ts'
import { receivedByMembership, totalsOf } from '#shared/standing.ts'
import { LOGGED_TABLES, undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, updateMember } from '#web/db/members.ts'
import { applyOldImport, readOldGround } from '#web/db/old-import.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { dated, making, NO_CHOICES } from '../../support/old-plan.ts'
import { unwrap } from '../../support/unwrap.ts'
import { oldSample } from '../import/sample-file.ts'

let sample: DatedClub

const apply = (choices = NO_CHOICES) => applyOldImport([sample], { choices, making: making(), count: 25 })
const plan = async () =>
	planOldImport([sample], { ground: await readOldGround(), choices: NO_CHOICES, making: making() })

async function everything() {
	const db = database()
	const tables = LOGGED_TABLES.map(async (name) => [name, await db.table(name).toArray()] as const)
	return Object.fromEntries(await Promise.all(tables))
}

describe('the import of the old program’s files', () => {
	useFreshDatabase()
	beforeAll(async () => {
		const tables = unwrap(readSqlite(await oldSample('sample.db'), OLD_TABLES))
		sample = dated(unwrap(readOldClub(tables, 'sample.db')))
	})

	test('writes the sample as one change set, with its totals to the cent', async () => {
		const set = unwrap(await apply())

		expect(set).toMatchObject({ action: 'old-club-imported', count: 25 })
		expect(await database().changeSets.count()).toBe(1)
		const { payments } = await readOldGround()
		expect(totalsOf(receivedByMembership(payments).values())).toMatchObject({
			cash: 707_00,
			cheque: 1438_00,
			ancv: 318_50,
			total: 2463_50
		})
	})

	test('is taken back wholly, row for row', async () => {
		await addMember(memberDraft({ lastName: 'Martin', firstName: 'Camille', email: 'camille.martin@example.org' }))
		const before = await everything()
		const set = unwrap(await apply())
		expect(await everything()).not.toEqual(before)

		await undoChangeSet(set?.id ?? '')

		expect(await everything()).toEqual(before)
	})

	test('writes nothing when the same file comes again', async () => {
		await apply()

		expect(unwrap(await apply())).toBeUndefined()
		expect((await plan()).counts).toEqual({ created: 0, changed: 0, unchanged: 25 })
	})

	test('writes nothing while it is not known who somebody is', async () => {
		const id = unwrap(await addMember(memberDraft({ lastName: 'Bonnet', firstName: 'Yann', city: '' })))
		expect((await plan()).open).toBe(1)

		expect(await apply()).toEqual({ ok: false, error: { code: 'old-asks-again' } })
		expect(await database().seasons.count()).toBe(0)
		await updateMember(id, memberDraft({ lastName: 'Bonnet', firstName: 'Yann', email: 'yann.bonnet@example.org' }))
		expect(unwrap(await apply())).toBeDefined()
	})
})
