import type { ConsentPurpose } from '#shared/consent.ts'
import { EMPTY_MEMBER } from '#shared/member.ts'

const FIRST_NAMES = [
	...['Zoé', 'Lucas', 'Inès', 'Tom', 'Jeanne', 'Éric', 'Samira', 'Hugo', 'Léa', 'Chloé', 'Özgür', 'Aoife', 'François'],
	...['Jean-Pierre', 'Marie-Claude', 'Noël', 'Agnès', 'Thérèse', 'Gaël', 'Maëlle', 'Karim', 'Nadia', 'Yann', 'Élise']
]
const BEGINNINGS = [
	...['Lef', 'Mart', 'Bern', 'Pet', 'Mor', 'Garn', 'Dup', 'Nguy', 'Çel', 'Rou', 'Saint-', 'de La ', 'd’Arg', 'Le G'],
	...['Ben', 'Fav', 'Chev', 'Girau', 'Lamb', 'Rousse', 'Vasse', 'Bouch', 'Carpen', 'Delcr', 'Fourn', 'Gauth', 'Hér']
]
const MIDDLES = ['è', 'i', 'ou', 'an', 'er', 'el', 'o', 'ai', 'on', 'in', 'eau', 'u', 'ar', 'é', 'oi', 'ill']
const ENDS = [
	'vre',
	'n',
	'rd',
	'ier',
	'lin',
	'tte',
	'ssot',
	'mont',
	'dier',
	'ger',
	'court',
	'bert',
	'zac',
	'vel',
	'y',
	'x'
]
const CITIES = [
	...[
		'Dijon',
		'Quetigny',
		'Talant',
		'Chenôve',
		'Saint-Apollinaire',
		'Beaune',
		'Auxonne',
		'Longvic',
		'Nuits-Saint-Georges'
	],
	...[
		'Bourg-en-Bresse',
		'Mâcon',
		'Besançon',
		'Dole',
		'Chalon-sur-Saône',
		'Genlis',
		'Marsannay-la-Côte',
		'Fontaine-lès-Dijon'
	]
]
const STREETS = [
	'rue des Lilas',
	'avenue Foch',
	'place de la République',
	'chemin du Moulin',
	'impasse d’Été',
	'quai Rude'
]
const NOTES = [
	'',
	'',
	'',
	'',
	'',
	'',
	'',
	'',
	'',
	'Vient le mercredi avec son frère',
	'A rendu sa clé en juin',
	'Joue du cor'
]

/** The member of that number, always the same: of twenty thousand surnames or so, as a large club has them. */
export function inventMember(n: number) {
	const dice = rollFor(n)
	const of = <T>(choices: readonly T[]): T => choices[dice() % choices.length] as T
	const lastName = of(BEGINNINGS) + of(MIDDLES) + of(ENDS)
	const firstName = of(FIRST_NAMES)
	const two = (value: number) => String(value).padStart(2, '0')
	return {
		...EMPTY_MEMBER,
		id: inventId(n),
		lastName,
		firstName,
		birthDate: `${1935 + (dice() % 85)}-${two(1 + (dice() % 12))}-${two(1 + (dice() % 28))}`,
		email: `${firstName}.${lastName}`.toLowerCase().replace(/[^a-z]/g, '') + `${n}@example.org`,
		phone: `06 39 98 ${two(dice() % 100)} ${two(dice() % 100)}`,
		address: `${1 + (dice() % 200)} ${of(STREETS)}`,
		postalCode: `21${two(dice() % 100)}0`,
		city: of(CITIES),
		notes: of(NOTES),
		createdAt: 1_700_000_000_000 + n,
		updatedAt: 1_700_000_000_000 + n
	}
}

/** What the member of that number answered: most were asked both, some one thing, some nothing. */
export function inventAnswers(n: number) {
	const dice = rollFor(n + 0x5eed)
	return (['data', 'image'] as const satisfies ConsentPurpose[])
		.filter(() => dice() % 10 < 8)
		.map((purpose) => ({
			id: `${purpose}-${inventId(n)}`,
			memberId: inventId(n),
			purpose,
			given: dice() % 10 < 9,
			on: `202${dice() % 6}-09-0${1 + (dice() % 9)}`,
			source: 'form'
		}))
}

/** Id of the member of that number: as long as a real one, and as much without order. */
export function inventId(n: number): string {
	const dice = rollFor(n + 0x1d)
	return `${dice().toString(16).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`
}

/** A small generator of numbers below 2³², the same for the same beginning (mulberry32). */
function rollFor(beginning: number): () => number {
	let state = Math.imul(beginning, 0x9e3779b1)
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return (mixed ^ (mixed >>> 14)) >>> 0
	}
}
