import { describe, expect, test } from 'vitest'
import { cleanup } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, updateMember } from '#web/db/members.ts'
import { addPayment } from '#web/db/payments.ts'
import { addSeason } from '#web/db/seasons.ts'
import type { HouseholdId } from '#shared/household.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const form = () => page.getByRole('dialog')
const payment = (place: number) => form().getByRole('group', { name: `Paiement ${place}` })
const type = (label: string, text: string, within = form()) =>
	userEvent.fill(within.getByLabelText(label, { exact: true }), text)
const amount = (place: number) => payment(place).getByLabelText('Montant', { exact: true })
const choose = (label: string, option: string, within = form()) =>
	userEvent.selectOptions(within.getByLabelText(label, { exact: true }), option)
const save = () => press('Enregistrer')
/** Amounts have no-break spaces. */
const euros = (text: string) => text.replace(' €', '\u00a0€')
const payments = () => database().payments.orderBy('id').toArray()

/** 150 € with the MJC, 100 without; an aid of 70 €. */
const season = async () =>
	unwrap(await addSeason(seasonDraft({ aids: [{ id: 'sport', label: 'Pass’Sport', amount: 70_00, source: '' }] })))

async function family(seasonId: Awaited<ReturnType<typeof season>>) {
	const ids: MemberId[] = []
	for (const firstName of ['Zoé', 'Tom', 'Lou']) {
		const id = unwrap(await addMember(memberDraft({ firstName })))
		await updateMember(id, { householdId: 'h1' as HouseholdId })
		ids.push(id)
	}
	const now = { createdAt: 1, updatedAt: 1 }
	const nobody = { payerId: '' as const, payerName: '', payerEmail: '', payerPhone: '' }
	await database().households.add({ id: 'h1' as HouseholdId, name: 'Lefèvre', ...nobody, ...now })
	return ids.map((id) => membershipIdOf(seasonId, id))
}

describe('what a member pays, in his form', () => {
	useScreen()

	test('is absent as long as the club has no season, and leads to where the first is opened', async () => {
		await openScreen([{}])

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))

		await expect.element(form().getByLabelText('Notes', { exact: true })).toBeVisible()
		await expect.element(form().getByLabelText('Type de paiement')).not.toBeInTheDocument()
		const link = form().getByRole('link', { name: 'Aller aux saisons' })
		await expect.element(link).not.toBeInTheDocument()
		await userEvent.click(form().getByText('Cotisation', { exact: true }))
		await expect.element(link).toHaveAttribute('href', '/saisons')
	})

	test('comes into a form that was left open before there was a season', async () => {
		await openScreen([{}])
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await type('Notes', 'Licence à faire')
		await expect.poll(() => database().drafts.count()).toBe(1)
		cleanup()
		await season()
		await reopenScreen()

		await expect.element(form().getByLabelText('Notes', { exact: true })).toHaveValue('Licence à faire')
		await press('Inscrire pour cette saison')
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		expect(await database().memberships.count()).toBe(1)
	})

	test('is written with a new member, in one change that is undone as one', async () => {
		await season()
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Ajouter', exact: true }).first())
		await type('Nom', 'Durand')

		await press('Nouveau paiement')
		await expect.element(amount(1)).toHaveValue('150')
		await type('Montant', '60', payment(1))
		await type('Numéro du chèque', '0012399', payment(1))
		await type('Banque', 'Crédit Mutuel', payment(1))
		await userEvent.keyboard('+')
		await expect.element(amount(2)).toHaveValue('90')
		await expect.element(payment(2).getByLabelText('Numéro du chèque')).toHaveValue('0012400')
		await expect.element(payment(2).getByLabelText('Banque')).toHaveValue('Crédit Mutuel')
		await type('Montant', '50', payment(2))
		await userEvent.keyboard('+')
		await choose('Moyen de paiement', 'ANCV', payment(3))
		await type(euros('× 20 €'), '2', payment(3))
		await expect.element(form().getByText('Payée', { exact: true })).toBeVisible()
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		const [membership] = await database().memberships.toArray()
		const stored = (await payments()).map(({ means, amount: cents, cheque, ancv }) => ({
			means,
			cents,
			number: cheque?.number,
			ancv
		}))
		expect(stored).toHaveLength(3)
		expect(stored).toEqual(
			expect.arrayContaining([
				{ means: 'cheque', cents: 60_00, number: '0012399', ancv: undefined },
				{ means: 'cheque', cents: 50_00, number: '0012400', ancv: undefined },
				{ means: 'ancv', cents: 40_00, number: undefined, ancv: [{ value: 20_00, count: 2 }] }
			])
		)
		expect(membership).toMatchObject({ paymentType: 'club_mjc' })
		const [set, ...others] = (await database().changeSets.toArray()).filter(({ action }) => action === 'member-added')
		expect(others).toEqual([])
		unwrap(await undoChangeSet(set!.id))
		expect([
			await database().members.count(),
			await database().memberships.count(),
			await database().payments.count()
		]).toEqual([0, 0, 0])
	})

	test('follows what is typed: type, reduction, exemption, an aid, and what was paid', async () => {
		await season()
		await openScreen([{}])
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await press('Nouveau paiement')

		await choose('Type de paiement', 'Club uniquement (MJC réglée ailleurs)')
		await expect.element(amount(1)).toHaveValue('100')
		await userEvent.click(form().getByText('Réduction, exonération'))
		await type('Réduction', '12,50')
		await expect.element(amount(1)).toHaveValue('87,50')
		await choose('Moyen de paiement', 'Aide', payment(1))
		await expect.element(amount(1)).toHaveValue('70')
		await expect.element(form().getByText('Partiellement payée')).toBeVisible()
		await userEvent.click(form().getByLabelText('Exonéré de cotisation'))
		await expect.element(form().getByText('Exonérée')).toBeVisible()
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		expect(await database().memberships.toArray()).toMatchObject([
			{ paymentType: 'club_only', reduction: 12_50, isExempt: true }
		])
		expect(await payments()).toMatchObject([{ means: 'aid', aidId: 'sport', amount: 70_00 }])
	})

	test('refuses what is no amount, and says where', async () => {
		await season()
		await openScreen([{}])
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await press('Nouveau paiement')
		await type('Montant', 'douze', payment(1))

		await save()

		await expect.element(amount(1)).toHaveAttribute('aria-invalid', 'true')
		await expect.element(amount(1)).toHaveFocus()
		expect(await payments()).toEqual([])
	})

	test('shares one cheque over a family, by what each owes, and always to the cent', async () => {
		const [zoe, tom, lou] = await family(await season())
		unwrap(await addPayment(paymentDraft({ [lou!]: 100_00 })))
		await reopenScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).first())
		await press('Nouveau paiement')

		await press('Répartir sur la famille')
		await expect.element(amount(2)).toHaveValue('350')
		await type('Part de Lefèvre Tom', '100', payment(2))
		await expect.element(payment(2).getByLabelText('Part de Lefèvre Lou')).toHaveValue('62,50')
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		const cheque = (await payments()).find(({ membershipIds }) => membershipIds.length === 3)!
		expect(cheque.amount).toBe(350_00)
		expect(Object.fromEntries(cheque.shares.map((share) => [share.membershipId, share.amount]))).toEqual({
			[lou!]: 62_50,
			[tom!]: 100_00,
			[zoe!]: 187_50
		})
	})

	test('shows what was paid, a line each, which unfolds to be put right or struck out', async () => {
		const [zoe] = await family(await season())
		unwrap(await addPayment(paymentDraft({ [zoe!]: 30_00 })))
		unwrap(await addPayment(paymentDraft({ [zoe!]: 20_00 }, { means: 'transfer' })))
		await reopenScreen()
		await userEvent.click(page.getByRole('row', { name: /Zoé/ }).getByRole('button'))

		await userEvent.click(form().getByRole('button', { name: /Espèces/ }))
		await type('Montant', '35', payment(1))
		await userEvent.click(form().getByRole('button', { name: /Virement/ }))
		await userEvent.click(payment(2).getByRole('button', { name: 'Retirer ce paiement' }))
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		expect(await payments()).toMatchObject([{ means: 'cash', amount: 35_00 }])
	})

	test('says who paid, the day on a cheque and a note, folded until asked for, which outlive a form left open', async () => {
		const [zoe] = await family(await season())
		await reopenScreen()
		await userEvent.click(page.getByRole('row', { name: /Zoé/ }).getByRole('button'))
		await press('Nouveau paiement')
		await expect.element(payment(1).getByLabelText('Qui a payé')).not.toBeVisible()

		await userEvent.click(payment(1).getByText('Plus de détails'))
		await choose('Qui a payé', 'Quelqu’un qui n’est pas membre', payment(1))
		await type('Nom du payeur', 'CE Dijon + Beaune', payment(1))
		await type('Date du chèque', '2026-09-02', payment(1))
		await type('Remarque', 'À encaisser en 2027', payment(1))
		await expect.poll(() => database().drafts.count()).toBe(1)
		cleanup()
		await reopenScreen()
		await expect.element(payment(1).getByLabelText('Nom du payeur')).toHaveValue('CE Dijon + Beaune')
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		expect(await payments()).toMatchObject([
			{
				...{ payerId: '', payerName: 'CE Dijon + Beaune', note: 'À encaisser en 2027', membershipIds: [zoe] },
				cheque: { writtenOn: '2026-09-02' }
			}
		])
		await userEvent.click(page.getByRole('row', { name: /Zoé/ }).getByRole('button'))
		await expect.element(form().getByText(/payé par CE Dijon \+ Beaune/)).toBeVisible()
	})

	test('lets anybody of the register have paid, and takes it back to nobody', async () => {
		const [, tom] = await family(await season())
		const ana = unwrap(await addMember(memberDraft({ firstName: 'Ana', lastName: 'Roux' })))
		const bea = unwrap(await addMember(memberDraft({ firstName: 'Béa', lastName: 'Roux' })))
		unwrap(await addPayment(paymentDraft({ [tom!]: 20_00 }, { payerId: ana })))
		await reopenScreen()
		await userEvent.click(page.getByRole('row', { name: /Tom/ }).getByRole('button'))
		await userEvent.click(form().getByText(/payé par Roux Ana/))
		await userEvent.click(payment(1).getByText(/Plus de détails/))

		await choose('Qui a payé', 'Un autre membre', payment(1))
		await userEvent.fill(payment(1).getByRole('combobox', { name: 'Quel membre a payé' }), 'bea')
		await userEvent.keyboard('{Enter}')
		await expect.element(payment(1).getByLabelText('Qui a payé')).toHaveDisplayValue('Roux Béa')
		await save()
		await expect.element(form()).not.toBeInTheDocument()
		expect(await payments()).toMatchObject([{ payerId: bea, payerName: '' }])
		await userEvent.click(page.getByRole('row', { name: /Tom/ }).getByRole('button'))
		await userEvent.click(form().getByText(/payé par Roux Béa/))
		await userEvent.click(payment(1).getByText(/Plus de détails/))
		await choose('Qui a payé', 'Non précisé', payment(1))
		await save()

		await expect.element(form()).not.toBeInTheDocument()
		expect(await payments()).toMatchObject([{ payerId: '', payerName: '', amount: 20_00 }])
	})
})
