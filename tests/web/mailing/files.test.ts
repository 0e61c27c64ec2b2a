import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { readDraft } from '#web/db/drafts.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useMailingDesk } from '../../support/mailing-desk.ts'

const desk = useMailingDesk()

const group = () => page.getByRole('group', { name: 'Pièces jointes' })
const chooser = (name: string) => document.querySelector<HTMLInputElement>(`input[type=file][aria-label="${name}"]`)!

async function choose(label: string, ...files: File[]) {
	const transfer = new DataTransfer()
	for (const file of files) transfer.items.add(file)
	const input = chooser(label)
	input.files = transfer.files
	input.dispatchEvent(new Event('change', { bubbles: true }))
	await expect.poll(() => input.value).toBe('')
}

const text = (name: string, content = name) => new File([content], name, { type: 'text/plain' })
const attach = (...files: File[]) => choose('Joindre des fichiers', ...files)

describe('the files of a mailing', () => {
	test('are kept with the draft, told with their weight, and go out with the message', async () => {
		await desk.open(2, { subject: 'AG', body: 'Ci-joint' })

		await attach(text('ordre du jour.txt', 'x'.repeat(1_500)), text('pouvoir.txt'))

		await expect.element(group().getByText('ordre du jour.txt')).toBeVisible()
		await expect.element(group().getByText('1,5 ko')).toBeVisible()
		await expect
			.poll(async () => (await readDraft()).attachments?.map(({ name }) => name))
			.toEqual(['ordre du jour.txt', 'pouvoir.txt'])
		await desk.send()
		expect(desk.relay.files[0]?.map((file) => file.slice(0, 12))).toEqual(['ordre du jou', 'pouvoir.txt:'])
	})

	test('are taken out, and put back at one click', async () => {
		await desk.open(1)
		await attach(text('pouvoir.txt'))

		await desk.press('Retirer pouvoir.txt')
		await expect.element(group().getByText('pouvoir.txt')).not.toBeInTheDocument()
		toasts.items.at(-1)?.action?.run()

		await expect.element(group().getByText('pouvoir.txt')).toBeVisible()
	})

	test('are refused with a reason when they are empty, too many or too heavy, and those there stay', async () => {
		await desk.open(1)
		await attach(text('a.txt'))

		await attach(new File([], 'vide.pdf'), text('b.txt'))
		await expect.element(group().getByText(/^Vide.: vide\.pdf\. Rien n’a été joint/)).toBeVisible()
		await attach(...Array.from({ length: 20 }, (_, n) => text(`${n}.txt`)))
		await expect.element(group().getByText(/^Pas plus de 20 fichiers/)).toBeVisible()
		await attach(new File([new Uint8Array(19_500_000)], 'film.mp4'))
		await expect.element(group().getByText(/^Trop lourd.: avec film\.mp4/)).toBeVisible()

		await expect.poll(async () => (await readDraft()).attachments?.map(({ name }) => name)).toEqual(['a.txt'])
		await attach(new File([new Uint8Array(9_000_000)], 'photos.zip'))
		await expect.element(group().getByText(/^Beaucoup de boîtes refusent/)).toBeVisible()
	})

	test('of single recipients find whose they are by their names, and say who has none', async () => {
		await desk.open(3, { subject: 'Reçus', body: 'Ci-joint' })
		await group().getByText('Un fichier différent pour chacun').click()

		await choose('Choisir les fichiers', text('recu_lefevre_zoe1.pdf'), text('recu_lefevre_zoe2.pdf'), text('scan.pdf'))

		await expect.element(page.getByLabelText('Nom des fichiers')).toHaveValue('* {{nom}} {{prenom}} *')
		await expect.element(group().getByText('2 destinataires sur 3 ont leur fichier')).toBeVisible()
		await expect.element(group().getByText(/^Sans fichier.: Lefèvre Zoé3/)).toBeVisible()
		await expect.element(group().getByText(/^Ce fichier ne va à personne.: scan\.pdf/)).toBeVisible()
		await userEvent.fill(page.getByLabelText('Nom des fichiers'), 'recu {{nom}} {{prenom|x}}')
		await desk.send()
		expect(desk.relay.posts[0]?.recipients.map(({ attachments }) => attachments)).toEqual([[0], [1], undefined])
	})

	test('that could be two people’s go to neither', async () => {
		await desk.open(2, { subject: 'Reçus', body: 'Ci-joint' })
		await group().getByText('Un fichier différent pour chacun').click()
		await choose('Choisir les fichiers', text('recu lefevre.pdf'))

		await userEvent.fill(page.getByLabelText('Nom des fichiers'), 'recu {{nom}}')

		await expect.element(group().getByText(/^Ce fichier pourrait être à plusieurs personnes/)).toBeVisible()
		await desk.send()
		expect(desk.relay.files[0]).toEqual([])
	})
})
