import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { addMember, listMembers } from '#web/db/members.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import ImportTrial from './ImportTrial.svelte'
import { sample } from './sample-file.ts'

const HEAD = 'Nom;Prénom;E-mail;Ville;Né le\n'

const open = () => render(ImportTrial)
const button = (name: string | RegExp) => page.getByRole('button', { name })
const press = (name: string | RegExp) => userEvent.click(button(name))
const lines = () =>
	page
		.getByRole('listitem')
		.elements()
		.filter((item) => item.hasAttribute('aria-posinset'))
const countMembers = async () => (await listMembers()).length

/** Gives the screen a file as a drop on the page does. */
function drop(text: string | Uint8Array<ArrayBuffer>, name = 'membres.csv'): void {
	const dataTransfer = new DataTransfer()
	dataTransfer.items.add(new File([text], name))
	document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
}

function paste(text: string): void {
	const clipboardData = new DataTransfer()
	clipboardData.setData('text/plain', text)
	document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
}

async function openWith(text: string): Promise<void> {
	await open()
	await expect.element(button('Choisir un fichier')).toBeVisible()
	drop(text)
	await expect.element(page.getByRole('heading', { name: 'Ce qui va changer' })).toBeVisible()
}

describe('the import of members', () => {
	useFreshDatabase()
	beforeEach(() => page.viewport(1400, 900))
	afterEach(async () => {
		cleanup()
		toasts.items.forEach(({ id }) => toasts.remove(id))
	})

	test('adds, changes and leaves alone what the preview says, and takes it back', async () => {
		await addMember(memberDraft({ lastName: 'Roux', firstName: 'Zoé', email: 'zoe@example.org', city: 'Lyon' }))
		await addMember(memberDraft({ lastName: 'Simon', firstName: 'Paul', email: 'paul@example.org' }))
		await openWith(
			`${HEAD}Roux;Zoé;zoe@example.org;Dijon;\nSimon;Paul;paul@example.org;;\nPetit;Jeanne;jeanne@example.org;Gif;1/2/03\n`
		)

		await expect.element(page.getByText('1 nouveau · 1 modifié · 1 identique')).toBeVisible()
		await expect.element(page.getByText('« 1/2/03 » lu 01/02/2003', { exact: false })).toBeVisible()
		expect(page.getByText('Lyon', { exact: true }).element().tagName).toBe('DEL')
		expect(await countMembers()).toBe(2)
		await press('Importer 2 membres')

		await expect.element(page.getByRole('heading', { name: '2 membres importés' })).toHaveFocus()
		expect((await listMembers()).map(({ city }) => city).sort()).toEqual(['', 'Dijon', 'Gif'])
		await press('Annuler l’import')
		await expect.element(page.getByRole('heading', { name: 'Import annulé' })).toBeVisible()
		expect((await listMembers()).map(({ city }) => city).sort()).toEqual(['', 'Lyon'])

		await press('Reprendre l’import')
		await expect.element(button('Importer 2 membres')).toBeEnabled()
	})

	test('finds everything again after a reload: file, columns, corrections', async () => {
		await openWith(`${HEAD}Roux;Zoé;zoe@example.org;Gif;31/02/2000\n`)
		await userEvent.selectOptions(page.getByLabelText('Destination de Ville'), 'Ne pas importer')
		await userEvent.fill(page.getByLabelText('Date de naissance', { exact: true }), '28/02/2000')
		await userEvent.keyboard('{Tab}')
		await expect.element(button('Importer 1 membre')).toBeEnabled()
		cleanup()

		await open()
		await press('Importer 1 membre')

		await expect.element(page.getByRole('heading', { name: '1 membre importé' })).toBeVisible()
		expect(await listMembers()).toMatchObject([{ lastName: 'Roux', birthDate: '2000-02-28', city: '' }])
		cleanup()
		await open()
		await press('Annuler l’import')
		await expect.poll(countMembers).toBe(0)
	})

	test('imports nothing while a line is wrong, and all the rest once it is left out', async () => {
		await openWith(`${HEAD};;sans.nom@example.org;;\nRoux;Zoé;;;\n`)

		await expect.element(button('Importer 1 membre')).toBeDisabled()
		await expect.element(page.getByText('Il manque le nom.')).toBeVisible()
		await press('Les laisser de côté')
		await press('Importer 1 membre')

		await expect.element(page.getByText('1 nouveau · 1 ligne laissée de côté')).toBeVisible()
	})

	test('shows one kind of line, and keeps a corrected one in sight', async () => {
		await openWith(`${HEAD}Roux;Zoé;;;31/02/2000\nSimon;Paul;;;\n`)
		await userEvent.click(page.getByText('À corriger', { exact: true }).first())
		await expect.poll(() => lines().length).toBe(1)

		await userEvent.fill(page.getByLabelText('Date de naissance', { exact: true }), '')
		await userEvent.keyboard('{Tab}')

		await expect.element(button('Importer 2 membres')).toBeEnabled()
		expect(lines().map((line) => line.textContent?.includes('Nouveau'))).toEqual([true])
	})

	test('says which columns go to one field, and asks for a name', async () => {
		await openWith('Nom;E-mail;Autre\nRoux;a@example.org;b@example.org\n')

		await userEvent.click(page.getByText('1 colonne ne sera pas importée'))
		await userEvent.selectOptions(page.getByLabelText('Destination de Autre'), 'E-mail')
		await expect
			.element(page.getByText('« E-mail » et « Autre » vont toutes vers « E-mail »', { exact: false }))
			.toBeVisible()
		await expect.element(button('Importer 1 membre')).toBeDisabled()
		await userEvent.selectOptions(page.getByLabelText('Destination de Autre'), 'Ajouter aux notes')
		await press('Importer 1 membre')

		await expect.poll(async () => (await listMembers())[0]?.notes).toBe('Autre : b@example.org')
	})

	test('asks who is meant by a name that two members have', async () => {
		await addMember(memberDraft({ city: 'Lyon' }))
		await addMember(memberDraft({ city: 'Dijon' }))
		await openWith(`${HEAD}Lefèvre;Zoé;zoe@example.org;;\n`)

		await expect.element(page.getByText('Plusieurs fiches portent ce nom', { exact: false })).toBeVisible()
		await userEvent.selectOptions(page.getByLabelText('Qui est-ce ?'), 'Lefèvre Zoé (Dijon)')
		await press('Importer 1 membre')

		await expect
			.poll(async () => (await listMembers()).find(({ city }) => city === 'Dijon')?.email)
			.toBe('zoe@example.org')
	})

	test('reads lines pasted from a spreadsheet', async () => {
		await open()
		await expect.element(button('Choisir un fichier')).toBeVisible()

		paste('Nom\tPrénom\nRoux\tZoé\n')

		await expect.element(page.getByText('Lignes collées')).toBeVisible()
		await expect.element(button('Importer 1 membre')).toBeEnabled()
	})

	test('says what to do with a damaged workbook, and keeps what was there', async () => {
		await openWith(`${HEAD}Roux;Zoé;;;\n`)

		drop('PK\x03\x04…[Content_Types].xml', 'membres.xlsx')

		await expect.element(page.getByText('Ce classeur n’a pas pu être lu', { exact: false })).toBeVisible()
		await expect.element(button('Importer 1 membre')).toBeEnabled()
	})

	test('gives back what was set aside', async () => {
		await openWith(`${HEAD}Roux;Zoé;;;\n`)
		await userEvent.selectOptions(page.getByLabelText('Destination de Ville'), 'Notes')

		await press('Annuler')
		await expect.element(button('Choisir un fichier')).toBeVisible()
		await press('Le reprendre')

		await expect.element(page.getByLabelText('Destination de Ville')).toHaveValue('notes')
	})

	test('reads Windows letters, and another separator when told', async () => {
		await open()
		await expect.element(button('Choisir un fichier')).toBeVisible()
		drop(Uint8Array.from('Nom|Pr\xe9nom\nLef\xe8vre|Zo\xe9\n', (letter) => letter.charCodeAt(0)))

		await expect.element(page.getByText('Lefèvre Zoé')).toBeVisible()
		await userEvent.click(page.getByText('Accents étranges', { exact: false }))
		await userEvent.selectOptions(page.getByLabelText('Séparateur des colonnes'), 'Virgule ( , )')

		await expect.element(page.getByText('Lefèvre|Zoé', { exact: true }).first()).toBeVisible()
	})

	test('reads a workbook, the sheet that is chosen, and mends its cells', async () => {
		await open()
		await expect.element(button('Choisir un fichier')).toBeVisible()
		drop(await sample('members.ods'), 'adherents.ods')

		await expect.element(button('Importer 4 membres')).toBeEnabled()
		// Under so many columns, the lines are drawn once one comes near them.
		page.getByRole('list', { name: 'Lignes du fichier' }).element().scrollIntoView()
		await expect.element(page.getByText('LE GOFF Anaïs')).toBeVisible()
		await userEvent.selectOptions(page.getByLabelText('Feuille du classeur'), 'Bureau')
		await expect.element(page.getByText('2 lignes lues')).toBeVisible()
		await userEvent.selectOptions(page.getByLabelText('Feuille du classeur'), 'Adhérents')
		await press('Importer 4 membres')

		await expect.element(page.getByRole('heading', { name: '4 membres importés' })).toBeVisible()
		const members = await listMembers()
		expect(members.find(({ firstName }) => firstName === 'Anaïs')).toMatchObject({
			...{ lastName: 'LE GOFF', birthDate: '2014-03-09', phone: '06 12 34 56 78', postalCode: '01000' },
			notes: 'Allergie : demander\nà sa mère'
		})
	})

	test('remembers where the columns of such a file went, and guesses anew when told', async () => {
		const file = (name: string) => `Nom;Prénom;Tuteur\n${name};Zoé;Mme Roux\n`
		await openWith(file('Roux'))
		await userEvent.click(page.getByText('1 colonne ne sera pas importée'))
		await userEvent.selectOptions(page.getByLabelText('Destination de Tuteur'), 'Ajouter aux notes')
		await press('Importer 1 membre')
		await press('Importer un autre fichier')
		await expect.element(button('Choisir un fichier')).toBeVisible()

		drop(file('Petit'))
		await expect.element(page.getByText('la dernière fois', { exact: false })).toBeVisible()
		await expect.element(page.getByLabelText('Destination de Tuteur')).toHaveValue('extra-note')
		await press('Deviner à nouveau')

		await expect.element(page.getByText('la dernière fois', { exact: false })).not.toBeInTheDocument()
		await expect.element(page.getByLabelText('Destination de Tuteur')).toHaveValue('skip')
	})

	test('draws a part of a long file only, and stays alive meanwhile', { timeout: 60_000 }, async () => {
		const many = Array.from({ length: 20_000 }, (_, n) => `Roux${n};Zoé;z${n}@example.org;Gif;`).join('\n')
		await open()
		await expect.element(button('Choisir un fichier')).toBeVisible()
		let turns = 0
		const timer = setInterval(() => (turns += 1))

		drop(HEAD + many)
		await expect.element(button('Importer 20 000 membres'), { timeout: 40_000 }).toBeEnabled()
		clearInterval(timer)

		expect(lines().length).toBeLessThan(200)
		expect(turns).toBeGreaterThan(10)
	})

	test('fits a phone', async () => {
		await page.viewport(360, 740)
		await openWith(`${HEAD}${'Roux-de-La-Rochefoucauld'.repeat(4)};Zoé;${'a'.repeat(60)}@example.org;Gif;31/02/2000\n`)
		// The lines are far down, and drawn only near the screen.
		const lines = page.getByRole('list', { name: 'Lignes du fichier' })
		await expect.element(lines).toBeInTheDocument()
		lines.element().scrollIntoView()

		await expect.element(page.getByText('n’est pas une date lisible', { exact: false })).toBeVisible()
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360)
	})
})
