import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { seasonAfter, seasonOf } from '#shared/season-name.ts'
import { dayHere } from '#web/db/day-here.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, useScreen } from './members-on-screen.ts'

const SEASON = seasonOf(dayHere())
const form = () => page.getByRole('dialog')
const field = (label: string) => form().getByLabelText(label, { exact: true })
const first = async () => (await listMembers())[0]

describe('sport papers', () => {
	useScreen()

	test('are taken for the season in force, and say what they are worth', async () => {
		unwrap(await addMember(memberDraft()))
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await userEvent.click(form().getByText('Sport', { exact: true }))

		await userEvent.selectOptions(field('Attestation ou certificat'), 'Certificat médical')
		await expect.element(form().getByText(`Valable pour la saison ${SEASON}`)).toBeVisible()
		await userEvent.selectOptions(field('Saison de la pièce'), seasonAfter(SEASON, -1))
		await expect.element(form().getByText(`À renouveler pour la saison ${SEASON}`)).toBeVisible()
		await userEvent.selectOptions(field('Saison de la pièce'), SEASON)
		await press('Enregistrer')

		await expect.poll(first).toMatchObject({ sportPaper: 'certificate', sportPaperOn: '', sportSeason: SEASON })
	})

	test('lose day and season with the paper', async () => {
		unwrap(await addMember(memberDraft({ sportPaper: 'attestation', sportSeason: SEASON })))
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		const paper = field('Attestation ou certificat')
		await expect.element(paper).toBeInTheDocument()
		if (!paper.element().checkVisibility()) await userEvent.click(form().getByText('Sport', { exact: true }))

		await userEvent.selectOptions(paper, 'Aucune pièce')
		await press('Enregistrer')

		await expect.poll(first).toMatchObject({ sportPaper: '', sportSeason: '' })
	})

	test('are found by what they are worth, set for several, and shown in words', async () => {
		unwrap(await addMember(memberDraft({ lastName: 'Roux', sportPaper: 'attestation', sportSeason: SEASON })))
		unwrap(await addMember(memberDraft({ lastName: 'Zola' })))
		unwrap(await addMember(memberDraft({ lastName: 'Sand' })))
		await openScreen()
		await press('Filtrer')
		await userEvent.selectOptions(field('Pièce de sport'), 'Manquante')
		await expect.element(form().getByText('2 sur 3')).toBeVisible()
		await press('Voir la liste')
		await userEvent.click(page.getByRole('checkbox', { name: 'Tout sélectionner' }))
		await press('Modifier')

		await userEvent.selectOptions(field('Champ à modifier'), 'Attestation ou certificat')
		await userEvent.selectOptions(field('Nouvelle valeur'), 'Certificat médical')
		await expect.element(form().getByText('Certificat médical', { exact: false }).last()).toBeVisible()
		await press('Modifier 2 fiches')

		await expect
			.poll(async () => (await listMembers()).map(({ sportPaper }) => sportPaper).sort())
			.toEqual(['attestation', 'certificate', 'certificate'])
	})
})
