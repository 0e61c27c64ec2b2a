import type { Visit } from '../visit.ts'

/** Called at every stop, with a name for what is on the screen. */
export type Look = (name: string) => Promise<void>

/** What a new device shows first. */
export async function visitFirstScreen(visit: Visit, look: Look): Promise<void> {
	await visit.page.getByRole('button', { name: visit.name('welcome_begin') }).waitFor()
	await look('accueil')
}

/** Every screen of the navigation, as it stands. */
export async function visitScreens(visit: Visit, look: Look): Promise<void> {
	for (const path of await visit.listScreens()) {
		await visit.open(path)
		await look(path.slice(1))
	}
	const more = visit.page.locator('header nav button[aria-haspopup="dialog"]')
	if (!(await more.isVisible())) return
	await more.click()
	await look('plus')
	await visit.leave()
}

/** What leads everywhere: the palette, the sheet of keys, the help searched and read, the choices at the end of Préférences. */
export async function visitHands(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await visit.open('/membres')
	await visit.press('commands_open', page.locator('header'))
	const words = page.getByRole('combobox', { name: visit.name('commands_search') })
	await words.waitFor()
	await look('palette')
	await words.fill('zo')
	await page.getByRole('option').first().waitFor()
	await look('palette-people')
	await words.fill('xyzzy')
	await look('palette-nothing-found')
	await visit.leave()
	await page.keyboard.press('?')
	await page.getByRole('dialog', { name: visit.name('commands_keys_title') }).waitFor()
	await look('keys')
	await visit.leave()

	await visit.open('/aide')
	await page.getByRole('searchbox').fill('smtp')
	await look('aide-searched')
	await page.getByRole('searchbox').fill('xyzzy')
	await look('aide-nothing-found')
	await page.getByRole('searchbox').fill('')
	await page.locator('main a[href$="/mailing"]').click()
	await page.locator('main h2').first().waitFor()
	await look('aide-mailing')
	await visit.open('/preferences')
	await page.locator('main h2').last().scrollIntoViewIfNeeded()
	await page.mouse.wheel(0, 10_000)
	await look('preferences-end')
}
