import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { addMember, listMembers } from '#web/db/members.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { heldOldImport } from '#web/state/held-old-import.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import ImportTrial from './ImportTrial.svelte'
import { oldSample } from './sample-file.ts'

const button = (name: string | RegExp) => page.getByRole('button', { name })
const press = (name: string | RegExp) => userEvent.click(button(name))
const apply = () => button('Reprendre ces fichiers')

/** Gives the screen files as a drop on the page does. */
function drop(...files: File[]): void {
	const dataTransfer = new DataTransfer()
	for (const file of files) dataTransfer.items.add(file)
	document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
}

const sampleFile = async (name: string) => new File([await oldSample(name)], name)

async function openWith(...names: string[]): Promise<void> {
	await render(ImportTrial)
	await expect.element(button('Choisir un fichier')).toBeVisible()
	drop(...(await Promise.all(names.map(sampleFile))))
	await expect.element(page.getByRole('heading', { name: 'Ce qui va changer' })).toBeVisible()
}

describe('the old program’s files', () => {
	useFreshDatabase()
	beforeEach(() => page.viewport(1400, 900))
	afterEach(() => {
		cleanup()
		heldOldImport.discard()
		toasts.items.forEach(({ id }) => toasts.remove(id))
	})

	test('show their totals and statuses, come in at one click, and go back at another', async () => {
		await openWith('sample.db')

		for (const amount of ['707,00 €', '1 438,00 €', '318,50 €', '2 463,50 €'])
			await expect.element(page.getByRole('cell', { name: amount.replaceAll(' ', ' ') })).toBeVisible()
		await expect
			.element(page.getByText('15 payées, 4 partiellement payées, 6 non payées, 1 sans statut', { exact: false }))
			.toBeVisible()
		await press('Reprendre ces fichiers')
		await expect.element(page.getByRole('heading', { name: /^25 personnes reprises/ })).toBeVisible()
		expect(await listMembers()).toHaveLength(25)

		await press('Annuler cette reprise')
		await expect.element(page.getByRole('heading', { name: 'Tout est remis comme avant' })).toBeVisible()
		expect(await listMembers()).toHaveLength(0)
	})

	test('wait for an answer about who may be somebody known', async () => {
		await addMember(memberDraft({ lastName: 'Bonnet', firstName: 'Yann', city: 'Bourges', email: '' }))
		await openWith('sample.db')

		await expect.element(page.getByText('1 question attend votre réponse.')).toBeVisible()
		await expect.element(apply()).toBeDisabled()
		await userEvent.click(page.getByRole('radio', { name: /^La même personne que Bonnet Yann/ }))
		await expect.element(apply()).toBeEnabled()
		await apply().click()
		await expect.element(page.getByRole('heading', { name: /^25 personnes reprises/ })).toBeVisible()
		expect((await listMembers()).filter(({ firstName }) => firstName === 'Yann')).toMatchObject([
			{ email: 'yann.bonnet@example.org', city: 'Bourges' }
		])
	})

	test('let all who resemble one person be that one at once', async () => {
		await addMember(memberDraft({ lastName: 'Bonnet', firstName: 'Yann', city: '', email: '' }))
		await addMember(memberDraft({ lastName: 'Petit', firstName: 'Gaël', city: '', email: '' }))
		await openWith('sample.db')
		await expect.element(page.getByText('2 questions attendent votre réponse.')).toBeVisible()

		await press('Tous : la même personne'.replace(' :', '\u00a0:'))

		await expect.element(apply()).toBeEnabled()
		await expect.element(page.getByRole('radio', { name: /^La même personne que Petit Gaël/ })).toBeChecked()
	})

	test('ask for a season that they do not say, and come several at once', async () => {
		await openWith('sample.db', 'sample-v1.db')
		const earlier = page.getByRole('article', { name: 'sample-v1.db' })

		await expect.element(earlier.getByLabelText('Saison')).toHaveValue('2024-2025')
		await earlier.getByLabelText('Saison').fill('autrefois')
		await expect.element(page.getByText('Dites de quelle saison est chaque fichier', { exact: false })).toBeVisible()
		await expect.element(apply()).toBeDisabled()
		await earlier.getByLabelText('Saison').fill('2023/24')
		await expect.element(page.getByRole('rowheader', { name: '2025-2026' })).toBeVisible()
	})

	test('leave notes on health in the file unless asked for', async () => {
		await openWith('sample-v1.db')
		const health = page.getByRole('checkbox', { name: 'Reprendre les notes de santé' })
		await expect.element(health).not.toBeChecked()

		await apply().click()
		await expect.element(page.getByRole('heading', { name: /^4 personnes reprises/ })).toBeVisible()

		expect((await listMembers()).map(({ notes }) => notes).join()).not.toContain('arachide')
	})

	test('are refused in words, and leave what stands there', async () => {
		await openWith('sample.db')

		drop(new File(['Nom;Prénom'], 'photo.db'))

		await expect
			.element(page.getByText('« photo.db » n’a pas été lu'.replaceAll('« ', '« ').replaceAll(' »', ' »')))
			.toBeVisible()
		await expect.element(page.getByText('il ne commence pas comme une base SQLite', { exact: false })).toBeVisible()
		await expect.element(page.getByRole('article', { name: 'sample.db' })).toBeVisible()
	})

	test('bring their account of e-mail along, without a password that no relay could be sealed for, and give it back', async () => {
		await openWith('sample.db')
		await expect.element(page.getByRole('checkbox', { name: 'club@example.org', exact: false })).toBeChecked()
		await expect.element(page.getByText('Le mot de passe a pu être ouvert', { exact: false })).toBeVisible()

		await apply().click()
		await expect.element(page.getByText('sauf le mot de passe', { exact: false })).toBeVisible()
		expect(await readSmtpSettings()).toMatchObject({
			host: 'smtp.example.org',
			username: 'club@example.org',
			password: ''
		})

		await press('Annuler cette reprise')
		await expect.element(page.getByRole('heading', { name: 'Tout est remis comme avant' })).toBeVisible()
		await expect.poll(async () => (await readSmtpSettings()).host).toBe('')
	})

	test('ask for the key of a password that the usual one does not open', async () => {
		const bytes = await oldSample('sample.db')
		const at = new TextDecoder('latin1').decode(bytes).indexOf('gAAAAA') + 30
		bytes[at] = bytes[at] === 65 ? 66 : 65
		await render(ImportTrial)
		await expect.element(button('Choisir un fichier')).toBeVisible()
		drop(new File([bytes], 'sample.db'))

		await page.getByLabelText('Clé de l’ancien logiciel (APP_SECRET_KEY)').fill('une clé')
		await press('Essayer cette clé')

		await expect.element(page.getByText('Cette clé n’ouvre pas le mot de passe.')).toBeVisible()
	})

	test('do not replace an account unasked', async () => {
		const settings = { ...(await readSmtpSettings()), host: 'smtp.example.com', from: 'nous@example.com' }
		await saveSmtpSettings(settings)
		await openWith('sample.db')

		await expect.element(page.getByRole('checkbox', { name: 'club@example.org', exact: false })).not.toBeChecked()
		await apply().click()
		await expect.element(page.getByRole('heading', { name: /^25 personnes reprises/ })).toBeVisible()
		expect((await readSmtpSettings()).host).toBe('smtp.example.com')
	})
})
