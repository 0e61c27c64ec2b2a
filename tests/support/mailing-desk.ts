import { afterEach, beforeEach, expect } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup, render } from 'vitest-browser-svelte'
import type { MemberId } from '#shared/member.ts'
import type { SmtpSettings } from '#shared/smtp-settings.ts'
import { database } from '#web/db/database.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { saveSetting } from '#web/db/settings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import MailingScreen from '#web/mailing/MailingScreen.svelte'
import OutboxRunner from '#web/mailing/OutboxRunner.svelte'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { useFreshDatabase } from './database.ts'
import { FakeRelay } from './fake-relay.ts'
import { numberedMembers, SETTINGS } from './outbox-bench.ts'

/** The Mailing screen at work on a database of its own, before a relay that does as it is told. */
class MailingDesk {
	relay = new FakeRelay()

	readonly results = page.getByRole('dialog', { name: "Résultats de l'envoi" })
	readonly subject = page.getByLabelText('Objet')
	readonly body = page.getByRole('textbox', { name: 'Corps', exact: true })

	/** Opens the screen with so many members, chosen already, an account, and what is written. */
	async open(
		count: number,
		written: { subject?: string; body?: string; recipientIds?: MemberId[] } = {},
		settings: SmtpSettings | null = SETTINGS
	) {
		const members = numberedMembers(count)
		await database().members.bulkPut(members)
		await saveSetting('relay_key', 'a-key-of-more-than-22-characters')
		if (settings) await saveSmtpSettings(settings)
		await saveDraft({ subject: '', body: '', recipientIds: members.map(({ id }) => id), ...written })
		stops.push(await relayStatus.start())
		await render(OutboxRunner, { onMailingScreen: true, onresults: () => undefined })
		await render(MailingScreen)
		await expect.element(this.subject).toBeVisible()
	}

	async press(name: string | RegExp) {
		await page.getByRole('button', { name, exact: typeof name === 'string' }).click()
	}

	/** Sends what is written, says yes, and waits until the relay has it. */
	async send() {
		await this.press('Envoyer')
		await this.press("Confirmer l'envoi")
		await expect.poll(() => this.relay.posts.length).toBe(1)
	}
}

const stops: (() => void)[] = []

/** Gives every test of the file a desk of its own. */
export function useMailingDesk(): MailingDesk {
	const desk = new MailingDesk()
	useFreshDatabase()
	beforeEach(() => {
		desk.relay = new FakeRelay()
		stops.push(desk.relay.install())
	})
	afterEach(async () => {
		cleanup()
		for (const stop of stops.splice(0)) stop()
		// Comes after every write that is still under way.
		await database().transaction('rw', database().tables, async () => undefined)
	})
	return desk
}
