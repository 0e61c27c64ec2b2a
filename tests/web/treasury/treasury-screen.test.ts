import { afterEach, describe, expect, test, vi } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent, type Locator } from 'vitest/browser'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import type { PaymentDraft } from '#shared/payment.ts'
import type { SeasonId } from '#shared/season.ts'
import { saveClubLook } from '#web/db/club-look.ts'
import { findLastUndoable, undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { readDraft } from '#web/db/drafts.ts'
import { addMember } from '#web/db/members.ts'
import { addMemberships } from '#web/db/memberships.ts'
import { addPayment } from '#web/db/payments.ts'
import { addSeason } from '#web/db/seasons.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import TreasuryTrial from './TreasuryTrial.svelte'

const press = (name: string | RegExp) => userEvent.click(page.getByRole('button', { name }))
const tick = (name: string | RegExp) => userEvent.click(page.getByRole('checkbox', { name }))
const look = (name: RegExp) => userEvent.click(page.getByRole('radio', { name }))
const HOME = { address: '12 rue des Lilas', postalCode: '21000', city: 'Dijon' }

/** What a row says, whatever spaces stand in it. */
const expectWords = (row: Locator, words: RegExp) =>
	expect.poll(() => row.element().textContent.replace(/\s+/g, ' ')).toMatch(words)

let seasonId: SeasonId
const people = new Map<string, MemberId>()

/** Three members in a season at 150 €, of whom none has paid. */
async function openSeason() {
	seasonId = unwrap(await addSeason(seasonDraft()))
	for (const firstName of ['Zoé', 'Tom', 'Ivo']) {
		people.set(firstName, unwrap(await addMember(memberDraft({ lastName: 'Roux', firstName, ...HOME }))))
	}
	unwrap(await addMemberships(seasonId, [...people.values()]))
}

const pay = (amounts: Record<string, number>, fields: Partial<PaymentDraft> = {}) => {
	const shares = Object.entries(amounts).map(([name, amount]) => [membershipIdOf(seasonId, people.get(name)!), amount])
	return addPayment(paymentDraft(Object.fromEntries(shares) as Record<string, number>, fields)).then(unwrap)
}
const cheque = (number: string) => ({
	means: 'cheque' as const,
	cheque: { number, bank: 'Crédit Agricole', writtenOn: '' as const, depositedOn: '' as const }
})

async function open() {
	await page.viewport(1400, 900)
	const onwrite = vi.fn()
	await render(TreasuryTrial, { onwrite })
	return onwrite
}

/** Presses what makes a PDF; resolves to its name and its first octets. */
async function takePaper(name: string | RegExp): Promise<{ name: string; head: string }> {
	const make = vi.spyOn(URL, 'createObjectURL')
	const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
	await press(name)
	await expect.poll(() => make.mock.calls.length).toBe(1)
	const head = (await (make.mock.lastCall?.[0] as Blob).text()).slice(0, 5)
	const taken = { name: (click.mock.contexts.at(-1) as HTMLAnchorElement).download, head }
	make.mockRestore()
	click.mockRestore()
	return taken
}

describe('the screen Trésorerie', () => {
	useFreshDatabase()
	afterEach(() => {
		cleanup()
		vi.restoreAllMocks()
		for (const { id } of toasts.items) toasts.remove(id)
	})

	test('leads to the seasons where there is none', async () => {
		await open()

		await expect.element(page.getByRole('link', { name: 'Aller aux saisons' })).toHaveAttribute('href', '/saisons')
	})

	test('shows what came in, a family’s cheque once, and makes a receipt of it', async () => {
		await openSeason()
		await pay({ Zoé: 150_00, Tom: 100_00 }, { ...cheque('1234567'), payerName: 'Mme Roux' })
		await pay({ Ivo: 20_00 }, { isRefund: true, means: 'transfer' })
		await open()

		await expect.element(page.getByText('2 paiements, 230,00 €')).toBeVisible()
		const row = page.getByRole('row', { name: /Mme Roux/ })
		await expectWords(row, /n° 1234567.*Roux Zoé, Roux Tom.*250,00/)
		expect(await takePaper(/^Reçu de Mme Roux/)).toMatchObject({ head: '%PDF-', name: expect.stringMatching(/^recu-/) })
	})

	test('puts ticked cheques on a slip, notes the day they went to the bank, and takes that back', async () => {
		await openSeason()
		await pay({ Zoé: 150_00 }, cheque('9'))
		await pay({ Tom: 50_00 }, cheque('10'))
		await open()
		await look(/Remises/)

		await tick(/^Tout cocher/)
		await expect.element(page.getByText('2 chèques, 200,00 €')).toBeVisible()
		expect(await takePaper('Bordereau (PDF)')).toMatchObject({ head: '%PDF-' })
		await tick(/Cocher Roux Tom/)
		await userEvent.fill(page.getByLabelText('Remis le'), '2026-10-05')
		await press('Noter la remise')

		await expect.element(page.getByRole('checkbox', { name: /Cocher Roux Zoé/ })).not.toBeInTheDocument()
		await expect.element(page.getByRole('checkbox', { name: /Cocher Roux Tom/ })).toBeVisible()
		const deposited = () =>
			database()
				.payments.toArray()
				.then((rows) => rows.map((row) => row.cheque?.depositedOn).sort())
		expect(await deposited()).toEqual(['', '2026-10-05'])
		await undoChangeSet((await findLastUndoable())!.id)
		await expect.element(page.getByRole('checkbox', { name: /Cocher Roux Zoé/ })).toBeVisible()
	})

	test('counts vouchers by value, and those that nobody counted', async () => {
		await openSeason()
		await pay(
			{ Zoé: 70_00 },
			{
				means: 'ancv',
				ancv: [
					{ value: 10_00, count: 2 },
					{ value: 50_00, count: 1 }
				]
			}
		)
		await pay({ Tom: 25_00 }, { means: 'ancv' })
		await open()
		await look(/Remises/)

		const table = page.getByRole('table', { name: /ANCV/ })
		await expectWords(table.getByRole('row', { name: /^10,00/ }), /2\s*20,00/)
		await expectWords(table.getByRole('row', { name: /Sans détail/ }), /25,00/)
		await expectWords(table.getByRole('row', { name: /Total/ }), /3\s*95,00/)
		expect(await takePaper('Bordereau ANCV (PDF)')).toMatchObject({ head: '%PDF-' })
	})

	test('says who owes what since when, and begins a mailing to them whose day is kept', async () => {
		await openSeason()
		await saveClubLook({ name: 'Judo Évry' })
		await pay({ Zoé: 150_00 })
		await pay({ Tom: 100_00 })
		const onwrite = await open()
		await look(/Relances/)

		await expect.element(page.getByText('2 membres doivent encore 200,00 €.')).toBeVisible()
		await tick(/Cocher Roux Tom/)
		await press('Écrire un mailing')

		await expect.poll(() => onwrite.mock.calls.length).toBe(1)
		const draft = await readDraft()
		expect(draft.recipientIds).toEqual([people.get('Tom')])
		expect(draft.subject).toBe('Cotisation 2026-2027')
		expect(draft.body).toContain('{{reste_du}}')
		const row = await database().memberships.get(membershipIdOf(seasonId, people.get('Tom')!))
		expect(row?.remindedOn).toHaveLength(1)
		await expectWords(page.getByRole('row', { name: /Roux Tom/ }), /relancé le/)
	})

	test('writes letters to those ticked, and keeps the day', async () => {
		await openSeason()
		await open()
		await look(/Relances/)

		await tick(/^Tout cocher/)
		expect(await takePaper('Lettres (PDF)')).toMatchObject({ head: '%PDF-', name: expect.stringMatching(/^relances-/) })

		await expectWords(page.getByRole('row', { name: /Roux Ivo/ }), /relancé le/)
	})
})
