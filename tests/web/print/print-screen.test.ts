import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { MemberId } from '#shared/member.ts'
import { saveClubLook } from '#web/db/club-look.ts'
import { database } from '#web/db/database.ts'
import { addMember } from '#web/db/members.ts'
import { addPhoto } from '#web/db/photos.ts'
import { MemberList } from '#web/state/member-list.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import PrintTrial from './PrintTrial.svelte'

const HOME = { address: '12 rue des Lilas', postalCode: '69003', city: 'Lyon' }
const choose = (name: string) => userEvent.click(page.getByRole('radio', { name }))
const textsOnPage = () => [...document.querySelectorAll('svg[role=img] text')].map((text) => text.textContent)

async function open() {
	await render(PrintTrial, { list: new MemberList() })
	await expect.element(page.getByRole('img', { name: /^Page 1/ })).toBeVisible()
}

/** Presses the button, and takes the file instead of saving it. */
async function takePdf(): Promise<{ name: string; text: string }> {
	const made = Promise.withResolvers<Blob>()
	const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
		made.resolve(blob as Blob)
		return 'blob:none'
	})
	const named = Promise.withResolvers<string>()
	const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
		named.resolve(this.download)
	})
	await userEvent.click(page.getByRole('button', { name: 'Enregistrer le PDF' }))
	const [blob, name] = await Promise.all([made.promise, named.promise])
	create.mockRestore()
	click.mockRestore()
	return { name, text: new TextDecoder('latin1').decode(await blob.arrayBuffer()) }
}

const countPages = (pdf: string) => pdf.match(/\/Type \/Page\b(?!s)/g)?.length

describe('the screen Imprimer', () => {
	useFreshDatabase()
	beforeEach(async () => {
		await page.viewport(1400, 900)
		await saveClubLook({ name: 'Judo Évry' })
		await addMember(memberDraft({ lastName: 'Ćirić', firstName: 'Jovan', ...HOME }))
		await addMember(memberDraft({ lastName: 'Roux', firstName: 'Zoé', ...HOME }))
		await addMember(memberDraft({ lastName: 'Petit', firstName: 'Léa' }))
	})
	afterEach(() => {
		cleanup()
		toasts.items.forEach(({ id }) => toasts.remove(id))
	})

	test('says so in place of a white page where nobody has an address', async () => {
		await database().members.toCollection().modify({ address: '' })
		await open()

		await choose('Étiquettes')

		await expect.element(page.getByText('Aucune étiquette à imprimer')).toBeVisible()
		await expect.element(page.getByRole('img', { name: /^Page 1/ })).not.toBeInTheDocument()
		await expect.element(page.getByRole('button', { name: 'Enregistrer le PDF' })).toBeDisabled()
	})

	test('makes the pages that it shows, as a file that says so', async () => {
		await open()
		await choose('Feuille d’émargement')
		await userEvent.fill(page.getByLabelText('Titre de la feuille'), 'Assemblée générale')
		await userEvent.fill(page.getByLabelText('Lignes vides en plus'), '40')

		await expect.element(page.getByRole('img', { name: 'Page 1 sur 2' })).toBeVisible()
		expect(textsOnPage()).toEqual(expect.arrayContaining(['Assemblée générale', 'Ćirić Jovan', 'Signature']))
		const { name, text } = await takePdf()

		expect(name).toMatch(/^emargement-\d{4}-\d\d-\d\d\.pdf$/)
		expect(text.startsWith('%PDF-')).toBe(true)
		expect(countPages(text)).toBe(2)
		expect(text).toContain('/FontFile2')
		await expect.element(page.getByText(name, { exact: false })).toBeVisible()
	})

	test('asks before it prepares pages of thousands of people', async () => {
		const people = Array.from({ length: 3_000 }, (_, n) => ({
			...memberDraft({ lastName: `Nom${n}` }),
			...{ id: `m${n}` as MemberId, createdAt: n, updatedAt: n }
		}))
		await database().members.bulkAdd(people)
		await database().memberPages.clear()
		await render(PrintTrial, { list: new MemberList() })
		await expect.element(page.getByText(/3\s003 personnes font des centaines de pages/)).toBeVisible()
		expect(document.querySelector('svg[role=img]')).toBeNull()

		await userEvent.click(page.getByRole('button', { name: 'Préparer toutes les pages' }))

		await expect.element(page.getByRole('img', { name: /^Page 1 sur \d{2,}/ })).toBeVisible()
	})

	test('has one label an address, names those without, and begins after the labels that are gone', async () => {
		await open()
		await choose('Étiquettes')

		await expect.element(page.getByText('1 personne n’a pas d’adresse complète', { exact: false })).toBeVisible()
		expect(textsOnPage()).toEqual(['Jovan Ćirić, Zoé Roux', '12 rue des Lilas', '69003 LYON'])
		await userEvent.click(page.getByRole('checkbox', { name: 'Une seule étiquette par adresse' }))
		await expect.poll(() => textsOnPage().length).toBe(6)
		await userEvent.fill(page.getByLabelText('Étiquettes déjà utilisées'), '20')
		await expect.element(page.getByRole('img', { name: 'Page 1 sur 2' })).toBeVisible()
	})

	test('remembers what was chosen the last time', async () => {
		await open()
		await choose('Cartes de membre')
		await userEvent.fill(page.getByLabelText('Validité'), 'Saison 2026-2027')
		await expect.poll(textsOnPage).toContain('Saison 2026-2027')
		cleanup()

		await open()

		await expect.element(page.getByRole('radio', { name: 'Cartes de membre' })).toBeChecked()
		expect(textsOnPage()).toEqual(expect.arrayContaining(['Jovan Ćirić', 'Carte de membre', 'Saison 2026-2027']))
		expect(countPages((await takePdf()).text)).toBe(1)
	})

	test('prints the face and the numbers of who has them', async () => {
		const canvas = new OffscreenCanvas(48, 60)
		canvas.getContext('2d')?.fillRect(0, 0, 48, 60)
		const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
		const photoId = unwrap(await addPhoto({ type: 'image/jpeg', bytes }))
		await addMember({ ...memberDraft({ lastName: 'Face', memberNumber: '128' }), photoId })
		await open()
		await choose('Cartes de membre')

		await expect.poll(() => document.querySelectorAll('svg[role=img] image').length).toBe(1)
		expect(textsOnPage()).toContain('N° 128')
		expect((await takePdf()).text).toContain('/DCTDecode')
	})

	test('shows no face of who did not agree to the use, leaves him out, or shows it when told to', async () => {
		const canvas = new OffscreenCanvas(48, 60)
		canvas.getContext('2d')?.fillRect(0, 0, 48, 60)
		const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
		const photoId = unwrap(await addPhoto({ type: 'image/jpeg', bytes }))
		const image = { given: true, on: '' as const }
		const social = { given: false, on: '' as const }
		await addMember({ ...memberDraft({ lastName: 'Vue' }), photoId }, { ...NO_ANSWERS, image, 'image-social': social })
		await addMember({ ...memberDraft({ lastName: 'Cachée' }), photoId })
		const faces = () => document.querySelectorAll('svg[role=img] image').length
		await open()
		await choose('Trombinoscope')

		await expect.element(page.getByText(/^4 personnes n’ont pas d’accord valable/)).toBeVisible()
		await expect.poll(faces).toBe(1)
		expect(textsOnPage()).toContain('Cachée Zoé')
		await userEvent.selectOptions(page.getByLabelText('Ce trombinoscope est pour'), 'image-social')
		await expect.poll(faces).toBe(0)
		await choose('Leur visage quand même')
		await expect.poll(faces).toBe(2)
		await userEvent.selectOptions(page.getByLabelText('Ce trombinoscope est pour'), 'image-display')
		await choose('Les laisser de côté')
		await expect.poll(faces).toBe(1)
		expect(textsOnPage()).not.toContain('Cachée Zoé')
		expect(textsOnPage()).toContain('Vue Zoé')
	})

	test('shows list and faces, and turns their pages', async () => {
		for (let n = 0; n < 30; n += 1) await addMember(memberDraft({ lastName: `Nom${n}` }))
		await open()
		expect(textsOnPage()).toEqual(expect.arrayContaining(['Liste des membres', 'E-mail', 'Ćirić']))
		await choose('Trombinoscope')

		await expect.element(page.getByRole('img', { name: 'Page 1 sur 2' })).toBeVisible()
		await userEvent.click(page.getByRole('button', { name: 'Page suivante' }))

		await expect.element(page.getByRole('img', { name: 'Page 2 sur 2' })).toBeVisible()
		await expect.element(page.getByRole('button', { name: 'Page suivante' })).toBeDisabled()
	})
})
