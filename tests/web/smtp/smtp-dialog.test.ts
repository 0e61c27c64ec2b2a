import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { openPassword } from '#shared/crypto/sealed-password.ts'
import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { DEFAULT_SMTP_SETTINGS, type SmtpSettings } from '#shared/smtp-settings.ts'
import { answerAsRelay, relayInfo, type RelayAnswers, type SeenRequest } from '#tests/support/relay-stub.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { database } from '#web/db/database.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import SmtpDialog from '#web/smtp/SmtpDialog.svelte'
import { relayStatus } from '#web/state/relay-status.svelte.ts'

const keyPair = await deriveSealingKeyPair(new Uint8Array(32).fill(7))
const SANDBOX = { host: '127.0.0.1', port: 2525 }
const SAVED: SmtpSettings = {
	...DEFAULT_SMTP_SETTINGS,
	host: 'smtp.example.org',
	username: 'club',
	password: 'hpke1.stored',
	from: 'club@example.org'
}

const dialog = () => page.getByRole('dialog', { name: 'Configuration SMTP' })
const field = (name: string) => dialog().getByLabelText(name, { exact: true })
const button = (name: string) => dialog().getByRole('button', { name, exact: true })

let answers: RelayAnswers
let seen: SeenRequest[]

useFreshDatabase()
beforeEach(async () => {
	answers = { '/relay': relayInfo(keyPair, SANDBOX) }
	seen = answerAsRelay(answers).seen
	await relayStatus.check()
})
afterEach(() => vi.restoreAllMocks())

async function open(props: { focusPassword?: boolean; onsaved?: () => void } = {}) {
	const rendered = await render(SmtpDialog, { open: true, ...props })
	await expect.element(field('Hôte')).toBeVisible()
	return rendered
}

async function fillAccount() {
	await field('Hôte').fill('SMTP.Exemple.fr')
	await field('Utilisateur').fill('club')
	await field('Mot de passe').fill('œuf & clé')
	await field('Adresse e-mail').fill('club@example.org')
}

describe('Configuration SMTP', () => {
	test('has the fields and defaults of the workflow', async () => {
		await open()

		for (const name of [
			'Serveur SMTP',
			'Authentification',
			'Expéditeur',
			'Paramètres d’envoi',
			'Limites du fournisseur'
		])
			await expect.element(dialog().getByRole('group', { name, exact: true })).toBeVisible()
		const values = { Port: '587', 'Taille du lot': '10', 'Délai entre lots (ms)': '1000', Tentatives: '2' }
		for (const [name, value] of Object.entries(values)) await expect.element(field(name)).toHaveValue(value)
		await expect.element(field('Sécurité')).toHaveValue('starttls')
		await expect.element(field('Journaliser les envois')).toBeChecked()
		await expect.element(field('Connexions simultanées')).toHaveValue('1')
		await expect.element(field('Limite par heure')).toHaveValue('')
		await expect.element(field('Limite par jour')).toHaveValue('')
		for (const name of ['Hôte', 'Port', 'Sécurité', 'Utilisateur'])
			expect(dialog().getByLabelText(name).elements()).toHaveLength(1)
	})

	test('moves the port with the security until a person chooses one', async () => {
		await open()

		await field('Sécurité').selectOptions('tls')
		await expect.element(field('Port')).toHaveValue('465')
		await field('Sécurité').selectOptions('none')
		await expect.element(field('Port')).toHaveValue('25')
		await field('Port').fill('2525')
		await field('Sécurité').selectOptions('starttls')

		await expect.element(field('Port')).toHaveValue('2525')
	})

	test('keeps the password sealed for the account, and nothing of it in clear', async () => {
		const onsaved = vi.fn()
		await open({ onsaved })
		await fillAccount()

		await button('OK').click()

		await expect.element(dialog()).not.toBeInTheDocument()
		expect(onsaved).toHaveBeenCalledOnce()
		const saved = await readSmtpSettings()
		const sealedFor = { host: 'smtp.exemple.fr', port: 587, security: 'starttls', username: 'club' }
		expect(await openPassword(keyPair, sealedFor, saved.password)).toBe('œuf & clé')
		expect(JSON.stringify(await database().settings.toArray())).not.toContain('œuf')
	})

	test('never shows the stored password, and asks for it again with another server', async () => {
		await saveSmtpSettings(SAVED)
		await open()
		await expect.element(field('Mot de passe')).toHaveValue('')
		await expect.element(field('Mot de passe')).toHaveAttribute('placeholder', 'enregistré')

		await field('Hôte').fill('smtp.example.net')
		await button('OK').click()

		await expect.element(field('Mot de passe')).toHaveFocus()
		await expect.element(field('Mot de passe')).toHaveAccessibleDescription(/Retapez le mot de passe/)
		expect((await readSmtpSettings()).host).toBe('smtp.example.org')
	})

	test('keeps the stored password when only the rest changes', async () => {
		await saveSmtpSettings(SAVED)
		await open()

		await field('Taille du lot').fill('50')
		await button('OK').click()

		await expect.element(dialog()).not.toBeInTheDocument()
		expect(await readSmtpSettings()).toMatchObject({ password: 'hpke1.stored', batchSize: 50 })
	})

	test.each([
		['Hôte', 'http://x y', /nom du serveur/],
		['Port', '99999', /entre 1 et 65535/],
		['Adresse e-mail', 'a@b, c@d', /adresse e-mail complète/],
		['Taille du lot', '0', /entre 1 et 1000/],
		['Limite par heure', 'dix', /à partir de 1/]
	])('says as it is typed what is wrong with %s', async (name, value, sentence) => {
		await open()
		await fillAccount()

		await field(name).fill(value)

		await expect.element(field(name)).toHaveAccessibleDescription(sentence)
		await button('OK').click()
		await expect.element(field(name)).toHaveFocus()
		expect((await readSmtpSettings()).host).toBe('')
	})

	test('has what was typed again after a reload, but the password', async () => {
		const { unmount } = await open()
		await fillAccount()
		const kept = async () => JSON.stringify(await database().settings.get('smtp_draft'))
		await expect.poll(kept).toContain('club@')
		await unmount()

		await open()

		await expect.element(field('Hôte')).toHaveValue('SMTP.Exemple.fr')
		await expect.element(field('Mot de passe')).toHaveValue('')
		await expect.element(dialog().getByText(/Vos derniers changements/)).toBeVisible()
		expect(JSON.stringify(await database().settings.toArray())).not.toContain('œuf')
	})

	test('forgets what was typed when it is cancelled', async () => {
		const { rerender } = await open()
		await field('Hôte').fill('smtp.example.org')
		await button('Annuler').click()
		await expect.element(dialog()).not.toBeInTheDocument()

		await rerender({ open: true })

		await expect.element(field('Hôte')).toHaveValue('')
	})

	test('keeps what was typed when it is closed by mistake, to the last letter', async () => {
		const { rerender } = await open()
		await field('Hôte').fill('smtp.example.org')
		await userEvent.keyboard('{Escape}')
		await expect.element(dialog()).not.toBeInTheDocument()

		await rerender({ open: true })

		await expect.element(field('Hôte')).toHaveValue('smtp.example.org')
	})

	test('fills everything in for the sandbox in one click', async () => {
		await open()

		await button('Bac à sable (aucun e-mail réel)').click()
		await expect.element(button('OK')).toHaveFocus()
		await userEvent.keyboard('{Enter}')

		await expect.element(dialog()).not.toBeInTheDocument()
		const saved = await readSmtpSettings()
		expect(saved).toMatchObject({ ...SANDBOX, security: 'starttls', from: 'secretariat@example.org' })
		const { host, port, security, username } = saved
		expect(await openPassword(keyPair, { host, port, security, username }, saved.password)).toBe('bac-a-sable')
	})

	test('stays open with what was typed when the disk is full', async () => {
		await open()
		await fillAccount()
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError')
		})

		await button('OK').click()

		await expect.element(dialog().getByRole('alert')).toMatchTextContent(/est pleine/)
		await expect.element(field('Hôte')).toHaveValue('SMTP.Exemple.fr')
		await expect.element(field('Mot de passe')).toHaveValue('œuf & clé')
	})
})

describe('Tester connexion', () => {
	test('tells the steps of a good connection', async () => {
		answers['/smtp/verifications'] = {
			ok: true,
			steps: ['resolve', 'connect', 'secure', 'authenticate'].map((step) => ({ step, ok: true, ms: 1 }))
		}
		await open()
		await fillAccount()

		await button('Tester connexion').click()

		await expect.element(dialog().getByText('La connexion fonctionne.')).toBeVisible()
		expect(dialog().getByText(/: oui/).elements()).toHaveLength(4)
		expect(seen.at(-1)?.body).toMatchObject({ smtp: { host: 'smtp.exemple.fr', port: 587, username: 'club' } })
	})

	test('says which step failed, what to do, and leads to the password', async () => {
		answers['/smtp/verifications'] = {
			ok: false,
			steps: [
				{ step: 'resolve', ok: true, ms: 1 },
				{ step: 'connect', ok: true, ms: 1 },
				{ step: 'secure', ok: true, ms: 1 },
				{ step: 'authenticate', ok: false }
			],
			failure: { code: 'smtp-auth-failed', detail: '535 5.7.8 Authentication failed' }
		}
		await open()
		await fillAccount()

		await button('Tester connexion').click()

		await expect.element(dialog().getByRole('alert')).toMatchTextContent(/a refusé le mot de passe/)
		await expect.element(dialog().getByText(/535 5.7.8/)).toBeVisible()
		await button('Retaper le mot de passe').click()
		await expect.element(field('Mot de passe')).toHaveFocus()
	})

	test('keeps the password that the relay sealed anew', async () => {
		await saveSmtpSettings(SAVED)
		answers['/smtp/verifications'] = { ok: true, steps: [], resealedPassword: 'hpke1.anew' }
		await open()

		await button('Tester connexion').click()

		await expect.element(dialog().getByText('La connexion fonctionne.')).toBeVisible()
		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
		await button('OK').click()
		await expect.element(dialog()).not.toBeInTheDocument()
		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
	})

	test('asks for the pairing link when the relay does not know the device', async () => {
		answers['/smtp/verifications'] = new Response(JSON.stringify({ status: 401, code: 'unauthorized' }), {
			status: 401
		})
		await saveSmtpSettings(SAVED)
		await open()

		await button('Tester connexion').click()

		await expect.element(dialog().getByRole('alert')).toMatchTextContent(/lien d’association/)
	})

	test('forgets its answer once the account is another', async () => {
		await saveSmtpSettings(SAVED)
		answers['/smtp/verifications'] = { ok: true, steps: [] }
		await open()
		await button('Tester connexion').click()
		await expect.element(dialog().getByText('La connexion fonctionne.')).toBeVisible()

		await field('Utilisateur').fill('trésorier')

		await expect.element(dialog().getByText('La connexion fonctionne.')).not.toBeInTheDocument()
	})
})

describe('Envoyer test', () => {
	test('goes to the sender’s address unless another is given', async () => {
		answers['/smtp/test-messages'] = { outcome: 'sent', messageId: '<1@example.org>' }
		await saveSmtpSettings(SAVED)
		await open()

		await button('Envoyer test').click()
		await expect.element(dialog().getByText('Message d’essai envoyé à club@example.org.')).toBeVisible()
		await field('Destinataire du test').fill('zoe@example.org')
		await userEvent.keyboard('{Enter}')

		await expect.element(dialog().getByText('Message d’essai envoyé à zoe@example.org.')).toBeVisible()
		const recipients = seen.filter(({ path }) => path === '/smtp/test-messages').map(({ body }) => body)
		expect(recipients).toMatchObject([{ to: 'club@example.org' }, { to: 'zoe@example.org' }])
	})

	test('sends nothing to what is no address', async () => {
		await saveSmtpSettings(SAVED)
		await open()
		await field('Destinataire du test').fill('zoe')

		await button('Envoyer test').click()

		await expect.element(field('Destinataire du test')).toBeInvalid()
		expect(seen.map(({ path }) => path)).not.toContain('/smtp/test-messages')
	})
})
