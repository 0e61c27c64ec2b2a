import { visitEmpty, visitFull } from '../../tests/e2e/tour/whole.ts'
import { ORDINARY_CLUB, OVERFULL_CLUB, TROUBLED_MAILING } from '../../tests/support/stored-clubs.ts'

/** @typedef {(visit: import('../../tests/e2e/visit.ts').Visit, look: import('../../tests/e2e/tour/screens.ts').Look) => Promise<void>} Tour */

/** What is visited in a club that is so full. @type {Record<string, Tour>} */
export const TOURS = {
	empty: visitEmpty,
	ordinary: async (visit, look) => {
		await visit.fill({ ...ORDINARY_CLUB, ...TROUBLED_MAILING })
		await visitFull(visit, look)
	},
	overfull: async (visit, look) => {
		await visit.fill({ ...OVERFULL_CLUB, ...TROUBLED_MAILING })
		await visitFull(visit, look)
	}
}
