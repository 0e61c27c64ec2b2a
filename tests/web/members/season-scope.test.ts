import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MemberId } from '#shared/member.ts'
import { addMember } from '#web/db/members.ts'
import { addMemberships, listMembershipsOf } from '#web/db/memberships.ts'
import { addSeason, chooseSeason } from '#web/db/seasons.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, useScreen } from './members-on-screen.ts'

const row = (name: string | RegExp) => page.getByRole('row', { name })
const scope = () => page.getByRole('group', { name: 'Membres affichés' })
const add = async (firstName: string): Promise<MemberId> => unwrap(await addMember(memberDraft({ firstName })))
const seasonsOf = async (id: MemberId) => (await listMembershipsOf(id)).length

describe('the season that the list of members shows', () => {
	useScreen()
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('is not spoken of as long as the club has none', async () => {
		await openScreen([{ firstName: 'Zoé' }])

		await expect.element(row(/Zoé/)).toBeVisible()
		await expect.element(scope()).not.toBeInTheDocument()
	})

	test('holds who is in it, and everybody is one step away', async () => {
		await add('Zoé')
		await addSeason(seasonDraft())
		await add('Tom')
		await openScreen()

		await expect.element(row(/Tom/)).toBeVisible()
		await expect.element(row(/Zoé/)).not.toBeInTheDocument()
		await expect.element(page.getByText('1 membre', { exact: true })).toBeVisible()
		await press('Tout le monde')
		await expect.element(row(/Zoé/)).toBeVisible()
		await expect.element(page.getByText('2 membres', { exact: true })).toBeVisible()
		await press('Saison 2026-2027')

		await expect.element(row(/Zoé/)).not.toBeInTheDocument()
	})

	test('says that nobody is in it, and shows the others', async () => {
		await add('Zoé')
		await addSeason(seasonDraft())
		await openScreen()

		await expect.element(page.getByText('Personne dans la saison 2026-2027')).toBeVisible()
		await userEvent.click(page.getByRole('button', { name: 'Tout le monde' }).last())

		await expect.element(row(/Zoé/)).toBeVisible()
	})

	test('takes in those who are ticked among everybody, as one action', async () => {
		const zoe = await add('Zoé')
		await addSeason(seasonDraft())
		const tom = await add('Tom')
		await openScreen()
		await press('Tout le monde')
		for (const name of ['Zoé', 'Tom']) {
			await userEvent.click(page.getByRole('checkbox', { name: `Sélectionner Lefèvre ${name}` }))
		}

		await press('Inscrire 1 membre à 2026-2027')

		await expect.poll(() => seasonsOf(zoe)).toBe(1)
		await expect.element(page.getByRole('button', { name: /^Inscrire/ })).not.toBeInTheDocument()
		await userEvent.click(page.getByRole('status').getByRole('button', { name: 'Annuler' }))
		await expect.poll(() => seasonsOf(zoe)).toBe(0)
		expect(await seasonsOf(tom)).toBe(1)
	})

	test('offers to look among everybody when a search finds nobody in it', async () => {
		await add('Zoé')
		await addSeason(seasonDraft())
		await add('Tom')
		await openScreen()

		await userEvent.fill(page.getByRole('searchbox'), 'zoe')
		await press('Chercher parmi tout le monde')

		await expect.element(row(/Zoé/)).toBeVisible()
	})

	test('follows another season as soon as one turns to it', async () => {
		await addSeason(seasonDraft())
		await add('Tom')
		const past = unwrap(
			await addSeason(seasonDraft({ name: '2020-2021', startsOn: '2020-09-01', endsOn: '2021-08-31' }))
		)
		await openScreen()
		await expect.element(row(/Tom/)).toBeVisible()

		await chooseSeason(past)

		await expect.element(scope().getByRole('button', { name: 'Saison 2020-2021' })).toBeVisible()
		await expect.element(row(/Tom/)).not.toBeInTheDocument()
	})

	test('is looked beyond as long as the filter asks for another one, or for two', async () => {
		unwrap(await addSeason(seasonDraft({ name: '2025-2026', startsOn: '2025-09-01', endsOn: '2026-08-31' })))
		const [zoe] = [await add('Zoé'), await add('Tom')]
		const next = unwrap(await addSeason(seasonDraft()))
		await chooseSeason(next)
		unwrap(await addMemberships(next, [zoe]))
		await add('Lou')
		await openScreen()
		await expect.element(row(/Lou/)).toBeVisible()
		const ask = (label: string, season: string) =>
			userEvent.selectOptions(page.getByLabelText(label, { exact: true }), season)
		const names = () =>
			page
				.getByRole('row')
				.elements()
				.flatMap((one) => /Zoé|Tom|Lou/.exec(one.textContent)?.[0] ?? [])

		await press('Filtrer')
		await ask('Inscrit en', '2025-2026')
		await expect.poll(names).toEqual(['Tom', 'Zoé'])
		await ask('Pas inscrit en', '2026-2027')
		await expect.poll(names).toEqual(['Tom'])
		await expect.element(page.getByRole('button', { name: /Pas inscrit en.*2026-2027/ })).toBeVisible()
		await ask('Pas inscrit en', 'Peu importe')
		await ask('Et aussi en', '2026-2027')
		await expect.poll(names).toEqual(['Zoé'])
		await ask('Inscrit en', 'Peu importe')

		await expect.poll(names).toEqual(['Lou', 'Zoé'])
	})
})
