import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { database } from '#web/db/database.ts'
import { readDraft } from '#web/db/drafts.ts'
import { takePicture } from '#web/mailing/files/take-picture.ts'
import { contentOf, sentFiles } from '#web/outbox/written-content.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useMailingDesk } from '../../support/mailing-desk.ts'
import { paintedPicture, sizeOfPicture } from '../../support/painted-picture.ts'
import { unwrap } from '../../support/unwrap.ts'

const desk = useMailingDesk()

const image = () => document.querySelector<HTMLImageElement>('.rich-text img')
const panel = () => page.getByRole('group', { name: 'Image dans le texte' })

/** Chooses files by the button over the text, once the editor is there. */
async function choose(...files: File[]) {
	const tool = page.getByRole('button', { name: 'Image', exact: true })
	await expect.element(tool).not.toHaveAttribute('aria-disabled')
	const transfer = new DataTransfer()
	for (const file of files) transfer.items.add(file)
	const input = document.querySelector<HTMLInputElement>('input[type=file][aria-label="Image"]')!
	input.files = transfer.files
	input.dispatchEvent(new Event('change', { bubbles: true }))
}

const insert = async (file: File) => {
	await choose(file)
	await expect.poll(() => image()?.naturalWidth).toBeGreaterThan(0)
}

describe('a picture in the text', () => {
	test('is made fit for a mail, described, kept, previewed and sent inside the message', async () => {
		await desk.open(1, { subject: 'Stage', body: 'Le stage' })

		await insert(await paintedPicture(2_000, 1_000))
		await expect.element(panel().getByLabelText('Description de l’image')).toHaveFocus()
		await userEvent.keyboard('Le tatami')
		await panel().getByRole('radio', { name: 'Moyenne' }).click()

		await expect.poll(() => [image()?.alt, image()?.getAttribute('width')]).toEqual(['Le tatami', '400'])
		expect(image()?.naturalWidth).toBe(1_280)
		await expect.poll(async () => (await readDraft()).attachments).toHaveLength(1)
		const [file] = (await readDraft()).attachments ?? []
		expect(file).toMatchObject({ name: 'moi.png', type: 'image/png', contentId: file?.id })
		await expect
			.element(page.getByRole('group', { name: 'Pièces jointes' }).getByText('moi.png'))
			.not.toBeInTheDocument()

		await desk.press('Prévisualiser')
		await expect
			.poll(() => document.querySelector('iframe')?.srcdoc)
			.toMatch(/<img src="data:image\/png;base64,[^"]+" alt="Le tatami" width="400"/)
		await userEvent.keyboard('{Escape}')
		await desk.send()
		const [request] = desk.relay.posts
		expect(request?.html).toContain(`<img src="cid:${file?.id}" alt="Le tatami" width="400"`)
		expect(request?.attachments).toEqual([{ contentId: file?.id }])
		expect(desk.relay.files[0]).toHaveLength(1)
	})

	test('that was taken out of the text does not go out, and comes back with the text', async () => {
		await desk.open(1, { subject: 'Stage', body: 'Le stage' })
		await insert(await paintedPicture(300, 200))

		await panel().getByRole('button', { name: 'Retirer l’image' }).click()
		await expect.poll(image).toBeNull()
		await expect.poll(async () => JSON.stringify((await readDraft()).doc)).not.toContain('image')
		expect(sentFiles(await readDraft())).toEqual([])
		await desk.press('Défaire')

		await expect.poll(() => image()?.naturalWidth).toBe(300)
		await expect.poll(async () => sentFiles(await readDraft())).toHaveLength(1)
	})

	test('that is none, or damaged, is refused in words, and the text stays as it is', async () => {
		await desk.open(1, { subject: 'Stage', body: 'Le stage' })
		const damaged = new File(['\u0089PNG nothing more'], 'a.png', { type: 'image/png' })

		await choose(new File(['text'], 'a.txt', { type: 'text/plain' }))
		await expect.poll(() => toasts.items.at(-1)?.message).toMatch(/n’est pas une photo/)
		await choose(damaged)
		await expect.poll(() => toasts.items.at(-1)?.message).toMatch(/n’a pas pu être lue/)

		expect(image()).toBeNull()
		expect((await readDraft()).attachments ?? []).toEqual([])
		expect(await database().attachments.count()).toBe(0)
	})

	test('is pasted from the clipboard, unless words come with it', async () => {
		await desk.open(1, { subject: 'Stage', body: 'Le stage' })
		await expect.element(page.getByRole('button', { name: 'Image', exact: true })).not.toHaveAttribute('aria-disabled')
		const box = desk.body.element()
		const paste = async (words: string) => {
			const clipboardData = new DataTransfer()
			clipboardData.items.add(await paintedPicture(20, 20))
			if (words !== '') clipboardData.setData('text/plain', words)
			box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
		}

		await paste('douze euros')
		await expect.poll(() => box.textContent).toContain('douze euros')
		expect(image()).toBeNull()
		await paste('')

		await expect.poll(() => image()?.naturalWidth).toBe(20)
	})
})

describe('takePicture', () => {
	test('paints a photo anew, and a heavy drawing as a photo; a light drawing stays as it is', async () => {
		const sizes = async (file: File) => {
			const { file: kept, contentId, width } = unwrap(await takePicture(file))
			const row = await database().attachments.get(contentId)
			return [kept.type, width, ...(await sizeOfPicture(row!.bytes as Uint8Array<ArrayBuffer>))]
		}
		const light = await paintedPicture(200, 100)
		const noise = new OffscreenCanvas(800, 800)
		const grains = crypto.getRandomValues(new Uint8ClampedArray(65_536))
		const data = new ImageData(800, 800)
		for (let at = 0; at < data.data.length; at += grains.length)
			data.data.set(grains.subarray(0, data.data.length - at), at)
		noise.getContext('2d')?.putImageData(data, 0, 0)
		const heavy = new File([await noise.convertToBlob()], 'bruit.png', { type: 'image/png' })

		expect(await sizes(light)).toEqual(['image/png', 200, 200, 100])
		expect(await sizes(await paintedPicture(2_560, 100, 'image/jpeg'))).toEqual(['image/jpeg', 640, 1_280, 50])
		expect(await sizes(heavy)).toEqual(['image/jpeg', 640, 800, 800])
	})
})

describe('contentOf', () => {
	const picture = { type: 'image', attrs: { contentId: 'here', alt: 'Le tatami', width: 200 } }
	const written = { subject: 'Stage', body: '[Le tatami]', doc: { type: 'doc' as const, content: [picture] } }
	const file = { id: 'here', contentId: 'here', name: 'a.png', type: 'image/png', size: 3 }

	test('shows a picture whose file goes out with it, and says what one without was', () => {
		expect(contentOf({ ...written, attachments: [file] }).html).toContain('<img src="cid:here"')
		expect(contentOf({ ...written, attachments: [] }).html).not.toContain('cid:')
		expect(contentOf({ ...written, attachments: [] }).html).toContain('[Le tatami]')
	})
})
