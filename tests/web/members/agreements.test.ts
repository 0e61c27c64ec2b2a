import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import { dayBefore, formatDay } from '#shared/day.ts'
import { seasonEnd, seasonOf } from '#shared/season-name.ts'
import { dayHere } from '#web/db/day-here.ts'
import { addMember, listMembers, readConsents } from '#web/db/members.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

const TODAY = dayHere()
const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))
const form = () => page.getByRole('dialog')
const field = (label: string) => form().getByLabelText(label, { exact: true })
const unfold = (name: string, at = 0) => userEvent.click(form().getByText(name, { exact: true }).nth(at))
const answers = async () => readConsents((await listMembers())[0]!.id)

async function openForm(given: ConsentAnswers = NO_ANSWERS) {
	unwrap(await addMember(memberDraft(), given))
	await page.viewport(1400, 900)
	await render(ScreenWithToasts, { onmailing: () => undefined })
	await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
}

describe('the agreements on a member’s form', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('take an answer of today, how long it holds and how it was had', async () => {
		await openForm()

		await userEvent.selectOptions(field("Droit à l'image"), 'Oui')
		await unfold('Durée et origine')
		await press(`Fin de la saison (${formatDay(seasonEnd(seasonOf(TODAY)))})`)
		await userEvent.selectOptions(field('Image : origine'), 'Autre…')
		await userEvent.fill(field('Image : précisez l’origine'), 'Forum des associations')
		await press('Enregistrer')

		await expect.poll(answers).toEqual({
			...NO_ANSWERS,
			image: { given: true, on: TODAY, until: seasonEnd(seasonOf(TODAY)), source: 'Forum des associations' }
		})
	})

	test('refuse one use and leave the others to the general answer', async () => {
		await openForm({ ...NO_ANSWERS, image: { given: true, on: TODAY } })

		await unfold('Usages de l’image')
		await expect.element(field('Image sur le site web')).toHaveDisplayValue('Comme le droit à l’image')
		await userEvent.selectOptions(field('Image sur les réseaux sociaux'), 'Non')
		await press('Enregistrer')

		await expect.poll(async () => (await answers())['image-social']).toEqual({ given: false, on: TODAY })
		expect((await answers())['image-site']).toBeUndefined()
		await expect.element(page.getByText('Image, selon l’usage')).toBeVisible()
	})

	test('say that an agreement is over, in the form and in the list', async () => {
		await openForm({ ...NO_ANSWERS, image: { given: true, on: '', until: dayBefore(TODAY), source: 'paper' } })

		await expect.element(form().getByText(/^Cet accord a expiré le/)).toBeVisible()
		await expect.element(form().getByText(`jusqu’au ${formatDay(dayBefore(TODAY))}, Formulaire papier`)).toBeVisible()
		expect(page.getByRole('img', { name: 'Expiré' }).all()).toHaveLength(1)
	})

	test('take a new answer without the end and the source of the old one', async () => {
		await openForm({ ...NO_ANSWERS, image: { given: true, on: '', until: dayBefore(TODAY), source: 'paper' } })

		await userEvent.selectOptions(field("Droit à l'image"), 'Non')
		await press('Enregistrer')

		await expect.poll(async () => (await answers()).image).toEqual({ given: false, on: TODAY })
	})

	test('are found by what they are worth', async () => {
		await openForm({ ...NO_ANSWERS, image: { given: true, on: '', until: dayBefore(TODAY) } })
		unwrap(await addMember(memberDraft({ lastName: 'Zola' }), { ...NO_ANSWERS, image: { given: true, on: '' } }))
		await userEvent.keyboard('{Escape}')
		await press('Filtrer')

		await userEvent.selectOptions(field('Droit à l’image'), 'Expiré')

		await expect.element(form().getByText('1 sur 2')).toBeVisible()
		await userEvent.selectOptions(field('Droit à l’image'), 'Avec une fin…')
		await expect.element(form().getByText('1 sur 2')).toBeVisible()
		await userEvent.fill(field('Image : expire avant le'), dayBefore(dayBefore(TODAY)))
		await expect.element(form().getByText('0 sur 2')).toBeVisible()
	})
})
