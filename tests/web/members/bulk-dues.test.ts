import { describe, expect, test } from 'vitest'
import { cleanup } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { membershipIdOf } from '#shared/membership.ts'
import { database } from '#web/db/database.ts'
import { addMember } from '#web/db/members.ts'
import { removeMemberships, updateMemberships } from '#web/db/memberships.ts'
import { addPayment } from '#web/db/payments.ts'
import { addSeason } from '#web/db/seasons.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { press, reopenScreen, useScreen } from './members-on-screen.ts'

const dialog = () => page.getByRole('dialog', { name: /^Modifier 4 membres$/ })
const choose = (label: string, option: string) =>
	userEvent.selectOptions(dialog().getByLabelText(label, { exact: true }), option)
const type = (label: string, text: string) => userEvent.fill(dialog().getByLabelText(label, { exact: true }), text)
/** Words and amounts have no-break spaces. */
const spaced = (text: string) => text.replaceAll(' €', '\u00a0€').replaceAll(' :', '\u00a0:')
const field = (what: string) => choose('Champ à modifier', spaced(`Cotisation : ${what}`))
const undo = () => userEvent.click(page.getByRole('button', { name: 'Annuler', exact: true }).last())
const amounts = async () => (await database().payments.toArray()).map(({ amount }) => amount).sort((a, b) => a - b)

/** At 150 € each: Zoé paid 60 of them, Tom is exempt, Lou paid nothing, and Ida is in no season. */
async function openTogether() {
	const season = unwrap(await addSeason(seasonDraft()))
	const ids = []
	for (const firstName of ['Zoé', 'Tom', 'Lou', 'Ida']) ids.push(unwrap(await addMember(memberDraft({ firstName }))))
	const [zoe, tom, lou, ida] = ids.map((id) => membershipIdOf(season, id))
	unwrap(await addPayment(paymentDraft({ [zoe!]: 60_00 })))
	unwrap(await updateMemberships([tom!], { isExempt: true, exemptReason: 'Arbitre' }))
	unwrap(await removeMemberships([ida!]))
	await reopenScreen()
	await press('Tout le monde')
	await userEvent.click(page.getByRole('checkbox', { name: 'Tout sélectionner' }))
	await press('Modifier')
	return { zoe: zoe!, tom: tom!, lou: lou! }
}

describe('the dues of several members together', () => {
	useScreen()

	test('are paid by each, of what he still owes, as one action that is taken back', async () => {
		const { zoe, lou } = await openTogether()
		await field('paiement')
		await expect.element(dialog().getByText(/2 membres paient\..*1 n’a plus rien à payer/)).toBeVisible()
		await expect.element(dialog().getByText('1 n’est pas inscrit pour la saison 2026-2027.')).toBeVisible()
		await choose('Moyen de paiement', 'Virement')
		await type('Payé le', '2026-10-02')

		await press(spaced('Noter 2 paiements, 240,00 €'))

		await expect.poll(amounts).toEqual([60_00, 90_00, 150_00])
		const written = (await database().payments.toArray()).filter(({ means }) => means === 'transfer')
		expect(written.map(({ membershipIds }) => membershipIds[0]).sort()).toEqual([zoe, lou].sort())
		expect(written).toMatchObject([{ paidOn: '2026-10-02' }, { paidOn: '2026-10-02' }])
		await undo()
		await expect.poll(amounts).toEqual([60_00])
	})

	test('are paid by one for all, shared out by what each owes', async () => {
		const { zoe, lou } = await openTogether()
		await field('paiement')
		await choose('Qui paie', 'Un seul paiement, réparti entre tous')
		await type('Montant total', '12x')
		await press('Noter les paiements')
		await expect.element(dialog().getByLabelText('Montant total')).toHaveAttribute('aria-invalid', 'true')
		await type('Montant total', '120')
		await type('Nom du payeur', 'Mairie')

		await press(spaced('Noter 1 paiement, 120,00 €'))

		await expect.poll(amounts).toEqual([60_00, 120_00])
		const [shared] = (await database().payments.toArray()).filter(({ payerName }) => payerName === 'Mairie')
		expect(Object.fromEntries(shared!.shares.map((one) => [one.membershipId, one.amount]))).toEqual({
			[zoe]: 45_00,
			[lou]: 75_00
		})
	})

	test('get the same terms, shown with what is due before and after, and are found again after the screen was left', async () => {
		const { zoe, tom, lou } = await openTogether()
		await field('exonération')
		await type('Motif de l’exonération', 'Bénévole')
		const line = dialog().getByRole('listitem').filter({ hasText: 'Lou' })
		await expect
			.poll(() => line.element().textContent.replaceAll(/\s+/g, ' '))
			.toContain('Non exonéré, à payer 150,00 € → Exonéré (Bénévole), à payer 0,00 €')
		await expect.poll(() => database().drafts.count()).toBe(1)
		cleanup()
		await reopenScreen()
		await expect.element(dialog().getByLabelText('Motif de l’exonération')).toHaveValue('Bénévole')

		await press('Modifier 3 fiches')

		const reasons = async () =>
			(await database().memberships.bulkGet([zoe, tom, lou])).map((one) => one?.isExempt && one.exemptReason)
		await expect.poll(reasons).toEqual(['Bénévole', 'Bénévole', 'Bénévole'])
		await undo()
		await expect.poll(reasons).toEqual([false, 'Arbitre', false])
	})
})
