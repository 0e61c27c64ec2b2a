import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import { noteChange } from './draft-versions.ts'
import type { ClubDatabase, Draft } from './schema.ts'

/** What is being written, and what was put aside for it. */
export type Written = Omit<Draft, 'id' | 'updatedAt'>

/** The same with every part named, be it only to say that there is nothing in it. */
export type DraftParts = { [Part in keyof Required<Written>]: Written[Part] }

type Desk = Pick<ClubDatabase, 'drafts'>

/** The id of the draft that is being written. */
export const CURRENT = 'current'
const ASIDE = 'aside-'
/** Every part is there, so that writing it takes away what was in each. */
export const BLANK_DRAFT: DraftParts = {
	subject: '',
	body: '',
	doc: undefined,
	recipientIds: [],
	options: undefined,
	attachments: undefined,
	attachmentRule: undefined
}

/** The mailing being written, empty when there is none. */
export function readDraft(): Promise<Draft> {
	return readFrom(database())
}

/**
 * Keeps what has been written; the fields not given stay as they are. Resolves to the draft as it is now: its
 * `updatedAt` rises with every save, so that an older reading is known as one.
 */
export async function saveDraft(patch: Partial<Written>): Promise<Result<Draft, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.drafts, db.draftVersions, async () => {
			const before = await readFrom(db)
			await noteChange(db, before, { ...before, ...patch })
			return writeDraft(db, patch)
		})
	)
}

/** Empties the draft if it still says this. Meant to run in the caller's transaction over `drafts`. */
export async function emptyDraftOf(db: Desk, written: Pick<Written, 'subject' | 'body' | 'doc'>): Promise<void> {
	const draft = await readFrom(db)
	const said = ({ subject, body, doc }: typeof written) => JSON.stringify([subject, body, doc])
	if (said(draft) === said(written)) await writeDraft(db, BLANK_DRAFT)
}

/**
 * Makes this what is being written; what stood there is put aside, unless nothing was written in it.
 * Meant to run in the caller's transaction over `drafts`.
 */
export async function writeInstead(db: Desk, written: Written): Promise<void> {
	const before = await readFrom(db)
	if (before.subject.trim() + before.body.trim() !== '') {
		await db.drafts.add({ ...before, id: `${ASIDE}${crypto.randomUUID()}` })
	}
	await writeDraft(db, { ...BLANK_DRAFT, ...written })
}

/** Begins another draft with this; what stood there is put aside, unless nothing was written in it. */
export function startDraft(written: Written): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() => db.transaction('rw', db.drafts, async () => writeInstead(db, written)))
}

/** Drafts that were put aside, the latest first. */
export async function listAsideDrafts(): Promise<Draft[]> {
	const drafts = await database().drafts.where('id').startsWith(ASIDE).toArray()
	return drafts.sort((a, b) => b.updatedAt - a.updatedAt)
}

/** Goes on with a draft that was put aside; what stands there now is put aside in its place. */
export async function takeUpDraft(id: string): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.drafts, async () => {
			const draft = await db.drafts.get(id)
			if (!draft) return
			await db.drafts.delete(id)
			const { id: _, updatedAt: __, ...written } = draft
			await writeInstead(db, written)
		})
	)
}

/** Forgets a draft that was put aside; resolves to it, for whoever wants it back. */
export async function removeAsideDraft(id: string): Promise<Result<Draft | undefined, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.drafts, async () => {
			const draft = await db.drafts.get(id)
			await db.drafts.delete(id)
			return draft
		})
	)
}

/** Puts a draft aside again that was just forgotten. */
export function restoreAsideDraft(draft: Draft): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().drafts.put(draft))
}

async function readFrom(db: Desk): Promise<Draft> {
	const draft = await db.drafts.get(CURRENT)
	return draft ?? { id: CURRENT, ...BLANK_DRAFT, updatedAt: 0 }
}

async function writeDraft(db: Desk, patch: Partial<Written>): Promise<Draft> {
	const before = await readFrom(db)
	const draft = { ...before, ...patch, updatedAt: Math.max(Date.now(), before.updatedAt + 1) }
	await db.drafts.put(draft)
	return draft
}
