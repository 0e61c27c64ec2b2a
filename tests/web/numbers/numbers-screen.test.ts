import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { addMember } from '#web/db/members.ts'
import { addMemberships, removeMemberships } from '#web/db/memberships.ts'
import { addPayment } from '#web/db/payments.ts'
import { addSeason } from '#web/db/seasons.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import NumbersTrial from './NumbersTrial.svelte'

const PAST = { name: '2025-2026', startsOn: '2025-09-01', endsOn: '2026-08-31' }

/** Joins the season in force, as everybody does who is added. */
const add = async (firstName: string, fields: Record<string, string> = {}) =>
	unwrap(await addMember(memberDraft({ firstName, ...fields, birthDate: (fields['birthDate'] ?? '') as Day })))

async function openNumbers(width = 1400) {
	await page.viewport(width, 900)
	await render(NumbersTrial)
}

/** Zoé stayed, Tom came, Ivo left; Zoé paid all of it, Tom a part. */
async function twoSeasons(): Promise<{ past: SeasonId; now: SeasonId; zoe: MemberId; tom: MemberId }> {
	const past = unwrap(await addSeason(seasonDraft(PAST)))
	const now = unwrap(await addSeason(seasonDraft()))
	const zoe = await add('Zoé', { city: 'Dijon', birthDate: '2016-09-01' })
	const tom = await add('Tom', { city: 'DIJON' })
	const ivo = await add('Ivo', { city: 'Talant' })
	unwrap(await addMemberships(past, [zoe, ivo]))
	unwrap(await removeMemberships([membershipIdOf(now, ivo)]))
	unwrap(await addPayment(paymentDraft({ [membershipIdOf(now, zoe)]: 150_00 }, { means: 'cheque' })))
	unwrap(await addPayment(paymentDraft({ [membershipIdOf(now, tom)]: 40_00 })))
	return { past, now, zoe, tom }
}

const told = (label: string) =>
	page.getByRole('term').filter({ hasText: label }).element().parentElement?.innerText.replace(/\s+/g, ' ')
const lines = (table: string) =>
	[...(page.getByRole('table', { name: table }).element() as HTMLTableElement).rows]
		.slice(1)
		.map((row) => row.innerText.replace(/\s+/g, ' ').trim())
const button = (name: RegExp) => page.getByRole('button', { name })

/** Whether anything was painted. */
function isPainted(canvas: HTMLCanvasElement): boolean {
	const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
	return data.some((value, at) => at % 4 === 3 && value > 0)
}

/** The files that are given to the person while `act` runs, by name. */
async function filesOf(act: () => Promise<void>): Promise<Map<string, Blob>> {
	const files = new Map<string, Blob>()
	const blobs = new Map<string, Blob>()
	const { createObjectURL } = URL
	URL.createObjectURL = (blob: Blob) => {
		const url = createObjectURL(blob)
		blobs.set(url, blob)
		return url
	}
	const click = (event: Event) => {
		const link = event.target as HTMLAnchorElement
		event.preventDefault()
		files.set(link.download, blobs.get(link.href) as Blob)
	}
	const { click: original } = HTMLAnchorElement.prototype
	HTMLAnchorElement.prototype.click = function () {
		click({ target: this, preventDefault: () => undefined } as unknown as Event)
	}
	await act()
	await expect.poll(() => files.size).toBeGreaterThan(0)
	URL.createObjectURL = createObjectURL
	HTMLAnchorElement.prototype.click = original
	return files
}

describe('the screen Chiffres', () => {
	useFreshDatabase()
	afterEach(cleanup)

	test('tells how many there are, who came, stayed and left, and the money, beside the season before', async () => {
		await twoSeasons()
		await openNumbers()

		await expect.element(page.getByRole('heading', { name: 'Les membres' })).toBeVisible()
		expect(told('Membres')).toBe('Membres 2 comme en 2025-2026')
		expect(told('Nouveaux')).toBe('Nouveaux 1 absents en 2025-2026')
		expect(told('Réinscrits')).toMatch(/^Réinscrits 1/)
		expect(told('Partis')).toMatch(/^Partis 1/)
		expect(told('Dû')).toMatch(/^Dû 300,00 € comme/)
		expect(told('Reçu')).toBe('Reçu 190,00 € +190,00 € (0,00 € en 2025-2026)')
		expect(told('Reste à payer')).toBe('Reste à payer 110,00 € −190,00 € (300,00 € en 2025-2026)')
	})

	test('draws what is worth it, and gives the same in tables that are always there', async () => {
		await twoSeasons()
		await openNumbers()

		await expect.element(page.getByRole('img', { name: /Âges/ })).toBeVisible()
		expect(lines('D’une saison à l’autre')).toEqual(['2025-2026 1 1 –', '2026-2027 1 – 1'])
		expect(lines('Âges').filter((line) => !line.endsWith(' 0'))).toEqual(['6–11 1', 'Âge inconnu 1'])
		expect(lines('Reçu, par moyen de paiement')).toEqual([
			'Chèque 150,00 €',
			'Espèces 40,00 €',
			'Reste à payer 110,00 €'
		])
		expect(lines('Où en sont les cotisations')).toEqual(['Partiellement payée 1', 'Payée 1'])
		// One town alone is told, not drawn.
		await expect.element(page.getByRole('table', { name: 'Villes' })).toBeVisible()
		expect(lines('Villes')).toEqual(['Dijon 2'])
		expect(page.getByRole('img', { name: /Villes/ }).query()).toBeNull()
		await expect.poll(() => [...document.querySelectorAll('canvas')].map(isPainted)).toEqual([true, true, true, true])
	})

	test('shows a table beside its chart on demand', async () => {
		await twoSeasons()
		await openNumbers()
		const show = button(/^Voir les chiffres : Âges$/)
		await expect.element(show).toHaveAttribute('aria-expanded', 'false')

		await userEvent.click(show)

		await expect.element(button(/^Masquer les chiffres : Âges$/)).toHaveAttribute('aria-expanded', 'true')
		const box = page.getByRole('table', { name: 'Âges' }).element().getBoundingClientRect()
		expect(box.width).toBeGreaterThan(150)
	})

	test('follows what is written, and looks at another season on demand', async () => {
		const { now, tom } = await twoSeasons()
		await openNumbers()
		await expect.element(page.getByText('Partiellement payée')).toBeInTheDocument()

		unwrap(await addPayment(paymentDraft({ [membershipIdOf(now, tom)]: 110_00 })))
		await expect.poll(() => told('Reste à payer')).toMatch(/^Reste à payer 0,00 €/)

		await userEvent.selectOptions(page.getByLabelText('Saison', { exact: true }), '2025-2026')
		await expect.poll(() => told('Membres')).toBe('Membres 2')
		expect(lines('Villes')).toEqual(['Dijon 1', 'Talant 1'])
		expect(page.getByRole('table', { name: 'D’une saison à l’autre' }).query()).toBeNull()
	})

	test('gives each chart as a file of its figures and as a picture', async () => {
		await twoSeasons()
		await openNumbers()
		await expect.element(button(/^CSV : Reçu/)).toBeVisible()

		const csv = await filesOf(() => userEvent.click(button(/^CSV : Reçu/)))
		const png = await filesOf(() => userEvent.click(button(/^Image : Âges/)))

		expect(await csv.get('chiffres-2026-2027-argent.csv')?.text()).toBe(
			'Moyen de paiement;Montant\r\nChèque;150,00\r\nEspèces;40,00\r\nReste à payer;110,00\r\n'
		)
		const picture = await createImageBitmap(png.get('chiffres-2026-2027-ages.png') as Blob)
		expect(picture.width).toBe(1920)
	})

	test('says what belongs here as long as there is nothing', async () => {
		await openNumbers(360)
		await expect.element(page.getByRole('link', { name: 'Ouvrir les saisons' })).toHaveAttribute('href', '/saisons')

		await addSeason(seasonDraft())

		await expect.element(page.getByText('Personne dans la saison 2026-2027')).toBeVisible()
		await expect.element(page.getByRole('link', { name: 'Voir les membres' })).toHaveAttribute('href', '/membres')
		await add('Zoé')
		await expect.poll(() => document.querySelector('.figure')?.textContent).toBe('1')
		expect(document.querySelectorAll('canvas')).toHaveLength(0)
	})
})
