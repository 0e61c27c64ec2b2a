import type { PositionKind } from '#shared/position.ts'

/** Someone's time in a position, in seasons before the present one: `until` is absent while it lasts. */
type Term = { lastName: string; firstName: string; since: number; until?: number }

/** The positions of the example, with those who held them in turn. */
export const POSITIONS: readonly { name: string; kind: PositionKind; description: string; terms: Term[] }[] = [
	{
		name: 'Présidente',
		kind: 'president',
		description: 'Élue par l’assemblée générale, pour trois saisons.',
		terms: [
			{ lastName: 'Lemaître', firstName: 'François-Xavier', since: 6, until: 2 },
			{ lastName: 'Dupont-Moretti', firstName: 'Marie-Charlotte', since: 2 }
		]
	},
	{
		name: 'Trésorier',
		kind: 'treasurer',
		description: 'Tient les comptes et encaisse les adhésions.',
		terms: [
			{ lastName: 'Roux', firstName: 'Colette', since: 7, until: 1 },
			{ lastName: 'Kowalski', firstName: 'Stéphane', since: 1 }
		]
	},
	{
		name: 'Secrétaire',
		kind: 'management',
		description: 'Convocations, comptes rendus, e-mails aux adhérents.',
		terms: [{ lastName: 'Lefèvre', firstName: 'Zoé', since: 1 }]
	},
	{
		name: 'Accueil du mercredi',
		kind: 'staff',
		description: 'De 13 h 30 à 18 h, pendant les cours des enfants.',
		terms: [
			{ lastName: 'Lambert', firstName: 'Solène', since: 0 },
			{ lastName: 'Picard', firstName: 'Camille', since: 0 }
		]
	},
	{
		name: 'Responsable des costumes',
		kind: 'other',
		description: 'Place libre : on cherche quelqu’un.',
		terms: [{ lastName: 'Sánchez', firstName: 'Lucía', since: 3, until: 0 }]
	}
]
