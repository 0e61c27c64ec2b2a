import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { formatDay, type Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { addMember } from '#web/db/members.ts'
import { addPosition, assignPosition, listPositions, listTerms } from '#web/db/positions.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

const TODAY = dayHere()
const panel = (name: string) => page.getByRole('dialog', { name, exact: true })
const press = (name: string | RegExp) => userEvent.click(page.getByRole('button', { name, exact: true }))
const pressIn = (dialog: string, name: string | RegExp) =>
	userEvent.click(panel(dialog).getByRole('button', { name, exact: true }))
const row = (name: RegExp) => page.getByRole('row', { name })

async function open(width = 1400) {
	await page.viewport(width, 900)
	return render(ScreenWithToasts)
}

async function addStored() {
	const zoe = unwrap(await addMember(memberDraft({ birthDate: '2000-05-01' as Day })))
	const tom = unwrap(await addMember(memberDraft({ lastName: 'Nguyen', firstName: 'Tom' })))
	const post = unwrap(await addPosition({ name: 'Trésorière', kind: 'treasurer', description: '' }))
	return { zoe, tom, post }
}

async function pick(name: string, typed: string) {
	await userEvent.fill(page.getByRole('combobox', { name: 'Membre' }), typed)
	await userEvent.click(page.getByRole('option', { name }))
}

describe('the screen of the positions', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('says what belongs here, and adds the first position', async () => {
		await open()

		await press('Créer le premier poste')
		await userEvent.fill(panel('Ajouter un poste').getByLabelText('Nom du poste'), ' Présidente ')
		await userEvent.selectOptions(panel('Ajouter un poste').getByLabelText('Type'), 'Président')
		await press('Enregistrer')

		await expect.element(panel('Présidente').getByText(/personne ne tient ce poste/)).toBeVisible()
		await expect.element(row(/Présidente.*Président.*Libre/)).toBeVisible()
		expect(await listPositions()).toMatchObject([{ name: 'Présidente', kind: 'president' }])
	})

	test('refuses a position without a name, at the field', async () => {
		await open()

		await press('Ajouter')
		await press('Enregistrer')

		await expect.element(page.getByText('Donnez un nom à ce poste.')).toBeVisible()
		await expect.element(page.getByLabelText('Nom du poste')).toHaveFocus()
	})

	test('gives a position to a member from today on, and frees it; the history stays', async () => {
		await addStored()
		await open()

		await press('Affecter le poste Trésorière')
		await pick('Lefèvre Zoé', 'ZOE lefe')
		await pressIn('Affecter à un membre', 'Affecter')
		await expect.element(row(/Trésorière.*Lefèvre Zoé depuis le/)).toBeVisible()
		await pressIn('Trésorière', 'Libérer')
		await pressIn('Libérer le poste', 'Libérer')

		const period = `du ${formatDay(TODAY)} au ${formatDay(TODAY)}`
		await expect.element(panel('Trésorière').getByText(period)).toBeVisible()
		await expect.element(row(/Trésorière.*Libre/)).toBeVisible()
		await userEvent.click(page.getByText('Annuler'))
		await expect.poll(async () => (await listTerms())[0]?.to).toBe('')
	})

	test('refuses days in the wrong order, and an end that is not said', async () => {
		const { zoe, post } = await addStored()
		await assignPosition(post, { memberId: zoe, from: '2025-09-01' as Day, to: '' })
		await open()

		await press('Libérer le poste Trésorière')
		await userEvent.fill(page.getByLabelText('Date de fin'), '2025-08-31')
		await pressIn('Libérer le poste', 'Libérer')
		await expect.element(page.getByText(/La date de fin est avant la date de début/)).toBeVisible()
		await userEvent.fill(page.getByLabelText('Date de fin'), '')
		await pressIn('Libérer le poste', 'Libérer')

		await expect.element(page.getByText('Indiquez le jour où le poste est libéré.')).toBeVisible()
		expect(await listTerms()).toMatchObject([{ to: '' }])
	})

	test('warns of a second holder and takes him all the same', async () => {
		const { zoe, post } = await addStored()
		await assignPosition(post, { memberId: zoe, from: '2025-09-01' as Day, to: '' })
		await open()

		await press('Affecter le poste Trésorière')
		await expect.element(page.getByText(/ce poste est aussi tenu par Lefèvre Zoé/)).toBeVisible()
		await pick('Nguyen Tom', 'ngu')
		await pressIn('Affecter à un membre', 'Affecter')

		await expect.element(row(/Lefèvre Zoé.*Nguyen Tom|Nguyen Tom.*Lefèvre Zoé/)).toBeVisible()
		await press('Libérer Nguyen Tom')
		await pressIn('Libérer le poste', 'Libérer')
		await expect.element(panel('Trésorière')).toBeVisible()
		await expect.poll(async () => (await listTerms()).filter(({ to }) => to === '').length).toBe(1)
	})

	test('corrects and takes away a past term', async () => {
		const { zoe, post } = await addStored()
		await assignPosition(post, { memberId: zoe, from: '2020-01-01' as Day, to: '2021-01-01' as Day })
		await open()

		await press('Trésorière')
		await press(/^Modifier le mandat/)
		await userEvent.fill(page.getByLabelText('Date de début'), '2019-01-01')
		await press('Enregistrer')
		await expect.element(page.getByText('du 01/01/2019 au 01/01/2021')).toBeVisible()
		await press(/^Supprimer le mandat/)

		await expect.poll(async () => (await listTerms()).length).toBe(0)
		await press('Annuler')
		await expect.element(page.getByText('du 01/01/2019 au 01/01/2021')).toBeVisible()
	})

	test('removes a position at once, and brings it back by Ctrl+Z', async () => {
		await addStored()
		await open()

		await press('Trésorière')
		await press('Supprimer')
		await expect.element(page.getByText('Aucun poste pour l’instant')).toBeVisible()
		await userEvent.keyboard('{Control>}z{/Control}')

		await expect.element(row(/Trésorière/)).toBeVisible()
	})

	test('finds what was typed again after the screen was left', async () => {
		await addStored()
		const screen = await open()
		await press('Affecter le poste Trésorière')
		await pick('Nguyen Tom', 'tom')
		await userEvent.fill(page.getByLabelText('Date de fin'), '2027-06-30')
		await expect.poll(async () => JSON.stringify(await database().drafts.toArray())).toContain('2027-06-30')
		await screen.unmount()

		await open()

		await expect.element(page.getByText('Saisie retrouvée')).toBeVisible()
		await expect.element(page.getByRole('combobox', { name: 'Membre' })).toHaveValue('Nguyen Tom')
		await pressIn('Affecter à un membre', 'Affecter')
		await expect.poll(async () => (await listTerms())[0]).toMatchObject({ to: '2027-06-30' })
		await expect.poll(() => database().drafts.count()).toBe(0)
	})

	test('shows cards on a phone', async () => {
		const { zoe, post } = await addStored()
		await assignPosition(post, { memberId: zoe, from: '2025-09-01' as Day, to: '' })
		await open(360)

		await expect.element(page.getByText('depuis le 01/09/2025')).toBeVisible()
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360)
		await press('Trésorière')
		await expect.element(panel('Trésorière').getByRole('button', { name: 'Libérer' })).toBeVisible()
	})

	test('shows a term of somebody who is gone', async () => {
		const { post } = await addStored()
		await assignPosition(post, { memberId: 'gone' as MemberId, from: '', to: '' })
		await open()

		await expect.element(row(/Membre supprimé depuis une date inconnue/)).toBeVisible()
	})
})
