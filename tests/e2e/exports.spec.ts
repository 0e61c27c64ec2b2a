import { readFile, stat } from 'node:fs/promises'
import Papa from 'papaparse'
import { expect, test } from './app.ts'

test('exports the columns chosen, in their order, byte for byte as the preview says, and remembers them', async ({
	club,
	page
}) => {
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Lefèvre; "Zoé"', Prénom: '=1+1', Téléphone: '+33612345678' })
	await club.goTo('Exports')
	await page.getByRole('checkbox', { name: 'Prénom', exact: true }).uncheck()
	await page.getByRole('button', { name: /^Monter.*Date de naissance/ }).press('Enter')
	await page.getByRole('button', { name: /^Monter.*Date de naissance/ }).press('Enter')
	const titles = page.getByRole('columnheader')
	await expect(titles.first()).toHaveText('Date de naissance')

	await page.reload()
	await expect(titles.first()).toHaveText('Date de naissance')
	await expect(page.getByRole('checkbox', { name: 'Prénom', exact: true })).not.toBeChecked()
	const downloading = page.waitForEvent('download')
	await club.press('Exporter CSV')
	const download = await downloading

	const path = await download.path()
	const text = await readFile(path, 'utf8')
	const { data } = Papa.parse<string[]>(text.slice(1).replace(/\r\n$/, ''), { delimiter: ';' })
	const shown = await page
		.getByRole('row')
		.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)))
	expect(text.startsWith('\uFEFF')).toBe(true)
	expect(data).toEqual(shown)
	expect(data[1]).toEqual(expect.arrayContaining(['Lefèvre; "Zoé"', '+33612345678']))
	await expect(page.getByText(download.suggestedFilename(), { exact: true })).toBeVisible()
	await expect(page.locator(`data[value="${(await stat(path)).size}"]`)).toBeVisible()
})
