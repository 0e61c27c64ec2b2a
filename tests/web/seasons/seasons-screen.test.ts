import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { membershipIdOf } from '#shared/membership.ts'
import { database } from '#web/db/database.ts'
import { addMember } from '#web/db/members.ts'
import { addPayment } from '#web/db/payments.ts'
import { addSeason, findChosenSeason, listSeasons } from '#web/db/seasons.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import SeasonsTrial from './SeasonsTrial.svelte'

const panel = () => page.getByRole('dialog')
const field = (label: string) => panel().getByLabelText(label, { exact: true })
const press = (name: string | RegExp) => userEvent.click(page.getByRole('button', { name, exact: true }))
const row = (name: string | RegExp) => page.getByRole('row', { name })
const add = async (firstName: string) => unwrap(await addMember(memberDraft({ firstName })))
const memberships = () => database().memberships.count()

async function openSeasons() {
	await page.viewport(1400, 900)
	await render(SeasonsTrial)
}

describe('the screen Saisons', () => {
	useFreshDatabase()
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))
	afterEach(cleanup)

	test('opens a first season with whom one chooses, as one action', async () => {
		for (const name of ['Zoé', 'Tom', 'Ivo']) await add(name)
		await openSeasons()

		await press('Ouvrir une première saison')
		await userEvent.fill(field('Nom de la saison'), '2026-2027')
		await userEvent.fill(field('Prix Club'), '120,50')
		await userEvent.fill(field('Prix MJC'), '30')
		await press('Une autre aide')
		await userEvent.fill(panel().getByRole('group', { name: 'Aide n° 1' }).getByLabelText('Libellé'), 'Pass’Sport')
		await userEvent.fill(
			panel().getByRole('group', { name: 'Aide n° 1' }).getByLabelText('Montant', { exact: true }),
			'70'
		)
		await userEvent.fill(field('Montant lu où'), 'sports.gouv.fr')
		await expect.element(panel().getByText('3 membres repris')).toBeVisible()
		await userEvent.click(field('Lefèvre Ivo'))
		await expect.element(panel().getByText('2 membres repris')).toBeVisible()
		await expect.element(panel().getByText('1 autre membre du fichier ne l’est pas.')).toBeVisible()
		await expect.element(panel().getByText(/150,50\s€ \(Club \+ MJC\) ou 120,50\s€/)).toBeVisible()
		await press('Ouvrir la saison')

		await expect.element(row(/2026-2027 .* 2 membres Affichée/)).toBeVisible()
		expect(await listSeasons()).toMatchObject([
			{ clubPrice: 120_50, mjcPrice: 30_00, aids: [{ label: 'Pass’Sport', amount: 70_00, source: 'sports.gouv.fr' }] }
		])
		await press('Annuler')
		await expect.element(page.getByText('Aucune saison pour l’instant')).toBeVisible()
		expect(await memberships()).toBe(0)
	})

	test('proposes the season after the last, with its prices and its members', async () => {
		await addSeason(seasonDraft({ otherPrices: [{ id: 'l', label: 'Licence', amount: 20_00 }] }))
		await add('Zoé')
		await openSeasons()

		await press('Nouvelle saison')

		await expect.element(field('Nom de la saison')).toHaveValue('2027-2028')
		await expect.element(field('Premier jour')).toHaveValue('2027-09-01')
		await expect.element(field('Prix Club')).toHaveValue('100')
		await expect
			.element(panel().getByRole('group', { name: 'Autre prix n° 1' }).getByLabelText('Libellé'))
			.toHaveValue('Licence')
		await expect.element(panel().getByText('1 membre repris')).toBeVisible()
	})

	test('says at the field what is wrong', async () => {
		await addSeason(seasonDraft())
		await openSeasons()

		await press('2026-2027')
		await userEvent.fill(field('Dernier jour'), '2026-08-01')
		await userEvent.fill(field('Prix MJC'), 'cher')
		await press('Un autre prix')
		await userEvent.fill(panel().getByRole('group', { name: 'Autre prix n° 1' }).getByLabelText('Montant'), '5')
		await press('Enregistrer')

		await expect.element(panel().getByText('La saison se terminerait avant de commencer.')).toBeVisible()
		await expect.element(panel().getByText('Écrivez un montant en euros, par exemple 120 ou 12,50.')).toBeVisible()
		await expect.element(panel().getByText('Dites de quoi il s’agit.')).toBeVisible()
		await expect.element(field('Dernier jour')).toHaveFocus()
		expect((await listSeasons())[0]).toMatchObject({ mjcPrice: 50_00, otherPrices: [] })
	})

	test('takes a season away with its memberships, and not when money was written down in it', async () => {
		const id = unwrap(await addSeason(seasonDraft()))
		const zoe = await add('Zoé')
		await openSeasons()
		await press('2026-2027')
		await press('Supprimer')
		await expect.element(page.getByText('Aucune saison pour l’instant')).toBeVisible()
		await press('Annuler')
		await expect.poll(memberships).toBe(1)

		await addPayment(paymentDraft({ [membershipIdOf(id, zoe)]: 10_00 }))
		await press('2026-2027')
		await press('Supprimer')

		await expect.element(page.getByText(/La saison 2026-2027 reste\s: 1 paiement y est noté/)).toBeVisible()
		expect(await listSeasons()).toHaveLength(1)
	})

	test('looks at a past season, and comes back', async () => {
		await addSeason(seasonDraft())
		const past = unwrap(
			await addSeason(seasonDraft({ name: '2020-2021', startsOn: '2020-09-01', endsOn: '2021-08-31' }))
		)
		await openSeasons()
		await expect.element(row(/2026-2027 .* Affichée/)).toBeVisible()

		await press('Afficher la saison 2020-2021')

		await expect.element(page.getByText('Vous regardez la saison 2020-2021')).toBeVisible()
		expect(await findChosenSeason()).toBe(past)
		await press('Revenir à la saison en cours')
		await expect.element(row(/2026-2027 .* Affichée/)).toBeVisible()
		expect(await findChosenSeason()).toBeUndefined()
	})

	test('finds again what was being typed', async () => {
		await addSeason(seasonDraft())
		const { unmount } = await render(SeasonsTrial)
		await press('2026-2027')
		await userEvent.fill(field('Prix Club'), '12')
		await expect.poll(() => database().drafts.count()).toBe(1)
		await unmount()

		await openSeasons()

		await expect.element(field('Prix Club')).toHaveValue('12')
	})

	test.each([
		['who is left', 'Tous les reprendre', ['Lefèvre Ivo'], 2],
		['who alone is taken', 'N’en reprendre aucun', ['Lefèvre Zoé'], 1]
	])('finds again %s', async (_, way, clicked, count) => {
		await addSeason(seasonDraft())
		for (const name of ['Zoé', 'Tom', 'Ivo']) await add(name)
		const { unmount } = await render(SeasonsTrial)
		await press('Nouvelle saison')
		await press(way)
		for (const name of clicked) await userEvent.click(field(name))
		await expect.poll(() => database().drafts.count()).toBe(1)
		await expect.element(panel().getByText(count === 1 ? '1 membre repris' : '2 membres repris')).toBeVisible()
		await unmount()

		await openSeasons()

		await expect.element(panel().getByText(count === 1 ? '1 membre repris' : '2 membres repris')).toBeVisible()
		await press('Ouvrir la saison')
		await expect.poll(memberships).toBe(3 + count)
	})
})
