import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { readXlsx } from 'hucre/xlsx'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { MemberDraft } from '#shared/member.ts'
import { addMember } from '#web/db/members.ts'
import { MemberList } from '#web/state/member-list.svelte.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { openExports, press, readColumns, readPreview, takeFile, useExports } from './exports-on-screen.ts'

const TWO: Partial<MemberDraft>[] = [
	{ lastName: 'Zola', firstName: 'Émile', phone: '+33612345678', notes: '=1+1\n"; fin' },
	{ lastName: 'Duras', firstName: 'Marguerite', postalCode: '01000', birthDate: '2014-04-04' as never }
]

async function addTwo() {
	for (const fields of TWO) await addMember(memberDraft(fields), NO_ANSWERS)
}

const untick = (title: string) => userEvent.click(page.getByRole('checkbox', { name: title, exact: true }))

describe('the screen Exports', () => {
	useExports()

	test('shows the very cells and the very size of the file that it saves', async () => {
		await addTwo()
		await openExports()
		await expect.poll(() => readPreview().length).toBe(3)

		const { name, blob, cells } = await takeFile()

		expect(readPreview()).toEqual(cells)
		expect(name).toMatch(/^membres-\d{4}-\d\d-\d\d\.csv$/)
		await expect.element(page.getByText(name, { exact: true })).toBeVisible()
		expect(document.querySelector(`data[value="${blob.size}"]`)).not.toBeNull()
		const duras = cells.find(([lastName]) => lastName === 'Duras')
		expect(duras).toEqual(expect.arrayContaining(['04/04/2014', '01000']))
		const zola = cells.find(([lastName]) => lastName === 'Zola')
		expect(zola).toEqual(expect.arrayContaining(['+33612345678', `'=1+1\n"; fin`]))
	})

	test('makes a workbook or a PDF of the same rows and columns', async () => {
		await addTwo()
		await openExports()
		await untick('Prénom')
		await expect.poll(() => readPreview().length).toBe(3)

		await userEvent.click(page.getByRole('radio', { name: 'Excel' }))
		const workbook = await takeFile('Exporter Excel')
		await userEvent.click(page.getByRole('radio', { name: 'PDF' }))
		const pdf = await takeFile('Exporter PDF')

		expect(workbook.name).toMatch(/^membres-.*\.xlsx$/)
		const [sheet] = (await readXlsx(new Uint8Array(await workbook.blob.arrayBuffer()))).sheets
		expect(sheet?.rows.map(([name]) => name)).toEqual(['Nom', 'Duras', 'Zola'])
		expect(sheet?.rows[1]).toContainEqual(new Date('2014-04-04T00:00:00Z'))
		expect(pdf.name).toMatch(/^membres-.*\.pdf$/)
		expect((await pdf.blob.text()).slice(0, 5)).toBe('%PDF-')
	})

	test('leaves out the columns that are unticked, in the file too', async () => {
		await addTwo()
		await openExports()

		await untick('Prénom')

		await expect.poll(() => readPreview()[0]?.slice(0, 2)).toEqual(['Nom', 'Date de naissance'])
		const { cells } = await takeFile()
		expect(cells).toEqual(readPreview())
	})

	test('moves a column by its arrow, tells where it is, and keeps the focus', async () => {
		await addTwo()
		await openExports()
		await expect.poll(() => readPreview()[0]?.slice(0, 2)).toEqual(['Nom', 'Prénom'])

		const arrow = page.getByRole('button', { name: /^Monter.*Prénom/ })
		await userEvent.click(arrow)

		await expect.poll(() => readPreview()[0]?.slice(0, 2)).toEqual(['Prénom', 'Nom'])
		await expect.element(page.getByText(/^Prénom\s: place 1 sur \d+$/)).toBeInTheDocument()
		await expect.element(arrow).toHaveFocus()
	})

	test('moves a column by its grip', async () => {
		await addTwo()
		await openExports()
		await expect.poll(() => readColumns().slice(0, 2)).toEqual(['Nom', 'Prénom'])
		const gripOf = (index: number) => document.querySelectorAll('.grip')[index] as HTMLElement

		await userEvent.dragAndDrop(gripOf(0), gripOf(2))

		await expect.poll(() => readColumns()[2]).toBe('Nom')
		await expect.poll(() => readPreview()[0]?.[0]).toBe('Prénom')
	})

	test('remembers columns and order, and forgets them at one click', async () => {
		await addTwo()
		const first = await openExports()
		await untick('Ville')
		await userEvent.click(page.getByRole('button', { name: /^Monter.*Prénom/ }))
		await expect.poll(() => readColumns()[0]).toBe('Prénom')
		await first.unmount()

		await openExports()
		await expect
			.poll(() => readColumns().filter((column) => /Prénom|Nom|Ville/.test(column)))
			.toEqual(['Prénom', 'Nom', '-Ville'])
		await press('Réinitialiser')

		await expect.poll(() => readColumns()[0]).toBe('Nom')
		await expect.poll(() => readPreview()[0]).toContain('Ville')
	})

	test('takes what the screen Membres shows, or everybody', async () => {
		await addTwo()
		const list = new MemberList()
		list.query = 'duras'
		await openExports(list)

		await expect.element(page.getByText(/celui que trouve la recherche «\sduras\s»/)).toBeVisible()
		await expect
			.poll(() =>
				readPreview()
					.slice(1)
					.map(([name]) => name)
			)
			.toEqual(['Duras'])
		await userEvent.click(page.getByRole('radio', { name: 'Tout', exact: true }))

		await expect
			.poll(() =>
				readPreview()
					.slice(1)
					.map(([name]) => name)
			)
			.toEqual(['Duras', 'Zola'])
	})

	test('takes the ticked members when there are some', async () => {
		await addTwo()
		const list = new MemberList()
		await openExports(list)
		await expect.poll(() => readPreview().length).toBe(3)

		list.select(list.shown[1]!.member.id, true)

		await expect.element(page.getByText('1 membre coché dans l’écran Membres')).toBeVisible()
		await expect
			.poll(() =>
				readPreview()
					.slice(1)
					.map(([name]) => name)
			)
			.toEqual(['Zola'])
	})

	test('says so when no column or no row is left, and saves nothing then', async () => {
		await addTwo()
		const list = new MemberList()
		await openExports(list)
		await expect.poll(() => readPreview().length).toBe(3)
		for (const title of readColumns().filter((column) => !column.startsWith('-'))) await untick(title)

		await expect.element(page.getByText('Aucune colonne choisie')).toBeVisible()
		await press('Exporter CSV')
		await expect.element(page.getByRole('region', { name: 'Messages' }).getByText(/^Cochez au moins/)).toBeVisible()

		await press('Réinitialiser')
		list.query = 'personne de ce nom'
		await expect.element(page.getByText(/ne montre personne en ce moment/)).toBeVisible()
	})

	test('offers the first step when there is nothing to export', async () => {
		await openExports()

		await expect.element(page.getByText('Rien à exporter pour l’instant')).toBeVisible()
		await expect.element(page.getByRole('link', { name: 'Aller aux membres' })).toHaveAttribute('href', '/membres')
	})

	test('is no wider than a phone', async () => {
		await addTwo()
		await openExports(new MemberList(), 360)

		await expect.poll(() => readPreview().length).toBe(3)
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360)
	})

	test('draws every line for paper, and the first ones again afterwards', async () => {
		for (let n = 0; n < 20; n += 1) await addMember(memberDraft({ lastName: `Membre ${n}` }), NO_ANSWERS)
		await openExports()
		await expect.poll(() => readPreview().length).toBe(13)

		dispatchEvent(new Event('beforeprint'))
		expect(readPreview().length).toBe(21)
		dispatchEvent(new Event('afterprint'))

		expect(readPreview().length).toBe(13)
	})
})
