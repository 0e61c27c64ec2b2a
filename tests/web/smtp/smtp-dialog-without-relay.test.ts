import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { answerAsRelay, relayInfo, type RelayAnswers } from '#tests/support/relay-stub.ts'
import { database } from '#web/db/database.ts'
import { readSmtpSettings } from '#web/db/smtp-settings.ts'
import SmtpDialog from '#web/smtp/SmtpDialog.svelte'

useFreshDatabase()

test('Configuration SMTP says that sealing needs the relay, keeps what was typed, and saves once it is there', async () => {
	const answers: RelayAnswers = {}
	answerAsRelay(answers)
	await render(SmtpDialog, { open: true })
	const dialog = page.getByRole('dialog', { name: 'Configuration SMTP' })
	await dialog.getByLabelText('Hôte').fill('smtp.example.org')
	await dialog.getByLabelText('Utilisateur').fill('club')
	await dialog.getByLabelText('Mot de passe', { exact: true }).fill('secret très clair')
	await dialog.getByLabelText('Adresse e-mail').fill('club@example.org')

	await dialog.getByRole('button', { name: 'OK', exact: true }).click()
	await expect.element(dialog.getByRole('alert')).toMatchTextContent(/du relais, qui ne répond pas/)
	await expect.element(dialog.getByLabelText('Mot de passe', { exact: true })).toHaveValue('secret très clair')
	expect(JSON.stringify(await database().settings.toArray())).not.toContain('secret')
	answers['/relay'] = relayInfo(await deriveSealingKeyPair(new Uint8Array(32).fill(7)))
	await dialog.getByRole('button', { name: 'Réessayer' }).click()

	await expect.element(dialog).not.toBeInTheDocument()
	expect((await readSmtpSettings()).password).toMatch(/^hpke1\./)
	vi.restoreAllMocks()
})
