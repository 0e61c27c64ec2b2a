import { describe, expect, test } from 'vitest'
import { knownMember, planText } from '../../support/import-plan.ts'

const first = (text: string) => planText(text).lines[0]!

describe('sport papers in an import', () => {
	test.each([
		['Certificat médical', 'Oui', 'certificate'],
		['Certificat médical', 'Non', undefined],
		['Attestation de santé', 'x', 'attestation'],
		['Attestation ou certificat', 'Attestation (tout est « non »)', 'attestation'],
		['Attestation ou certificat', 'Certificat médical', 'certificate'],
		['Attestation ou certificat', 'Aucune', undefined]
	])('are read under %s from %s', (heading, cell, kind) => {
		const { read, problems } = first(`Nom;${heading}\nRoux;${cell}\n`)

		expect(read.given.sportPaper?.value).toBe(kind)
		expect(problems).toEqual([])
	})

	test('have their day and season, also where the day alone stands for the paper', () => {
		const whole = first('Nom;Certificat médical;Date de la pièce;Saison de la pièce\nRoux;Oui;03/09/2026;2026/27\n')
		const bare = first('Nom;Certificat médical\nRoux;03/09/2026\n')

		expect(whole.read.given).toMatchObject({
			sportPaperOn: { value: '2026-09-03' },
			sportSeason: { value: '2026-2027' }
		})
		expect(bare.read.given).toMatchObject({
			sportPaper: { value: 'certificate' },
			sportPaperOn: { value: '2026-09-03' }
		})
	})

	test('are refused, cell by cell, where they say nothing', () => {
		const { problems } = first(
			'Nom;Certificat médical;Date de la pièce;Saison de la pièce\nRoux;peut-être;hier;2026-2028\n'
		)

		expect(problems).toEqual([
			{ field: 'sportPaper', code: 'import-paper-unread' },
			{ field: 'sportPaperOn', code: 'import-day-unread' },
			{ field: 'sportSeason', code: 'import-season-unread' }
		])
	})

	test('take no answer of a health questionnaire', () => {
		const { columns } = planText('Nom;Questionnaire de santé;Questionnaire QS-Sport\nRoux;Non;Oui\n')

		expect(columns.targets).toEqual(['lastName', 'skip', 'skip'])
	})

	test('are no news where they are known', () => {
		const known = [
			knownMember('a', { lastName: 'Roux', firstName: '', sportPaper: 'certificate', sportSeason: '2026-2027' })
		]

		const { counts } = planText('Nom;Certificat médical;Saison de la pièce\nRoux;Oui;26/27\n', { known })

		expect(counts).toMatchObject({ unchanged: 1 })
	})
})
