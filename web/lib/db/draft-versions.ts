import { Dexie } from 'dexie'
import { database, storing, type StorageFault } from './database.ts'
import type { ClubDatabase, Draft, DraftVersion } from './schema.ts'
import type { Result } from '#shared/result.ts'

/** Changes within this time of each other are one version. */
const VERSION_EVERY_MS = 3 * 60_000
const MAX_VERSIONS = 50

type Texts = Pick<Draft, 'subject' | 'body' | 'doc'>
type Versions = Pick<ClubDatabase, 'draftVersions'>

const ofDraft = (db: Versions, draftId: string) =>
	db.draftVersions.where('[draftId+at]').between([draftId, Dexie.minKey], [draftId, Dexie.maxKey])

/** What a draft said at earlier times, the latest first. */
export function listDraftVersions(draftId: string): Promise<DraftVersion[]> {
	return ofDraft(database(), draftId).reverse().toArray()
}

/**
 * Keeps what a draft says before it says something else, if there is enough time since the last version kept.
 * Meant to run in the caller's transaction over `draftVersions`.
 */
export async function noteChange(db: Versions, before: Draft, after: Texts): Promise<void> {
	if (said(before) === said(after)) return
	const last = await ofDraft(db, before.id).last()
	if (!last || Date.now() - last.at >= VERSION_EVERY_MS) await keep(db, before, last)
}

/** Keeps what a draft says now, before something else is put in its place. */
export function keepDraftVersion(draft: Draft): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.draftVersions, async () => keep(db, draft, await ofDraft(db, draft.id).last()))
	)
}

async function keep(db: Versions, draft: Draft, last: DraftVersion | undefined): Promise<void> {
	const { id: draftId, subject, body, doc } = draft
	if (subject.trim() + body.trim() === '' || (last && said(last) === said(draft))) return
	const at = Math.max(Date.now(), (last?.at ?? 0) + 1)
	await db.draftVersions.add({ id: crypto.randomUUID(), draftId, at, subject, body, ...(doc && { doc }) })
	const all = await ofDraft(db, draftId).primaryKeys()
	if (all.length > MAX_VERSIONS) await db.draftVersions.bulkDelete(all.slice(0, all.length - MAX_VERSIONS))
}

const said = ({ subject, body, doc }: Texts) => JSON.stringify([subject, body, doc])
