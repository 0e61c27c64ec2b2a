import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { guessDelimiter, readRows } from '#shared/csv-rows.ts'
import { guessColumns } from '#shared/member-import/columns.ts'
import { listColumnFaults, type ColumnTarget } from '#shared/member-import/field.ts'
import { readHeading } from '#shared/member-import/heading.ts'
import { TODAY } from '../../support/import-plan.ts'

const guess = (text: string) =>
	guessColumns(
		[...readRows(text, guessDelimiter(text))].map(({ cells }) => cells),
		{ today: TODAY }
	)

const sample = (name: string) => readFileSync(`tests/support/samples/${name}`, 'utf8').replace('\uFEFF', '')

describe('readHeading', () => {
	test.each<[ColumnTarget | undefined, string[]]>([
		['lastName', ['Nom', 'NOM', 'nom de famille', 'Last name', 'Surname', 'Nom d’usage', "Nom de l'adhérent"]],
		['firstName', ['Prénom', 'prenom', 'First name', 'Given name', 'Prénoms']],
		['fullName', ['Nom et prénom', 'Prénom Nom', 'Nom complet', 'Full name', 'Adhérent', 'Name', 'NOM - Prénom']],
		['birthDate', ['Date de naissance', 'Né(e) le', 'Naissance', 'DDN', 'Birth date', 'Date of birth', 'Birthday']],
		['email', ['E-mail', 'Email', 'Mail', 'Courriel', 'Adresse mail', 'Adresse e-mail', 'Adresse électronique', 'Mél']],
		['phone', ['Téléphone', 'Tél.', 'N° de tél.', 'Portable', 'Mobile', 'Phone', 'Tel portable', 'Téléphone mobile']],
		['address', ['Adresse', 'Adresse postale', 'Rue', 'Address', 'Adresse 1', 'Complément d’adresse']],
		['postalCode', ['Code postal', 'CP', 'C.P.', 'Postal code', 'Zip', 'Postcode']],
		['city', ['Ville', 'Commune', 'City', 'Localité']],
		['mjcClub', ['Club MJC', 'Club MJC principal', 'MJC', 'Club']],
		['dataConsent', ['Consentement RGPD', 'RGPD', 'GDPR consent']],
		['dataConsentOn', ['Date du consentement RGPD', 'GDPR consent date', 'Réponse RGPD donnée le']],
		['imageRight', ["Droit à l'image", 'Droit à l’image', 'Autorisation photo', 'Image right']],
		['imageRightOn', ['Date du droit à l’image', 'Image right date', 'Réponse image donnée le']],
		['guardian1-name', ['Responsable 1', 'Guardian 1', 'Nom du responsable 1', 'Nom responsable légal 1']],
		['guardian1-relation', ['Responsable 1 : lien', 'Guardian 1: relation', 'Lien de parenté responsable 1']],
		['guardian2-email', ['Responsable 2 : e-mail', 'Guardian 2: e-mail', 'Mail du responsable 2']],
		['guardian2-phone', ['Responsable 2 : téléphone', 'Guardian 2: telephone', 'Tél. du responsable 2']],
		['notes', ['Notes', 'Remarques', 'Commentaire', 'Observations']],
		[
			'skip',
			['ID', 'Civilité', 'Sexe', 'Téléphone mère', 'E-mail du responsable', 'Lieu de naissance', 'Nom de naissance']
		],
		[
			undefined,
			[
				'Foyer',
				'Household',
				'Payeur',
				'Autres clubs MJC',
				'Type de paiement',
				'Statut cotisation',
				'Montant ANCV',
				'Ancienneté',
				'Prénomination',
				''
			]
		]
	])('takes for %s: %j', (target, headings) => {
		expect(headings.map((heading) => [heading, readHeading(heading)])).toEqual(
			headings.map((heading) => [heading, target])
		)
	})
})

describe('guessColumns', () => {
	test.each(['members-semicolon.csv', 'members-bom-comma.csv'])('knows the columns of the old program: %s', (name) => {
		const { headingRow, targets } = guess(sample(name))

		expect(headingRow).toBe(0)
		expect(targets).toEqual([
			...[
				'skip',
				'lastName',
				'firstName',
				'address',
				'postalCode',
				'city',
				'phone',
				'email',
				'dataConsent',
				'imageRight'
			],
			...['skip', 'skip', 'skip', 'skip', 'skip', 'skip', 'skip', 'mjcClub', 'skip', 'birthDate', 'skip']
		])
	})

	test('finds the headings beneath a title', () => {
		const { headingRow, targets } = guess('Club de judo;;\n\nSaison 2026;;\nNom;Prénom;Mél\nRoux;Zoé;z@example.org\n')

		expect([headingRow, targets]).toEqual([2, ['lastName', 'firstName', 'email']])
	})

	test('knows columns without headings by what is in them', () => {
		const { headingRow, targets } = guess(
			'ROUX;Zoé;17/03/1984;06 39 98 12 01;zoe@example.org;12 rue Neuve;18000;Bourges\n' +
				"D'ALMEIDA;Paul;;;paul@example.org;7 bis, impasse B;18230;Saint-Doulchard\n"
		)

		expect(headingRow).toBe(-1)
		expect(targets).toEqual(['lastName', 'firstName', 'birthDate', 'phone', 'email', 'address', 'postalCode', 'city'])
	})

	test('takes unknown words above addresses for headings', () => {
		expect(guess('Vorname;Kontakt\nZoé;zoe@example.org\n').headingRow).toBe(0)
	})

	test('takes a lone column of names for whole names', () => {
		expect(guess('Nom;Mail\nRoux Zoé;a@example.org\nLe Goff Anne;b@example.org\n').targets).toEqual([
			'fullName',
			'email'
		])
		expect(guess('Prénom et nom;Mail\nZoé Roux;a@example.org').nameOrder).toBe('first-last')
		expect(guess('Nom et prénom;Mail\nZoé Roux;a@example.org').nameOrder).toBe('last-first')
	})

	test('gives two telephones one field, and a second address none', () => {
		expect(guess('Nom;Tél fixe;Portable;Mail;E-mail 2\nRoux;;;;\n').targets).toEqual([
			'lastName',
			'phone',
			'phone',
			'email',
			'skip'
		])
	})

	test('knows days that have the month first', () => {
		expect(guess('Nom;Birth date\nRoux;03/17/1984\nSimon;01/02/1990\n').dayOrder).toBe('month-first')
		expect(guess('Nom;Né le\nRoux;17/03/1984\n').dayOrder).toBe('day-first')
	})

	test('makes something of nothing', () => {
		expect(guess('').targets).toEqual([])
		expect(guess('Bonjour').targets).toEqual(['lastName'])
	})
})

describe('listColumnFaults', () => {
	test('wants a name, and one column a field where two cannot be joined', () => {
		expect(listColumnFaults(['email', 'skip'])).toEqual([{ code: 'import-no-name-column' }])
		expect(listColumnFaults(['lastName', 'email', 'skip', 'email'])).toEqual([
			{ code: 'import-two-columns', field: 'email', columns: [1, 3] }
		])
		expect(listColumnFaults(['fullName', 'lastName'])).toEqual([
			{ code: 'import-two-columns', field: 'fullName', columns: [0, 1] }
		])
		expect(listColumnFaults(['firstName', 'phone', 'phone', 'address', 'address', 'extra-note', 'extra-note'])).toEqual(
			[]
		)
	})
})
