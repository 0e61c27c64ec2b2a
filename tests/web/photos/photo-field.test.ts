import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { undoChangeSet } from '#web/db/changes.ts'
import { findPhoto } from '#web/db/photos.ts'
import { addMember, findMember, updateMember } from '#web/db/members.ts'
import { scalePhoto } from '#web/photos/scale-photo.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paintedPicture, sizeOfPicture } from '../../support/painted-picture.ts'
import { unwrap } from '../../support/unwrap.ts'
import PhotoTrial from './PhotoTrial.svelte'

describe('scalePhoto', () => {
	test('makes an upright JPEG of the size of a card, cut from any shape, never blown up', async () => {
		expect(await sizeOfPicture(unwrap(await scalePhoto(await paintedPicture(3000, 2000))).bytes)).toEqual([480, 600])
		expect(await sizeOfPicture(unwrap(await scalePhoto(await paintedPicture(600, 4000, 'image/webp'))).bytes)).toEqual([
			480, 600
		])
		expect(await sizeOfPicture(unwrap(await scalePhoto(await paintedPicture(100, 100))).bytes)).toEqual([80, 100])
	})

	test('refuses what is no picture, drawings, and what cannot be read', async () => {
		const fault = async (content: BlobPart, type: string) => {
			const scaled = await scalePhoto(new Blob([content], { type }))
			return scaled.ok ? undefined : scaled.error.code
		}

		expect(await fault('Nom;Prénom', 'text/csv')).toBe('photo-type')
		expect(await fault('<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml')).toBe('photo-type')
		expect(await fault('no picture', 'image/png')).toBe('photo-unreadable')
	})

	test('keeps nothing that the camera wrote into the file', async () => {
		const { bytes } = unwrap(await scalePhoto(await paintedPicture(800, 1000, 'image/jpeg')))

		expect(new TextDecoder('latin1').decode(bytes)).not.toContain('Exif')
	})
})

describe('the photo of a member', () => {
	useFreshDatabase()
	beforeEach(() => page.viewport(900, 700))
	afterEach(cleanup)

	test('is taken from a file, shown, kept, and taken away', async () => {
		const chosen: string[] = []
		await render(PhotoTrial, { onchange: (id: string) => chosen.push(id) })
		await userEvent.upload(
			page.getByLabelText('Ajouter une photo', { exact: true }).last(),
			await paintedPicture(500, 500)
		)

		await expect.element(page.getByRole('button', { name: 'Changer' })).toBeVisible()
		await expect.poll(() => document.querySelector('.avatar img')?.getAttribute('src')).toMatch(/^blob:/)
		const photo = await findPhoto(chosen.at(-1) ?? '')
		expect(photo?.type).toBe('image/jpeg')
		await userEvent.click(page.getByRole('button', { name: 'Retirer' }))

		expect(chosen.at(-1)).toBe('')
		await expect.element(page.getByText('ZR')).toBeInTheDocument()
	})

	test('says what to do with a file that is none', async () => {
		await render(PhotoTrial, { onchange: () => undefined })
		const file = new File(['rien'], 'moi.png', { type: 'image/png' })

		await userEvent.upload(page.getByLabelText('Ajouter une photo', { exact: true }).last(), file)

		await expect.element(page.getByText('n’a pas pu être lue', { exact: false })).toBeVisible()
	})

	test('comes back with an undo, whatever became of it since', async () => {
		const id = unwrap(await addMember({ ...memberDraft(), photoId: 'first' }))
		const set = unwrap(await updateMember(id, { photoId: 'second' }))

		await undoChangeSet(set?.id ?? '')

		expect((await findMember(id))?.photoId).toBe('first')
	})
})
