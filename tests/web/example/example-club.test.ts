import { Dexie } from 'dexie'
import { afterEach, describe, expect, test } from 'vitest'
import { revertChange } from '#shared/change.ts'
import { ageOn, type Day } from '#shared/day.ts'
import { listMemberWarnings, type Member } from '#shared/member.ts'
import { sumOf } from '#shared/money.ts'
import type { Payment } from '#shared/payment.ts'
import { isTermOn, type PositionTerm } from '#shared/position.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { database, openDatabase } from '#web/db/database.ts'
import { EXAMPLE_CLUB } from '#web/db/directory.ts'
import { ensureExampleClub } from '#web/db/example-club.ts'
import { listMembers } from '#web/db/members.ts'
import { findSetting, RELAY_KEY } from '#web/db/settings.ts'
import { exampleClub } from '#web/example/example-club.ts'

const TODAY = '2026-11-23' as Day
const DAYS = [TODAY, '2028-02-29', '2031-09-01', '2030-08-31'] as Day[]
const content = () => ({ ...exampleClub(TODAY), draft: { subject: 'Objet', body: 'Corps' }, settings: {} })

describe('the example club', () => {
	test('has 40 members, of whom nobody can be reached', () => {
		const members = exampleClub(TODAY).rows.members as Member[]

		expect(members).toHaveLength(40)
		for (const { email, phone } of members) {
			expect(email).toMatch(/^$|^[a-z.]+@example\.(org|net)$/)
			expect(phone).toMatch(/^$|^06 39 98 \d\d \d\d$/)
		}
		expect(members.filter(({ email }) => email === '').length).toBeGreaterThan(2)
		expect(new Set(members.map(({ email }) => email)).size).toBeLessThan(35)
	})

	test('has a cheque of somebody who is no member for two of his family', () => {
		const payments = exampleClub(TODAY).rows.payments as Payment[]

		const shared = payments.filter(({ shares }) => shares.length > 1)
		expect(shared).toMatchObject([{ means: 'cheque', payerName: 'Simone Aubert', payerId: '' }])
		expect(shared[0]?.amount).toBe(sumOf(shared[0]?.shares.map(({ amount }) => amount) ?? []))
	})

	test('is the same to the letter on the same day', () => {
		expect(exampleClub(TODAY)).toEqual(exampleClub(TODAY))
	})

	test.each(DAYS)('has its children, and dates that no form would point out, on %s', (today) => {
		const { rows } = exampleClub(today)
		const members = rows.members as Member[]

		const minors = members.filter(({ birthDate }) => ageOn(birthDate as Day, today) < 18)
		expect(minors.length).toBeGreaterThan(8)
		expect(members.flatMap((member) => Object.keys(listMemberWarnings(member, today)))).toEqual([])
		const terms = rows.positionTerms as PositionTerm[]
		expect(terms.filter((term) => isTermOn(term, today)).length).toBeGreaterThan(3)
		expect(terms.every(({ from, to }) => to === '' || from < to)).toBe(true)
	})

	test('has a log that leads back to nothing, change by change', () => {
		const { rows, changeSets, changes } = exampleClub(TODAY)
		const tables = new Map(Object.entries(rows).map(([table, list]) => [table, new Map(list.map((r) => [r.id, r]))]))

		expect(changeSets.map(({ clock }) => clock)).toEqual(changeSets.map(({ clock }) => clock).sort())
		for (const set of changeSets.toReversed()) {
			for (const change of changes.filter(({ setId }) => setId === set.id)) {
				const table = tables.get(change.table)
				const row = revertChange(change, table?.get(change.key))
				if (row) table?.set(change.key, row)
				else table?.delete(change.key)
			}
		}
		expect(new Set([...tables.values()].map(({ size }) => size))).toEqual(new Set([0]))
	})
})

describe('ensureExampleClub', () => {
	useFreshDatabase()
	afterEach(() => Dexie.delete(EXAMPLE_CLUB.name))

	test('makes the database once, with the access key, and touches no other', async () => {
		await ensureExampleClub(content, 'a-key')

		expect(await listMembers()).toEqual([])
		expect(await findSetting(RELAY_KEY)).toBeUndefined()
		await openDatabase(EXAMPLE_CLUB.name)
		expect(await listMembers()).toHaveLength(40)
		expect(await findSetting(RELAY_KEY)).toBe('a-key')
		await database().members.clear()
		await ensureExampleClub(content, 'another-key')
		expect(await listMembers()).toEqual([])
		expect(await findSetting(RELAY_KEY)).toBe('another-key')
	})

	test('makes it anew once it was deleted', async () => {
		await ensureExampleClub(content, undefined)
		await Dexie.delete(EXAMPLE_CLUB.name)

		await ensureExampleClub(content, undefined)

		await openDatabase(EXAMPLE_CLUB.name)
		expect(await listMembers()).toHaveLength(40)
	})
})
