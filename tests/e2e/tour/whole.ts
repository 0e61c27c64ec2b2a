import type { Visit } from '../visit.ts'
import { visitBackup, visitExports, visitImport, visitOldProgram, visitPrint } from './files.ts'
import { visitFilter, visitHistory } from './history.ts'
import { visitMailing, visitResults, visitTrouble, visitWaiting } from './mailing.ts'
import { visitNumbers } from './numbers.ts'
import { visitClubs, visitGroups, visitPositions } from './posts.ts'
import { visitRegister, visitUndo } from './register.ts'
import { visitDuesTogether, visitPayment, visitSeasons, visitTreasury } from './seasons.ts'
import { visitFirstScreen, visitHands, visitScreens, type Look } from './screens.ts'

/** Every state of an app that was opened for the first time: each screen without anything on it. */
export async function visitEmpty(visit: Visit, look: Look): Promise<void> {
	await visitFirstScreen(visit, look)
	await visitScreens(visit, look)
}

/** Every state of an app with a club in it, which has a mailing behind it that went wrong for many. */
export async function visitFull(visit: Visit, look: Look): Promise<void> {
	await visitScreens(visit, look)
	await visitRegister(visit, look)
	await visitFilter(visit, look)
	await visitGroups(visit, look)
	await visitPayment(visit, look)
	await visitDuesTogether(visit, look)
	await visitSeasons(visit, look)
	await visitNumbers(visit, look)
	await visitTreasury(visit, look)
	await visitPositions(visit, look)
	await visitClubs(visit, look)
	await visitHands(visit, look)
	await visitTrouble(visit, look)
	await visitMailing(visit, look)
	await visitWaiting(visit, look)
	await visitResults(visit, look)
	await visitUndo(visit, look)
	await visitHistory(visit, look)
	await visitExports(visit, look)
	await visitPrint(visit, look)
	await visitImport(visit, look)
	await visitOldProgram(visit, look)
	await visitBackup(visit, look)
}
