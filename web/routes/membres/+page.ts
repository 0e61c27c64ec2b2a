import { isBackupDue } from '#shared/backup/reminder.ts'
import { readBackupState } from '#web/db/backups.ts'
import { storing } from '#web/db/database.ts'
import type { PageLoad } from './$types'

/** Known before the screen is drawn: nothing moves once it is. The example is never to be backed up. */
export const load: PageLoad = async ({ parent }) => {
	const { storage } = await parent()
	if (!storage.ok || storage.value.role === 'example') return { backupDue: undefined }
	const state = await storing(readBackupState)
	return { backupDue: state.ok && isBackupDue(state.value, Date.now()) ? state.value : undefined }
}
