import { visitMailing, visitRegister, visitResults, visitScreens } from '../../tests/e2e/tour.ts'
import { ORDINARY_CLUB, OVERFULL_CLUB, TROUBLED_MAILING } from '../../tests/support/stored-clubs.ts'

/** @typedef {(visit: import('../../tests/e2e/visit.ts').Visit, look: import('../../tests/e2e/tour.ts').Look) => Promise<void>} Tour */

/** What is visited in a club that is so full. @type {Record<string, Tour>} */
export const TOURS = {
	empty: visitScreens,
	ordinary: async (visit, look) => {
		await visit.fill(ORDINARY_CLUB)
		await visitScreens(visit, look)
		await visitRegister(visit, look)
		await visitMailing(visit, look)
		await visitResults(visit, look)
	},
	overfull: async (visit, look) => {
		await visit.fill({ ...OVERFULL_CLUB, ...TROUBLED_MAILING })
		await visitScreens(visit, look)
		await visitRegister(visit, look)
		await visitMailing(visit, look)
	}
}
