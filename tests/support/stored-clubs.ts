import { EMPTY_MEMBER, type MemberField } from '#shared/member.ts'
import { TAG_COLOURS } from '#shared/tag.ts'
import { moneyOf, seasonOf } from './stored-money.ts'

type MemberLists = { groupIds?: string[]; tagIds?: string[]; householdId?: string }

/** What a browser keeps of a club: rows by table, as the app would have written them. */
export type StoredClub = Record<
	| 'members'
	| 'groups'
	| 'households'
	| 'guardians'
	| 'tags'
	| 'mjcClubs'
	| 'positions'
	| 'seasons'
	| 'memberships'
	| 'payments'
	| 'positionTerms'
	| 'mailings'
	| 'mailingLogs'
	| 'changeSets',
	object[]
>

const PEOPLE: [lastName: string, firstName: string, city: string, phone: string][] = [
	['Lefèvre', 'Zoé', 'Dijon', '06 39 98 12 34'],
	['Çelik', 'Özgür', 'Lyon', '06 39 98 22 11'],
	['Dupont-Moretti de la Villardière', 'Marie-Charlotte', 'Saint-Germain-en-Laye', '+33 6 39 98 45 67'],
	['Nguyen', 'Tom', 'Dijon', ''],
	['Martin', 'Inès', 'Quetigny', '03 65 71 00 12'],
	['Bernard', 'Lucas', 'Chenôve', '06 39 98 77 88'],
	['Petit', 'Jeanne', '', ''],
	['Ó Briain', 'Aoife', 'Talant', '06 39 98 31 41'],
	['Moreau', 'Éric', 'Dijon', '06 39 98 00 19'],
	['Garnier', 'Samira', 'Longvic', '06 39 98 50 05'],
	['Rousseau', 'Paul', 'Fontaine-lès-Dijon', '06 39 98 61 62'],
	['Diallo', 'Aminata', 'Dijon', '06 39 98 71 20']
]

const POSITIONS = ['Présidente', 'Trésorier', 'Secrétaire', 'Accueil du mercredi', 'Responsable des tournois']
const COURSES = ['Judo enfants', 'Chorale', 'Éveil musical']
const TAGS = ['Bénévole', 'À relancer', 'Bureau']
const KINDS = ['president', 'treasurer', 'management', 'staff', 'other']
const PLACES = ['Dijon Grésilles', 'Quetigny', 'Chenôve', 'Talant', 'Longvic']

/** How many live together. */
const HOUSEHOLD = 5

/** A club of every day: a dozen people, a few positions, one mailing that went mostly well. */
export const ORDINARY_CLUB: StoredClub = {
	...clubOf(PEOPLE.map(memberOf)),
	...moneyOf(PEOPLE.length, [seasonOf('2025-2026', 0), seasonOf('2024-2025', 1)]),
	groups: COURSES.map((name, index) => groupOf(name, index)),
	tags: TAGS.map((name, index) => tagOf(name, index)),
	mjcClubs: PLACES.slice(0, 4).map((place, index) => mjcClubOf(`MJC ${place}`, index)),
	positions: POSITIONS.map((name, index) => positionOf(name, index)),
	positionTerms: [termOf(0, 0, ''), termOf(1, 4, ''), termOf(1, 8, '2025-08-31'), termOf(2, 1, ''), termOf(3, 3, '')]
}

/** A club that has too much of everything: hundreds of people, names that do not end, addresses that are wrong. */
export const OVERFULL_CLUB: StoredClub = {
	...clubOf(Array.from({ length: 420 }, (_, index) => overfullMember(index))),
	...moneyOf(
		420,
		Array.from({ length: 12 }, (_, index) =>
			seasonOf(`${2025 - index}-${2026 - index}${long(index, ' des activités du mercredi et du samedi')}`, index)
		)
	),
	households: Array.from({ length: 84 }, (_, index) => householdOf(index)),
	guardians: Array.from({ length: 84 }, (_, index) => [guardianOf(index, 1), guardianOf(index, 2)]).flat(),
	groups: Array.from({ length: 40 }, (_, index) =>
		groupOf(
			`${COURSES[index % 3]} ${long(index, ' des débutants et confirmés du mercredi et du samedi ')}${index + 1}`,
			index
		)
	),
	tags: Array.from({ length: 30 }, (_, index) =>
		tagOf(`${TAGS[index % 3]} ${long(index, ' depuis plusieurs saisons ')}${index + 1}`, index)
	),
	mjcClubs: Array.from({ length: 140 }, (_, index) =>
		mjcClubOf(
			`MJC ${PLACES[index % 5]} ${long(index, ' — Maison des jeunes et de la culture du quartier des Grésilles et alentours')}${index + 1}`,
			index
		)
	),
	positions: Array.from({ length: 60 }, (_, index) =>
		positionOf(
			`${POSITIONS[index % 5]} ${long(index, ' chargée des relations avec les familles, les écoles et la fédération ')}${index + 1}`,
			index
		)
	),
	positionTerms: Array.from({ length: 150 }, (_, index) =>
		termOf(index % 60, index, index % 3 === 0 ? '' : '2025-08-31')
	)
}

/** A mailing that went wrong for many, as the relay would have reported it. */
export const TROUBLED_MAILING: Pick<StoredClub, 'mailings' | 'mailingLogs'> = troubledMailing(90)

function clubOf(members: object[]): StoredClub {
	return {
		members,
		groups: [],
		households: [],
		guardians: [],
		tags: [],
		mjcClubs: [],
		positions: [],
		positionTerms: [],
		seasons: [],
		memberships: [],
		payments: [],
		mailings: [],
		mailingLogs: [],
		changeSets: [typedIn(members.length)]
	}
}

/** What the log says of them all, on another device: enough for a backup to have something to keep. */
function typedIn(count: number): object {
	const clock = '000000001-00000-other'
	return { id: 'set-1', device: 'other', seq: 1, clock, at: Date.now(), action: 'members-imported', count }
}

function memberOf([lastName, firstName, city, phone]: (typeof PEOPLE)[number], index: number): object {
	const mailbox = firstName.normalize('NFD').replace(/[^A-Za-z]/g, '')
	return stored(index, {
		lastName,
		firstName,
		city,
		phone,
		email: index % 4 === 3 ? '' : `${mailbox}@example.org`.toLowerCase(),
		birthDate: index % 3 === 0 ? `20${10 + index}-0${(index % 9) + 1}-15` : '',
		mjcClubId: index % 3 === 1 ? `mjc-${index % 4}` : '',
		groupIds: index % 2 === 0 ? ['group-0'] : [],
		tagIds: index % 4 === 1 ? [`tag-${index % 3}`] : []
	})
}

function overfullMember(index: number): object {
	const [lastName = '', firstName = '', city = ''] = PEOPLE[index % PEOPLE.length] ?? []
	return stored(index, {
		lastName: `${lastName}${long(index, '-Beauharnais de Montmorency-Luxembourg')} ${index + 1}`,
		firstName: `${firstName}${long(index + 1, ' Anne-Élisabeth Joséphine Marie-Antoinette')}`,
		city: `${city}${long(index, ' Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson')}`,
		phone: index % 5 === 0 ? '+33 (0)6 39 98 12 34, poste 4021, le soir' : '06 39 98 12 34',
		email:
			index % 9 === 0
				? 'pas une adresse@'
				: `${long(index, 'une.adresse.qui.ne.finit.jamais.et.continue.encore.')}membre${index}@example.org`,
		birthDate: index % HOUSEHOLD === 1 ? `201${index % 9}-03-15` : `19${50 + (index % 50)}-03-15`,
		householdId: `household-${Math.floor(index / HOUSEHOLD)}`,
		notes: long(index, 'Allergique aux arachides. '),
		mjcClubId: `mjc-${index % 140}`,
		groupIds: ['group-0', `group-${index % 40}`],
		tagIds: index % 2 === 0 ? Array.from({ length: 6 }, (_, tag) => `tag-${(index + tag) % 30}`) : []
	})
}

function stored(index: number, draft: Partial<Record<MemberField, string>> & MemberLists): object {
	return { ...EMPTY_MEMBER, ...draft, id: `member-${index}`, createdAt: index, updatedAt: index }
}

/** The text for every third, nothing for the others. */
function long(index: number, text: string): string {
	return index % 3 === 2 ? text : ''
}

function groupOf(name: string, index: number): object {
	const where = { schedule: `mercredi ${14 + (index % 6)} h`, place: 'Dojo des Grésilles', leader: 'Inès Martin' }
	return { id: `group-${index}`, name, ...where, createdAt: index, updatedAt: index }
}

function householdOf(index: number): object {
	const name = `Famille ${PEOPLE[index % PEOPLE.length]?.[0]}${long(index, '-Beauharnais de Montmorency-Luxembourg')}`
	const payerName = index % 2 === 0 ? 'Comité social et économique de la Caisse primaire d’assurance maladie' : ''
	const payer = {
		payerId: index % 2 === 0 ? '' : `member-${index * HOUSEHOLD}`,
		payerName,
		payerEmail: '',
		payerPhone: ''
	}
	return { id: `household-${index}`, name, ...payer, createdAt: index, updatedAt: index }
}

/** Of the child of each household. */
function guardianOf(index: number, place: number): object {
	const memberId = `member-${index * HOUSEHOLD + 1}`
	const name = `Anne-Élisabeth${long(index, ' Joséphine Marie-Antoinette de Montmorency-Luxembourg')}`
	const relation = long(index, 'grand-mère maternelle, chez qui elle vit depuis ') + 'mère'
	const rights = ['authority', 'mail', 'collect', 'emergency'].slice(0, (index % 4) + 1)
	const email = `${long(index, 'une.adresse.qui.ne.finit.jamais.')}responsable${index}@example.org`
	return { id: `g-${index}-${place}`, memberId, place, name, relation, email, phone: '06 39 98 12 34', rights }
}

function tagOf(name: string, index: number): object {
	return {
		id: `tag-${index}`,
		name,
		colour: TAG_COLOURS[index % TAG_COLOURS.length],
		createdAt: index,
		updatedAt: index
	}
}

function mjcClubOf(name: string, index: number): object {
	return { id: `mjc-${index}`, name, createdAt: index, updatedAt: index }
}

function positionOf(name: string, index: number): object {
	const description = index % 3 === 0 ? 'Présente le mercredi et les jours de tournoi.' : ''
	return { id: `position-${index}`, name, kind: KINDS[index % 5], description, createdAt: index, updatedAt: index }
}

function termOf(position: number, member: number, to: string): object {
	const from = to === '' ? '2025-09-01' : '2023-09-01'
	return {
		id: `term-${position}-${member}`,
		positionId: `position-${position}`,
		memberId: `member-${member}`,
		from,
		to
	}
}

function troubledMailing(total: number): Pick<StoredClub, 'mailings' | 'mailingLogs'> {
	const mailing = {
		id: 'troubled',
		createdAt: '2026-03-02T17:30:00.000Z',
		subject: 'Assemblée générale du samedi 14 mars, à 10 heures précises, salle Colette',
		text: 'Bonjour',
		html: '',
		accountId: 'default',
		smtp: { host: 'smtp.example.org', port: 587, security: 'starttls', username: 'judo', password: '' },
		sender: { from: 'judo@example.org', name: 'Judo Club', replyTo: '' },
		pace: { batchSize: 10, batchDelayMs: 1000, maxRetries: 2, connections: 1 },
		sandbox: false,
		logging: true,
		progress: 'done',
		total,
		journalEpoch: 'epoch',
		run: 'run',
		lastSeq: total,
		acceptDuplicateRisk: false
	}
	const outcomes = [
		['sent', ''],
		['failed', 'address-unknown'],
		['failed', 'mailbox-full'],
		['uncertain', 'connection-lost'],
		['sent', '']
	] as const
	const mailingLogs = Array.from({ length: total }, (_, index) => {
		const [status, code] = outcomes[index % outcomes.length] ?? outcomes[0]
		return {
			id: `log-${index}`,
			mailingId: mailing.id,
			recipientId: `member-${index}`,
			recipientEmail: `${long(index, 'une.adresse.qui.ne.finit.jamais.')}membre${index}@example.org`,
			recipientName: `Marie-Charlotte${long(index, ' Dupont-Moretti de la Villardière')} ${index}`,
			subject: mailing.subject,
			status,
			messageId: '',
			error: code === '' ? '' : '550 5.1.1 The email account that you tried to reach does not exist',
			timestamp: mailing.createdAt,
			code,
			scope: code === '' ? '' : 'recipient',
			attempt: 1,
			tries: 1,
			fields: {},
			sandbox: false
		}
	})
	return { mailings: [mailing], mailingLogs }
}
