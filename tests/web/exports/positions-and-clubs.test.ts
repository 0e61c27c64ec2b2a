import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { NO_ANSWERS } from '#shared/consent.ts'
import { database } from '#web/db/database.ts'
import { addMember } from '#web/db/members.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { openExports, press, readPreview, takeFile, useExports } from './exports-on-screen.ts'

const dated = { createdAt: Date.UTC(2026, 8, 1, 12), updatedAt: Date.UTC(2026, 8, 1, 12) }

async function fill() {
	const added = await addMember(memberDraft({ email: 'zoe@example.org', mjcClubId: 'c1' }), NO_ANSWERS)
	if (!added.ok) throw new Error('no member')
	const memberId = added.value
	const position = { kind: 'treasurer', description: '', ...dated } as const
	await database().positions.bulkAdd([
		{ ...position, id: 'p1', name: 'Trésorière' },
		{ ...position, id: 'p2', name: 'Accueil', kind: 'staff' }
	] as never[])
	await database().positionTerms.bulkAdd([
		{ id: 't1', positionId: 'p1', memberId, from: '2020-01-02', to: '' },
		{ id: 't2', positionId: 'p1', memberId, from: '2015-01-02', to: '2016-01-02' }
	] as never[])
	await database().mjcClubs.bulkAdd([
		{ id: 'c1', name: 'MJC du Lac', ...dated },
		{ id: 'c2', name: 'MJC des Étangs', ...dated }
	] as never[])
}

const choose = (kind: string) => userEvent.click(page.getByRole('radio', { name: kind, exact: true }))

describe('positions and clubs, exported', () => {
	useExports()

	test('have a line for each position with who holds it, and on request its history', async () => {
		await fill()
		await openExports()
		await choose('Postes')

		await expect
			.poll(() => readPreview().slice(1))
			.toEqual([
				['Accueil', 'Staff', '', '', '', '', '', '', 'libre'],
				['Trésorière', 'Trésorier', '', 'Lefèvre Zoé', 'zoe@example.org', '', '02/01/2020', '', 'en cours']
			])
		await choose('Tout')
		await expect
			.poll(() => readPreview().map((row) => row.at(-1)))
			.toEqual(['Situation', 'libre', 'en cours', 'terminé'])
		const { name, cells } = await takeFile()
		expect(name).toMatch(/^postes-/)
		expect(cells).toEqual(readPreview())
	})

	test('have a line for each club with how many members it has', async () => {
		await fill()
		await openExports()
		await choose('Clubs MJC')

		await expect
			.poll(() => readPreview().slice(1))
			.toEqual([
				['MJC des Étangs', '0', '01/09/2026'],
				['MJC du Lac', '1', '01/09/2026']
			])
		expect((await takeFile()).name).toMatch(/^clubs-mjc-/)
	})

	test('are named in the file of the members too', async () => {
		await fill()
		await openExports()
		await press('Tout cocher')

		await expect.poll(() => readPreview()[1]).toEqual(expect.arrayContaining(['MJC du Lac', 'Trésorière']))
	})
})
