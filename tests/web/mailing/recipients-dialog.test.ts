import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Member, MemberId } from '#shared/member.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { memberDraft } from '#tests/support/member-drafts.ts'
import { database } from '#web/db/database.ts'
import RecipientsDialog from '#web/mailing/RecipientsDialog.svelte'

const dialog = () => page.getByRole('dialog', { name: 'Sélection destinataires' })
const box = (name: string | RegExp) => dialog().getByRole('checkbox', { name, exact: typeof name === 'string' })
const button = (name: string) => dialog().getByRole('button', { name, exact: true })

useFreshDatabase()

const member = (id: string, lastName: string, firstName: string, email: string): Member => ({
	...memberDraft({ lastName, firstName, email }),
	id: id as MemberId,
	createdAt: 0,
	updatedAt: 0
})

const CLUB = [
	member('zoe', 'Lefèvre', 'Zoé', 'famille@example.org'),
	member('paul', 'Lefèvre', 'Paul', 'Famille@EXAMPLE.org'),
	member('ines', 'Ça', 'Inès', 'ines@example.org'),
	member('sans', 'Adam', 'Sans', ''),
	member('odd', 'Bois', 'Tordu', 'a@b, c@d')
]

async function open(selected: string[] = [], members = CLUB) {
	await database().members.bulkPut(members)
	const onaccept = vi.fn<(ids: MemberId[]) => void>()
	const rendered = await render(RecipientsDialog, { open: true, selected: selected as MemberId[], onaccept })
	return { onaccept, rendered }
}

/** A machine with other work to do takes its time. */
const PATIENCE = { timeout: 10_000 }

describe('Sélection destinataires', () => {
	test('lists everybody in order, and says why some cannot be ticked', async () => {
		await open()
		await expect.element(box('Lefèvre Zoé')).toBeVisible()

		const names = dialog().getByRole('listitem').elements()
		expect(names.map((item) => item.querySelector('label')?.textContent.trim())).toEqual([
			'Adam Sans',
			'Bois Tordu',
			'Ça Inès',
			'Lefèvre Paul',
			'Lefèvre Zoé'
		])
		await expect.element(box('Adam Sans')).toBeDisabled()
		await expect.element(box('Adam Sans')).toHaveAccessibleDescription(/Pas d’adresse/)
		await expect.element(box('Bois Tordu')).toHaveAccessibleDescription(/à corriger.*a@b, c@d/)
	})

	test('says who shares an address, and that each gets a message', async () => {
		await open()

		await expect.element(box('Lefèvre Zoé')).toHaveAccessibleDescription(/Même adresse que Lefèvre Paul/)
		await expect.element(dialog().getByText(/2 membres partagent une adresse/)).toBeVisible()
	})

	test('ticks all that can be written to, and hands them over in order', async () => {
		const { onaccept } = await open()
		await expect.element(box('Lefèvre Zoé')).toBeVisible()

		await box('Tout sélectionner').click()
		await expect.element(dialog().getByText('3 destinataires')).toBeVisible()
		await button('OK').click()

		expect(onaccept).toHaveBeenCalledExactlyOnceWith(['ines', 'paul', 'zoe'])
		await expect.element(dialog()).not.toBeInTheDocument()
	})

	test('starts from who was chosen, without those who are gone or cannot be reached', async () => {
		const { onaccept } = await open(['zoe', 'sans', 'parti'])
		await expect.element(box('Lefèvre Zoé')).toBeChecked()
		await expect.element(dialog().getByText('1 destinataire', { exact: true })).toBeVisible()

		await box('Ça Inès').click()
		await button('OK').click()

		expect(onaccept).toHaveBeenCalledExactlyOnceWith(['ines', 'zoe'])
	})

	test('finds by name without accents, and ticks only what was found', async () => {
		const { onaccept } = await open(['ines'])
		await expect.element(box('Lefèvre Zoé')).toBeVisible()

		await dialog().getByRole('searchbox', { name: 'Rechercher un membre' }).fill('lefevre')
		await expect.element(box('Ça Inès')).not.toBeInTheDocument()
		await box(/^Tout sélectionner/).click()
		await button('OK').click()

		expect(onaccept).toHaveBeenCalledExactlyOnceWith(['ines', 'paul', 'zoe'])
	})

	test('changes nothing when it is cancelled, and starts afresh', async () => {
		const { onaccept, rendered } = await open()
		await box('Lefèvre Zoé').click()
		await userEvent.keyboard('{Escape}')
		await expect.element(dialog()).not.toBeInTheDocument()

		await rendered.rerender({ open: true })

		await expect.element(box('Lefèvre Zoé')).not.toBeChecked()
		expect(onaccept).not.toHaveBeenCalled()
	})

	test('draws further rows as the end of a long list comes near', async () => {
		await open(
			[],
			Array.from({ length: 450 }, (_, n) => member(`m${n}`, `Nom${1000 + n}`, 'Ana', `m${n}@example.org`))
		)
		await expect.element(dialog().getByText('Et 250 autres : cherchez un nom pour les voir.')).toBeInTheDocument()

		await vi.waitUntil(() => {
			document.querySelector('dialog li:last-child')?.scrollIntoView()
			return document.querySelectorAll('dialog li').length === 450
		}, PATIENCE)

		await expect.element(box('Nom1449 Ana')).toBeVisible()
	})

	test('takes all of 5,000 members', async () => {
		const many = Array.from({ length: 5000 }, (_, n) => member(`m${n}`, `Nom${n}`, 'Ana', `m${n}@example.org`))
		const { onaccept } = await open([], many)

		await page.getByRole('checkbox', { name: 'Tout sélectionner' }).click()
		await page.getByRole('searchbox').fill('nom49')
		await expect.element(box('Nom49 Ana')).toBeVisible()
		await button('OK').click()

		expect(onaccept.mock.calls[0]?.[0]).toHaveLength(5000)
	})
})
