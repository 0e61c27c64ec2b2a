import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { buildAnotherVersion } from '../support/another-build.ts'
import { AS_INSTALLED, expect, test } from './app.ts'
import { Club } from './club.ts'

const PRESENT = 'build/web'
const NEXT_VERSION = 'next-of-the-rehearsal'

test.describe('from one version to the next', () => {
	test.use(AS_INSTALLED)

	// In one worker, or each would build the other version for itself.
	test.describe.configure({ mode: 'default' })
	// Inside the project: the build resolves its packages from where it is written.
	let folder = ''

	test.beforeAll(async () => {
		test.setTimeout(180_000)
		folder = mkdtempSync(join('build', 'next-'))
		await buildAnotherVersion(folder, NEXT_VERSION)
	})
	test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

	test('the update is offered, waits for what is open in any window, and loses nothing', async ({
		club,
		page,
		relay
	}) => {
		await page.evaluate(() => navigator.serviceWorker.ready)
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé' })
		const other = new Club(await page.context().newPage())
		await other.page.goto(`${relay.url}/membres`)
		await other.isOpen()
		await other.press('Ajouter')
		await other.dialog('Ajouter un membre').getByLabel('Nom', { exact: true }).fill('Petit')
		const before = await loadedAt(page)

		await relay.stop()
		await relay.start({ WEB_ROOT: join(folder, 'web') })
		await lookForUpdate(page)

		const offer = page.getByText('Une nouvelle version est prête')
		await expect(offer).toBeVisible({ timeout: 30_000 })
		await club.press('Mettre à jour')
		await expect(page.getByText(/Terminez d’abord ce qui est ouvert/)).toBeVisible()
		expect(await loadedAt(page)).toBe(before)
		await expect(other.dialog('Ajouter un membre').getByLabel('Nom', { exact: true })).toHaveValue('Petit')
		await loadsPartOf(page, PRESENT)

		await other.press('Enregistrer', other.dialog('Ajouter un membre'))
		await expect(other.dialog('Ajouter un membre')).toBeHidden()
		await club.press('Mettre à jour')

		for (const { page: window } of [club, other]) {
			await expect.poll(() => loadedAt(window), { timeout: 20_000 }).toBeGreaterThan(before)
			await expect(window.getByRole('link', { name: 'Membres', exact: true })).toBeVisible()
			await expect(window.getByText('Petit').first()).toBeVisible()
		}
		await club.goTo('Préférences')
		await expect(page.getByText(NEXT_VERSION)).toBeVisible()
	})

	test('at the next start a waiting version is taken when nothing is open, and all that was typed is found again', async ({
		club,
		page,
		relay
	}) => {
		await page.evaluate(() => navigator.serviceWorker.ready)
		await club.goTo('Membres')
		await club.press('Ajouter')
		await club.dialog('Ajouter un membre').getByLabel('Nom', { exact: true }).fill('Garnier')
		await page.goto(`${relay.url}/mailing`)
		await club.write('Assemblée générale', 'Samedi à 10 h')
		await expect(page.getByText('Brouillon enregistré')).toBeVisible()
		await relay.stop()
		await relay.start({ WEB_ROOT: join(folder, 'web') })
		await lookForUpdate(page)
		await expect(page.getByText('Une nouvelle version est prête')).toBeVisible({ timeout: 30_000 })

		await page.reload()

		await expect.poll(() => runsVersion(page), { timeout: 20_000 }).toBe(true)
		await expect(page.getByLabel('Objet')).toHaveValue('Assemblée générale')
		await club.goTo('Membres')
		await expect(club.dialog('Ajouter un membre').getByLabel('Nom', { exact: true })).toHaveValue('Garnier')
	})

	/** Loads a part that the present version has and the next one has not, which the page has not needed yet. */
	async function loadsPartOf(page: Page, build: string) {
		const parts = (root: string) =>
			readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
		const next = new Set(parts(join(folder, 'web/_app/immutable')))
		const gone = parts(`${build}/_app/immutable`).filter(
			(name) => !next.has(name) && !existsSync(join('build/earlier', name))
		)
		expect(gone.length).toBeGreaterThan(0)
		for (const name of gone) {
			const answered = await page.evaluate(
				async (path) => (await fetch(path)).headers.get('content-type'),
				`/_app/immutable/${name}`
			)
			expect(answered, name).toMatch(/javascript/)
		}
	}

	async function runsVersion(page: Page) {
		const held = page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name))
		// Another page is coming just now.
		return held.then((names) => names?.includes(`app-version:${NEXT_VERSION}`) ?? false).catch(() => false)
	}
})

/** When the page was loaded, in ms; 0 while another one is coming. */
const loadedAt = (page: Page) => page.evaluate(() => performance.timeOrigin).catch(() => 0)

const lookForUpdate = (page: Page) =>
	page.evaluate(async () => {
		await (await navigator.serviceWorker.getRegistration())?.update()
	})
