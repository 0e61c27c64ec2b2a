import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { openBackup } from '#shared/backup/backup.ts'
import BackupScreen from '#web/backup/BackupScreen.svelte'
import { tidyUp } from '#web/backup/take-place.ts'
import { openDatabase } from '#web/db/database.ts'
import { clubDirectory, readOpenClub } from '#web/db/directory.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { KNOWN_SCHEMA } from '#web/db/snapshot.ts'
import { backupOf, PASSPHRASE } from '../../support/backups.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'

const used = useFreshDatabase()
const onturned = vi.fn()
let saved: { name: string; file: Blob }[]

beforeEach(async () => {
	await page.viewport(1280, 900)
	onturned.mockReset()
	saved = []
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
		const made = saved.at(-1)
		if (made) made.name = this.download
	})
	vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
		saved.push({ name: '', file: file as Blob })
		return 'about:blank#file'
	})
	// The club's own database is the one of this test.
	await clubDirectory().clubs.put({ name: used.name, role: 'own' })
	for (const key of ['open', 'own'] as const) await clubDirectory().pointers.put({ key, name: used.name })
})
afterEach(async () => {
	vi.restoreAllMocks()
	await openDatabase('test-idle')
	for (const { name } of await clubDirectory().clubs.toArray()) await Dexie.delete(name)
	await clubDirectory().clubs.clear()
	await clubDirectory().pointers.clear()
})

const screen = () => render(BackupScreen, { version: 'test', example: false, onturned })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const member = (firstName: string) => addMember(memberDraft({ firstName }))

const choose = async (file: Uint8Array<ArrayBuffer> | string, name = 'club.clubmanager') => {
	const picker = page.getByLabelText('Choisir un fichier')
	await expect.element(picker).toBeInTheDocument()
	const input = picker.element() as HTMLInputElement
	const files = new DataTransfer()
	files.items.add(new File([file], name))
	input.files = files.files
	input.dispatchEvent(new Event('change', { bubbles: true }))
}

const unlock = async (passphrase: string) => {
	// Until then, the phrase proposed for a backup bears the same name.
	await expect.element(button('Ouvrir la sauvegarde')).toBeVisible()
	await page.getByLabelText('Phrase de passe', { exact: true }).fill(passphrase)
	await button('Ouvrir la sauvegarde').click()
}

/** A backup of these members, as a file. */
const fileOf = (...firstNames: string[]) =>
	backupOf(
		{
			members: firstNames.map((firstName, n) => ({
				...memberDraft({ firstName }),
				id: `m${n}`,
				createdAt: 1,
				updatedAt: 1
			})),
			settings: []
		},
		{ schema: KNOWN_SCHEMA }
	)

describe('making a backup', () => {
	test('has nothing to offer for a club in which nothing is', async () => {
		await screen()

		await expect.element(page.getByText('Rien à sauvegarder pour l’instant')).toBeVisible()
		await expect.element(button('Sauvegarder maintenant')).not.toBeInTheDocument()
	})

	test('asks that the proposed phrase be noted, then hands over a file that it opens', async () => {
		await member('Zoé')
		await screen()
		await expect.element(page.getByText(/Jamais sauvegardé/)).toBeVisible()
		await button('Sauvegarder maintenant').click()
		await expect.element(page.getByText(/Notez d’abord la phrase/)).toBeVisible()
		expect(saved).toEqual([])
		const words = [...page.getByTestId('passphrase').element().children].map(({ textContent }) => textContent)
		expect(words).toHaveLength(6)

		await page.getByLabelText('J’ai noté la phrase').click()
		await button('Sauvegarder maintenant').click()

		await expect.element(page.getByText('Fichier relu et vérifié')).toBeVisible()
		expect(saved).toHaveLength(1)
		expect(saved[0]?.name).toMatch(/^club-manager-\d{4}-\d\d-\d\d-\d\dh\d\d\.clubmanager$/)
		const file = new Uint8Array((await saved[0]?.file.arrayBuffer()) ?? new ArrayBuffer())
		const opened = await openBackup(file, { passphrase: words.join(' '), knownSchema: KNOWN_SCHEMA })
		expect(opened.ok && opened.value.tables.members).toMatchObject([{ firstName: 'Zoé' }])
		await expect.element(page.getByText(/rien n’a changé depuis/)).toBeVisible()
		expect(document.body.textContent).not.toContain(words.join(''))
	})

	test('takes a phrase of one’s own, typed twice, and says how it would stand', async () => {
		await member('Zoé')
		await screen()
		await page.getByLabelText(/Une phrase que j’ai déjà/).click()
		const own = page.getByLabelText('Ma phrase de passe')
		await own.fill('judo')
		await button('Sauvegarder maintenant').click()
		await expect.element(page.getByText(/il faut au moins 8 signes/)).toBeVisible()
		await own.fill('Tigre2024!')
		await expect.element(page.getByText(/Facile à deviner/)).toBeVisible()
		await own.fill(PASSPHRASE)
		await expect.element(page.getByText(/Solide, si/)).toBeVisible()
		await page.getByLabelText('La même, encore une fois').fill('autre chose')
		await button('Sauvegarder maintenant').click()
		await expect.element(page.getByText(/pas la même phrase/)).toBeVisible()
		expect(saved).toEqual([])

		await page.getByLabelText('La même, encore une fois').fill(PASSPHRASE)
		await button('Sauvegarder maintenant').click()

		await expect.element(page.getByText('Fichier relu et vérifié')).toBeVisible()
		sessionStorage.clear()
	})
})

describe('restoring', () => {
	test('says when the backup is of before it asks for the passphrase, and what it would replace', async () => {
		await member('Avant')
		await screen()
		await choose(await fileOf('Zoé', 'Tom'))

		await expect.element(page.getByText(/^Sauvegarde du 23 novembre 2026/)).toBeVisible()
		await expect.element(page.getByText(/2 membres/)).toBeVisible()
		await unlock(PASSPHRASE)

		await expect.element(page.getByRole('row', { name: 'Membres 1 2' })).toBeVisible()
		expect((await readOpenClub()).name).toBe(used.name)
	})

	test('puts it in the place of what was there, which can be had back', async () => {
		await member('Avant')
		await screen()
		await choose(await fileOf('Zoé', 'Tom'))
		await unlock(PASSPHRASE)
		await button('Restaurer').click()

		await expect.poll(() => onturned.mock.calls).toEqual([['restored']])
		const restored = await readOpenClub()
		expect(restored.name).not.toBe(used.name)
		const previous = used.name
		await openDatabase(restored.name)
		expect((await listMembers()).map(({ firstName }) => firstName).sort()).toEqual(['Tom', 'Zoé'])
		expect(await clubDirectory().clubs.get(previous)).toMatchObject({ members: 1 })
	})

	test('lists what was replaced, and goes back to it', async () => {
		const kept = { name: `club-${crypto.randomUUID()}`, role: 'own', members: 41 } as const
		await clubDirectory().clubs.put({ ...kept, replacedAt: Date.now(), keptUntil: Date.now() + 1e9 })
		await screen()
		await expect.element(page.getByText(/41 membres · gardé jusqu’au/)).toBeVisible()

		await button('Revenir à cet état').click()

		await expect.poll(() => onturned.mock.calls).toEqual([['back']])
		expect((await readOpenClub()).name).toBe(kept.name)
	})

	for (const [what, file, words] of [
		['an empty file', () => Promise.resolve(''), /Ce fichier est vide/],
		['another file', () => Promise.resolve('Nom;Prénom'), /n’est pas une sauvegarde/],
		['one that is cut off', async () => (await fileOf('Zoé')).slice(0, 100), /Ce fichier est abîmé/],
		['one of a later version', () => backupOf({}, { schema: KNOWN_SCHEMA + 1 }), /version plus récente/]
	] as const) {
		test(`refuses ${what} in plain words, and nothing is touched`, async () => {
			await member('Avant')
			await screen()

			await choose(await file())

			await expect.element(page.getByText(words)).toBeVisible()
			await expect.element(page.getByText('Rien n’a été touché')).toBeVisible()
			expect(await clubDirectory().clubs.count()).toBe(1)
			expect(await listMembers()).toHaveLength(1)
		})
	}

	test('refuses another passphrase, keeps the file and lets one try again', async () => {
		await screen()
		await choose(await fileOf('Zoé'))
		await unlock('tigre velours ombre')
		await expect.element(page.getByText(/pas la phrase de passe de ce fichier/)).toBeVisible()

		await unlock(PASSPHRASE.toUpperCase())

		await expect.element(button('Restaurer')).toBeVisible()
	})

	test('leaves nothing of a restore that never ended, at the next start', async () => {
		await clubDirectory().clubs.put({ name: 'club-half-written', role: 'own', unfinished: true })

		await tidyUp(Date.now())

		expect((await clubDirectory().clubs.toArray()).map(({ name }) => name)).toEqual([used.name])
	})
})
