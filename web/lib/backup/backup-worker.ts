import {
	openBackup,
	readBackupHeader,
	writeBackup,
	type BackupProgress,
	type OpenedBackup
} from '#shared/backup/backup.ts'
import { countRows } from '#shared/backup/content.ts'
import { err, ok } from '#shared/result.ts'
import { storing } from '#web/db/database.ts'
import { restoreInto } from '#web/db/restore.ts'
import { KNOWN_SCHEMA, latestClock, readSnapshot } from '#web/db/snapshot.ts'
import type { JobName, JobReply, JobRequest, Jobs } from './jobs.ts'

/**
 * What is heavy about backups, away from the page: stretching the passphrase, sealing, packing, and the rows of the whole
 * club. The passphrase and the rows stay in here, and go when the page ends it.
 */
type Work = { [K in JobName]: (input: Jobs[K]['in']) => Promise<Jobs[K]['out']> }

const SALT_OCTETS = 16
/** What is less than this is not worth a message to the page. */
const TELLING_SHARE = 0.01
const FILE_TYPE = 'application/x-club-manager-backup'

let file: Uint8Array<ArrayBuffer> | undefined
let opened: OpenedBackup | undefined

const work: Work = {
	async write({ database, passphrase, app }) {
		const read = await storing(() => readSnapshot(database))
		if (!read.ok) return read
		const tables = read.value
		const at = Date.now()
		const parts = await writeBackup(
			tables,
			{
				passphrase,
				salt: crypto.getRandomValues(new Uint8Array(SALT_OCTETS)),
				createdAt: new Date(at).toISOString(),
				app,
				schema: KNOWN_SCHEMA
			},
			within(0, 0.5)
		)
		const written = new Blob(parts, { type: FILE_TYPE })
		const check = await openBackup(
			new Uint8Array(await written.arrayBuffer()),
			{ passphrase, knownSchema: KNOWN_SCHEMA },
			within(0.5, 1)
		)
		if (!check.ok) return err({ code: 'not-verified' })
		return ok({ file: written, mark: { at, clock: latestClock(tables) }, rows: countRows(tables) })
	},

	async read(input) {
		file = undefined
		opened = undefined
		const bytes = await input.file.arrayBuffer().catch(() => undefined)
		if (!bytes) return err({ code: 'file-unreadable' })
		file = new Uint8Array(bytes)
		const read = await readBackupHeader(file, KNOWN_SCHEMA)
		return read.ok ? ok(read.value.header) : read
	},

	async open({ passphrase }) {
		if (!file) return err({ code: 'file-unreadable' })
		const result = await openBackup(file, { passphrase, knownSchema: KNOWN_SCHEMA }, within(0, 1))
		if (!result.ok) return result
		opened = result.value
		return ok({ header: opened.header })
	},

	async restore({ into, from }) {
		if (!opened) return err({ code: 'file-unreadable' })
		return restoreInto(into, opened, from)
	}
}

/** Tells the page how far it is, as the part of the whole between these shares. The key takes half of it. */
function within(from: number, to: number) {
	let told = -1
	return ({ phase, share }: BackupProgress) => {
		const progress = from + (phase === 'key' ? share / 2 : 0.5 + share / 2) * (to - from)
		if (progress - told < TELLING_SHARE && share < 1) return
		told = progress
		reply({ progress })
	}
}

function reply(message: JobReply): void {
	postMessage(message)
}

async function perform({ name, input }: JobRequest): Promise<void> {
	try {
		reply({ outcome: await work[name](input as never) })
	} catch (thrown) {
		reply({ thrown })
	}
}

addEventListener('message', ({ data }: MessageEvent<JobRequest>) => void perform(data))
