import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { EMPTY_MEMBER } from '#shared/member.ts'
import { addRows } from '#tests/e2e/stored.ts'
import type { RelayProcess } from '#tests/support/relay-process.ts'

const CITIES = ['Dijon', 'Lyon', 'Quetigny', 'Saint-Germain-en-Laye', 'Talant']
const NAMES = ['Lefèvre', 'Çelik', 'Nguyen', 'Martin', 'Bernard', 'Petit', 'Ó Briain', 'Moreau', 'Garnier', 'Dupont']
const FIRST_NAMES = ['Zoé', 'Özgür', 'Tom', 'Inès', 'Lucas', 'Jeanne', 'Éric', 'Samira', 'Aoife']

/** A page of a browser that has never been here, paired with the relay, over a register of so many invented members. */
export async function openClubPage(
	browser: Browser,
	relay: RelayProcess,
	members: number,
	options: BrowserContextOptions = {}
): Promise<Page> {
	const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 }, ...options })
	const page = await context.newPage()
	await page.goto(relay.pairingLink)
	await page.getByRole('navigation').first().waitFor()
	await addRows(page, 'members', Array.from({ length: members }, inventMember))
	return page
}

function inventMember(_: unknown, index: number) {
	const pick = (from: string[], step: number) => from[Math.floor(index / step) % from.length] ?? ''
	return {
		...EMPTY_MEMBER,
		id: `member-${index}`,
		lastName: `${pick(NAMES, 1)} ${index}`,
		firstName: pick(FIRST_NAMES, 3),
		email: `membre${index}@example.org`,
		phone: `06 39 98 ${String(index % 100).padStart(2, '0')} 12`,
		address: `${index % 200} rue des Lilas`,
		postalCode: '01000',
		city: pick(CITIES, 2),
		createdAt: 0,
		updatedAt: 0
	}
}
