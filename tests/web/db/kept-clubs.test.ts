import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clubDirectory, FIRST_CLUB, readOpenClub, readOwnClub, turnTo, EXAMPLE_CLUB } from '#web/db/directory.ts'
import { dropClub, KEPT_FOR_MS, listKeptClubs, replaceClub, reserveClub, tidyClubs } from '#web/db/kept-clubs.ts'
import { ClubDatabase } from '#web/db/schema.ts'

const NOW = 1_800_000_000_000
const nobodyIsBusy = () => Promise.resolve(false)
const made: string[] = []

async function restored() {
	const club = await reserveClub()
	made.push(club.name)
	const db = new ClubDatabase(club.name)
	await db.open()
	db.close()
	return club
}

async function forgetAll() {
	await clubDirectory().clubs.clear()
	await clubDirectory().pointers.clear()
	for (const name of made.splice(0)) await Dexie.delete(name)
}

beforeEach(forgetAll)
afterEach(forgetAll)

describe('a database that is being restored', () => {
	test('is not the one that opens until it takes its place', async () => {
		const club = await restored()
		expect(await readOpenClub()).toEqual(FIRST_CLUB)

		await replaceClub(club, { club: FIRST_CLUB, members: 12, at: NOW })

		expect(await readOpenClub()).toEqual({ name: club.name, role: 'own' })
		expect(await readOwnClub()).toEqual({ name: club.name, role: 'own' })
	})

	test('is gone at the next start when the page was closed in the middle, and the old one opens', async () => {
		const club = await restored()

		await tidyClubs(NOW, nobodyIsBusy)

		expect(await Dexie.exists(club.name)).toBe(false)
		expect(await clubDirectory().clubs.count()).toBe(0)
		expect(await readOpenClub()).toEqual(FIRST_CLUB)
	})

	test('is left alone while another window is filling it', async () => {
		const club = await restored()

		await tidyClubs(NOW, (name) => Promise.resolve(name === club.name))

		expect(await Dexie.exists(club.name)).toBe(true)
	})
})

describe('a database that was replaced', () => {
	test('can be had back for 30 days, and what replaced it is kept then', async () => {
		const club = await restored()
		await replaceClub(club, { club: FIRST_CLUB, members: 12, at: NOW })
		expect(await listKeptClubs(NOW)).toMatchObject([{ name: 'club', members: 12, replacedAt: NOW }])

		await replaceClub(FIRST_CLUB, { club: await readOwnClub(), members: 40, at: NOW + 5 })

		expect(await readOpenClub()).toEqual(FIRST_CLUB)
		expect(await listKeptClubs(NOW + 5)).toMatchObject([{ name: club.name, members: 40 }])
	})

	test('is gone after 30 days, not before', async () => {
		const [first, second] = [await restored(), await restored()]
		await replaceClub(first, { club: FIRST_CLUB, members: 0, at: NOW - KEPT_FOR_MS * 2 })
		await replaceClub(second, { club: first, members: 1, at: NOW })

		await tidyClubs(NOW + KEPT_FOR_MS - 1, nobodyIsBusy)
		expect(await Dexie.exists(first.name)).toBe(true)
		expect(await listKeptClubs(NOW + KEPT_FOR_MS)).toEqual([])

		await tidyClubs(NOW + KEPT_FOR_MS, nobodyIsBusy)
		expect(await Dexie.exists(first.name)).toBe(false)
		expect(await Dexie.exists(second.name)).toBe(true)
		expect(await readOpenClub()).toEqual({ name: second.name, role: 'own' })
	})

	test('leads out of the example to what was restored, when it was restored from there', async () => {
		await turnTo(EXAMPLE_CLUB)
		const club = await restored()

		await replaceClub(club, { club: await readOwnClub(), members: 0, at: NOW })

		expect(await readOpenClub()).toMatchObject({ name: club.name })
		expect(await listKeptClubs(NOW)).toMatchObject([{ name: 'club' }])
	})

	test('is forgotten when it is dropped', async () => {
		const club = await restored()

		await dropClub(club)

		expect(await Dexie.exists(club.name)).toBe(false)
		expect(await clubDirectory().clubs.get(club.name)).toBeUndefined()
	})
})
