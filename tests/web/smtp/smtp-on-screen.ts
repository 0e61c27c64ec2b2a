import { afterEach, beforeEach, expect, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { DEFAULT_SMTP_SETTINGS, type SmtpSettings } from '#shared/smtp-settings.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { answerAsRelay, relayInfo, type RelayAnswers, type SeenRequest } from '#tests/support/relay-stub.ts'
import SmtpDialog from '#web/smtp/SmtpDialog.svelte'
import { relayStatus } from '#web/state/relay-status.svelte.ts'

export const keyPair = await deriveSealingKeyPair(new Uint8Array(32).fill(7))
export const SANDBOX = { host: '127.0.0.1', port: 2525 }
/** Settings of a club that has sent before. */
export const SAVED: SmtpSettings = {
	...DEFAULT_SMTP_SETTINGS,
	host: 'smtp.example.org',
	username: 'club',
	password: 'hpke1.stored',
	from: 'club@example.org'
}

export const dialog = () => page.getByRole('dialog', { name: 'Configuration SMTP' })
export const field = (name: string) => dialog().getByLabelText(name, { exact: true })
export const button = (name: string) => dialog().getByRole('button', { name, exact: true })

/** Gives every test of the file a club of its own, and a relay that answers what `answers` says. */
export function useSmtpDesk() {
	const desk: { answers: RelayAnswers; seen: SeenRequest[] } = { answers: {}, seen: [] }
	useFreshDatabase()
	beforeEach(async () => {
		desk.answers = { '/relay': relayInfo(keyPair, SANDBOX) }
		desk.seen = answerAsRelay(desk.answers).seen
		await relayStatus.check()
	})
	afterEach(() => vi.restoreAllMocks())
	return desk
}

/** Opens the dialog. */
export async function open(props: { focusPassword?: boolean; onsaved?: () => void } = {}) {
	const rendered = await render(SmtpDialog, { open: true, ...props })
	await expect.element(field('Hôte')).toBeVisible()
	return rendered
}

/** Types an account into it. */
export async function fillAccount() {
	await field('Hôte').fill('SMTP.Exemple.fr')
	await field('Utilisateur').fill('club')
	await field('Mot de passe').fill('œuf & clé')
	await field('Adresse e-mail').fill('club@example.org')
}
