import { Dexie } from 'dexie'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { useFreshDatabase } from '#tests/support/database.ts'
import { isUntouched } from '#web/db/beginnings.ts'
import { database } from '#web/db/database.ts'
import { EXAMPLE_CLUB, readOpenClub, readOwnClub, turnTo } from '#web/db/directory.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { addMember } from '#web/db/members.ts'
import { DEFAULT_SMTP_SETTINGS } from '#shared/smtp-settings.ts'
import { saveSetting } from '#web/db/settings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { isIosTab } from '#web/welcome/device-advice.ts'
import FirstScreen from '#web/welcome/FirstScreen.svelte'
import { memberDraft } from '#tests/support/member-drafts.ts'

const doors = { membersHref: '/membres', importHref: '/importer', restoreHref: '/sauvegarde#restaurer' }

describe('the first screen', () => {
	useFreshDatabase()
	afterEach(() => vi.restoreAllMocks())

	test('says what this is, and offers four doors by their names', async () => {
		await render(FirstScreen, { ...doors, onbegun: () => undefined })

		await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Bienvenue dans Club Manager')
		await expect
			.element(page.getByRole('button', { name: "Essayer avec un club d'exemple", exact: true }))
			.toBeVisible()
		await expect.element(page.getByRole('button', { name: 'Commencer', exact: true })).toBeVisible()
		const link = (name: string) => page.getByRole('link', { name, exact: true })
		await expect.element(link('Importer')).toHaveAttribute('href', '/importer')
		await expect.element(link('Restaurer une sauvegarde')).toHaveAttribute('href', '/sauvegarde#restaurer')
	})

	test('leaves the way to the members once one has begun', async () => {
		const onbegun = vi.fn()
		await render(FirstScreen, { ...doors, onbegun })
		expect(await isUntouched()).toBe(true)

		await page.getByRole('button', { name: 'Commencer' }).click()

		await expect.poll(() => onbegun.mock.calls.length).toBe(1)
		expect(await isUntouched()).toBe(false)
	})

	test('warns in a window whose data the browser throws away', async () => {
		vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('no', 'SecurityError'))

		await render(FirstScreen, { ...doors, onbegun: () => undefined })

		await expect.element(page.getByText('Cette fenêtre est privée')).toBeVisible()
	})

	test('is for a club in which nothing was begun', async () => {
		await saveSetting('relay_key', 'a-key')
		expect(await isUntouched()).toBe(true)

		for (const beginning of [
			() => addMember(memberDraft()),
			() => saveDraft({ subject: 'Essai' }),
			() => saveSmtpSettings(DEFAULT_SMTP_SETTINGS)
		]) {
			const { members, changeSets, changes, drafts, settings } = database()
			await Promise.all([members, changeSets, changes, drafts, settings].map((table) => table.clear()))
			expect(await isUntouched()).toBe(true)
			await beginning()
			expect(await isUntouched()).toBe(false)
		}
	})
})

describe('isIosTab', () => {
	const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15'
	const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1'

	test('knows a telephone, and a tablet that says it is a computer', () => {
		expect(isIosTab({ userAgent: phone, maxTouchPoints: 5 })).toBe(true)
		expect(isIosTab({ userAgent: mac, maxTouchPoints: 5 })).toBe(true)
		expect(isIosTab({ userAgent: mac, maxTouchPoints: 0 })).toBe(false)
	})
})

describe('the way out of the example', () => {
	afterEach(() => Dexie.delete('club-directory'))

	test('leads to the club’s own database, whichever that is by then', async () => {
		const restored = { name: 'club-restored', role: 'own' } as const
		await turnTo(restored)
		await turnTo(EXAMPLE_CLUB)

		expect(await readOpenClub()).toEqual(EXAMPLE_CLUB)
		expect(await readOwnClub()).toEqual(restored)
	})
})
