import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { openPassword } from '#shared/crypto/sealed-password.ts'
import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import type { BounceReadingRequest, Imap } from '#shared/wire/bounces.ts'
import { SETTINGS } from '#tests/support/outbox-bench.ts'
import { sentMailing, useReturnsBench } from '#tests/support/returns-bench.ts'
import { findBounceMailbox, saveBounceMailbox } from '#web/db/bounce-mailbox.ts'
import { database } from '#web/db/database.ts'
import { addAccount, saveAccountSettings } from '#web/db/smtp-accounts.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import MailboxDialog from '#web/returns/MailboxDialog.svelte'

const bench = useReturnsBench()

const PATH = '/bounces/readings'
const SAVED: Imap = {
	...{ host: 'imap.example.org', port: 993, security: 'tls', username: 'club@example.org' },
	password: 'hpke1.sealed'
}

const dialog = page.getByRole('dialog', { name: 'Boîte des retours' })
const field = (name: string) => dialog.getByLabelText(name, { exact: true })
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click()

async function open(props: { accountId?: string } = {}) {
	await saveSmtpSettings({ ...SETTINGS, username: 'club@example.org' })
	await render(MailboxDialog, { open: true, ...props })
	await expect.element(field('Serveur IMAP')).toBeVisible()
}

function answers(answer: unknown): BounceReadingRequest[] {
	const seen: BounceReadingRequest[] = []
	bench.relay.says.set(PATH, ({ body }) => {
		seen.push(body as BounceReadingRequest)
		return answer
	})
	return seen
}
const EMPTY = { ok: true, bounces: [], position: { uidValidity: '1', uid: 0 }, more: false }

describe('Boîte des retours', () => {
	test('is that of the account it was opened for', async () => {
		const account = await addAccount('Section judo')
		if (!account.ok) throw new Error(account.error.code)
		const { id: accountId } = account.value
		await saveAccountSettings(accountId, { ...SETTINGS, from: 'judo@example.org', username: 'judo@example.org' })
		await saveBounceMailbox(SAVED)

		await open({ accountId })
		await expect.element(dialog.getByText(/judo@example\.org/)).toBeVisible()
		await expect.element(field('Identifiant')).toHaveValue('judo@example.org')
		await field('Mot de passe').fill('secret')
		await press('Lire cette boîte')

		await expect.poll(() => findBounceMailbox(accountId)).toMatchObject({ imap: { username: 'judo@example.org' } })
		expect(await findBounceMailbox()).toMatchObject({ imap: SAVED })
	})

	test('begins with what is likely for the account', async () => {
		await open()

		await expect.element(field('Serveur IMAP')).toHaveValue('imap.example.org')
		await expect.element(field('Port')).toHaveValue('993')
		await expect.element(field('Sécurité')).toHaveValue('tls')
		await expect.element(field('Identifiant')).toHaveValue('club@example.org')
		await field('Sécurité').selectOptions('STARTTLS')
		await expect.element(field('Port')).toHaveValue('143')
	})

	test('seals the password for reading mail there and nowhere else', async () => {
		await open()
		await field('Mot de passe').fill('secret')

		await press('Lire cette boîte')

		await expect.poll(() => findBounceMailbox()).toBeDefined()
		const saved = (await findBounceMailbox())?.imap
		const key = await deriveSealingKeyPair(new Uint8Array(32).fill(7))
		expect(await openPassword(key, { service: 'imap', ...SAVED }, saved?.password ?? '')).toBe('secret')
		expect(JSON.stringify(await database().settings.toArray())).not.toContain('secret"')
	})

	test('says what a field lacks, and leads to it', async () => {
		await open()
		await field('Serveur IMAP').fill('pas un serveur')
		await field('Port').fill('99999')

		await press('Lire cette boîte')

		await expect.element(dialog.getByText(/Indiquez le nom du serveur/)).toBeVisible()
		await expect.element(dialog.getByText(/Indiquez un port, en chiffres/)).toBeVisible()
		await expect.element(dialog.getByText('Indiquez le mot de passe de la boîte.')).toBeVisible()
		await expect.element(field('Serveur IMAP')).toHaveFocus()
		expect(await findBounceMailbox()).toBeUndefined()
	})

	test('wants the password again once the server is another', async () => {
		await saveBounceMailbox(SAVED)
		await open()
		await expect.element(field('Mot de passe')).toHaveAttribute('placeholder', 'Enregistré')
		await field('Serveur IMAP').fill('imap.other.example')

		await press('Lire cette boîte')

		await expect.element(dialog.getByText(/indiquez de nouveau le mot de passe/)).toBeVisible()
	})

	test('tries the mailbox as typed, without saving it', async () => {
		const seen = answers(EMPTY)
		await open()
		await field('Mot de passe').fill('secret')

		await press('Essayer la lecture')

		await expect.element(dialog.getByText(/La boîte s’ouvre/)).toBeVisible()
		expect(seen[0]?.imap).toMatchObject({ host: 'imap.example.org', port: 993, security: 'tls' })
		expect(await findBounceMailbox()).toBeUndefined()
	})

	test('says that the password was refused, and keeps what was typed', async () => {
		answers({ ok: false, failure: { code: 'imap-auth-failed', detail: 'Invalid credentials' } })
		await open()
		await field('Mot de passe').fill('wrong')

		await press('Essayer la lecture')

		await expect.element(dialog.getByText(/a refusé le mot de passe/)).toBeVisible()
		await expect.element(dialog.getByText(/Invalid credentials/)).toBeVisible()
		await expect.element(field('Mot de passe')).toHaveValue('wrong')
	})

	test('reads a saved one at once', async () => {
		await bench.sent(sentMailing('news'), 1)
		const seen = answers(EMPTY)
		await open()
		await field('Mot de passe').fill('secret')

		await press('Lire cette boîte')

		await expect.poll(() => seen).toHaveLength(1)
		await expect.element(dialog).not.toBeInTheDocument()
	})

	test('reads it no more when nobody wants that', async () => {
		await saveBounceMailbox(SAVED)
		await open()

		await press('Ne plus la lire')

		await expect.poll(() => findBounceMailbox()).toBeUndefined()
	})
})
