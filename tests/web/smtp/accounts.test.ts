import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { database } from '#web/db/database.ts'
import { addAccount, listAccounts, saveAccountSettings } from '#web/db/smtp-accounts.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { unwrap } from '#tests/support/unwrap.ts'
import { mailingOf } from '#tests/support/whole-club.ts'
import { button, dialog, field, fillAccount, open, SAVED, useSmtpDesk } from './smtp-on-screen.ts'

useSmtpDesk()

const JUDO = { ...SAVED, host: 'smtp.judo.example', from: 'judo@example.org' }

async function openWithTwo() {
	await saveSmtpSettings(SAVED)
	const { id } = unwrap(await addAccount('Section judo'))
	await saveAccountSettings(id, JUDO)
	await open()
	return id
}

describe('several accounts', () => {
	test('are out of the way while there is none yet', async () => {
		await open()

		expect(dialog().getByText('Nouveau compte').elements()).toEqual([])
		expect(dialog().getByLabelText('Compte à régler').elements()).toEqual([])
	})

	test('come by one button: a second one is made, named and saved, the first stays as it is', async () => {
		await saveSmtpSettings(SAVED)
		await open()

		await button('Nouveau compte').click()
		await field('Appeler ce compte').fill('Section judo')
		expect(await readSmtpSettings()).toEqual(SAVED)
		await expect.element(field('Hôte')).toHaveValue('')
		await fillAccount()
		await button('OK').click()
		await expect.element(dialog()).not.toBeInTheDocument()

		const [first, second] = await listAccounts()
		expect(first?.settings).toEqual(SAVED)
		expect(second).toMatchObject({ name: 'Section judo', settings: { host: 'SMTP.Exemple.fr', username: 'club' } })
		expect(second?.settings.password).toMatch(/^hpke1\./)
	})

	test('leave nothing behind when a new one is given up', async () => {
		await saveSmtpSettings(SAVED)
		await open()

		await button('Nouveau compte').click()
		await field('Hôte').fill('smtp.nulle-part.fr')
		await button('Annuler').click()
		await expect.element(dialog()).not.toBeInTheDocument()

		expect(await listAccounts()).toHaveLength(1)
	})

	test('keep what is typed in each while one goes from one to the other, the password too', async () => {
		const id = await openWithTwo()
		await field('Hôte').fill('smtp.change.fr')
		await field('Mot de passe').fill('secret')

		await field('Compte à régler').selectOptions(id)
		await expect.element(field('Hôte')).toHaveValue('smtp.judo.example')
		await expect.element(field('Mot de passe')).toHaveValue('')
		await field('Compte à régler').selectOptions('default')

		await expect.element(field('Hôte')).toHaveValue('smtp.change.fr')
		await expect.element(field('Mot de passe')).toHaveValue('secret')
	})

	test('are removed at once, and put back', async () => {
		const id = await openWithTwo()
		await field('Compte à régler').selectOptions(id)
		await expect.element(field('Hôte')).toHaveValue('smtp.judo.example')

		await button('Supprimer ce compte').click()
		await expect.element(field('Hôte')).toHaveValue('smtp.example.org')
		expect(await listAccounts()).toHaveLength(1)
		await button('Remettre ce compte').click()

		await expect.element(field('Hôte')).toHaveValue('smtp.judo.example')
		expect(await listAccounts()).toHaveLength(2)
	})

	test('are not removed without a word where a mailing needs them', async () => {
		const id = await openWithTwo()
		await database().mailings.add(mailingOf('m', { accountId: id, progress: 'waiting' }).mailing)
		await field('Compte à régler').selectOptions(id)
		await expect.element(field('Hôte')).toHaveValue('smtp.judo.example')

		await button('Supprimer ce compte').click()
		await expect.element(page.getByText(/Un envoi qui n’est pas terminé/)).toBeVisible()
		expect(await listAccounts()).toHaveLength(2)
		await button('Supprimer quand même').click()

		await expect.element(field('Hôte')).toHaveValue('smtp.example.org')
		expect(await listAccounts()).toHaveLength(1)
	})
})
