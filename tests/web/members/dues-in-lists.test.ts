import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { database } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { addMember, findMember } from '#web/db/members.ts'
import { updateMemberships } from '#web/db/memberships.ts'
import { addPayment, depositCheques } from '#web/db/payments.ts'
import { readRegister } from '#web/db/register.ts'
import { addSeason } from '#web/db/seasons.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import { mergeValuesOf, readMergeFacts } from '#web/merge-values.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const totals = () => page.getByRole('region', { name: 'Total des paiements' })
/** Amounts have no-break spaces. */
const said = (element: Element) => element.textContent.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\s+/g, ' ')
const rowOf = (name: RegExp) => said(page.getByRole('row', { name }).element())
const told = () => said(totals().element())

/** Zoé paid 60 € by cheque of 150, Tom 150 € in cash, Lou is exempt; one cheque of 40 € is for Zoé and Tom. */
async function club() {
	const season = unwrap(await addSeason(seasonDraft()))
	const ids: MemberId[] = []
	for (const firstName of ['Zoé', 'Tom', 'Lou']) ids.push(unwrap(await addMember(memberDraft({ firstName }))))
	const [zoe, tom, lou] = ids.map((id) => membershipIdOf(season, id))
	const cheque = { means: 'cheque' } as const
	unwrap(await addPayment(paymentDraft({ [zoe!]: 60_00 }, cheque)))
	unwrap(await addPayment(paymentDraft({ [tom!]: 130_00 })))
	unwrap(await addPayment(paymentDraft({ [zoe!]: 20_00, [tom!]: 20_00 }, cheque)))
	unwrap(await updateMemberships([lou!], { isExempt: true }))
	return ids
}

describe('dues in lists', () => {
	useScreen()

	test('are summed up over who is shown, or who is ticked, each with his part of a shared cheque', async () => {
		await club()
		await reopenScreen()

		await expect.poll(told).toContain('Total général 230,00 € Espèces 130,00 €Chèques 100,00 €ANCV 0,00 €')
		await userEvent.click(page.getByLabelText('Sélectionner Lefèvre Zoé'))
		await expect.poll(told).toContain('Total général 80,00 € Espèces 0,00 €Chèques 80,00 €')
		await userEvent.click(page.getByLabelText('Sélectionner Lefèvre Zoé'))
		await userEvent.fill(page.getByRole('searchbox', { name: 'Rechercher' }), 'Tom')
		await expect.poll(told).toContain('Total général 150,00 €')
		expect(told()).not.toContain('Virement')
	})

	test('lead to the treasury as long as a cheque waits or somebody owes', async () => {
		const ids = await club()
		await reopenScreen()
		const link = totals().getByRole('link', { name: 'Trésorerie' })

		await expect.element(link).toHaveAttribute('href', '/tresorerie')
		const cheques = (await database().payments.toArray()).filter(({ means }) => means === 'cheque')
		unwrap(
			await depositCheques(
				cheques.map(({ id }) => id),
				dayHere()
			)
		)
		const season = (await database().seasons.toArray())[0]!
		unwrap(
			await updateMemberships(
				ids.map((id) => membershipIdOf(season.id, id)),
				{ isExempt: true }
			)
		)
		await expect.poll(() => link.elements()).toEqual([])
	})

	test('have no sums where no money came in', async () => {
		unwrap(await addSeason(seasonDraft()))
		await openScreen([{}])

		await expect.element(page.getByLabelText('Sélectionner Lefèvre Zoé')).toBeVisible()
		expect(totals().elements()).toEqual([])
	})

	test('say how far somebody has paid in a column that orders, and narrow the list', async () => {
		await club()
		await reopenScreen(1600)

		await expect.poll(() => rowOf(/Zoé/)).toContain('Partiellement payée')
		expect(rowOf(/Lou/)).toContain('Exonérée')
		await press('Statut cotisation')
		const rows = () =>
			page
				.getByRole('row')
				.elements()
				.slice(1)
				.map((row) => /Zoé|Tom|Lou/.exec(row.textContent)?.[0])
		await expect.poll(rows).toEqual(['Zoé', 'Tom', 'Lou'])
		await press('Filtrer')
		await userEvent.selectOptions(page.getByLabelText('Cotisation', { exact: true }), 'Reste à payer')
		await expect.poll(rows).toEqual(['Zoé'])
	})

	test('go into files and messages', async () => {
		const [zoe, , lou] = await club()
		const register = await readRegister()
		const table = exportTable(
			listMemberColumns(register, register.members),
			listMemberLines([(await findMember(zoe!))!], register, dayHere())
		)
		const cells = table.texts(['season', 'paymentType', 'amountDue', 'amountPaid', 'balance', 'paymentStatus'])[1]!

		expect(cells.map((cell) => cell.replaceAll('\u00a0', ' '))).toEqual([
			...['2026-2027', 'Club + MJC', '150,00 €', '80,00 €', '70,00 €', 'Partiellement payée']
		])
		expect(table.sheet(['balance']).rows).toEqual([[70]])
		const facts = await readMergeFacts([])
		const values = mergeValuesOf((await findMember(zoe!))!, facts)
		expect([values['saison'], values['statut']]).toEqual(['2026-2027', 'Partiellement payée'])
		expect(values['reste_du']?.replaceAll('\u00a0', ' ')).toBe('70,00 €')
		expect(mergeValuesOf((await findMember(lou!))!, facts)['statut']).toBe('Exonérée')
	})
})
