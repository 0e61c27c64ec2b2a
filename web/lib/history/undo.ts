import type { ChangeAction, ChangeSet } from '#shared/change.ts'
import { findChangeSet, findLastRedoable, findLastUndoable, undoChangeSet } from '#web/db/changes.ts'
import { storing } from '#web/db/database.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** What was done longer ago is not taken back by a key or a button: nobody would expect it. */
const UNDOABLE_FOR_MS = 24 * 60 * 60_000

let offered = 0

/** Named one by one: a screen that reached into the catalogue by a code would load every word of the app. */
const WORDS: Record<ChangeAction, (inputs: { count: number }) => string> = {
	'member-added': m['member-added'],
	'member-updated': m['member-updated'],
	'members-updated': m['members-updated'],
	'members-removed': m['members-removed'],
	'member-restored': m['member-restored'],
	'members-imported': m['members-imported'],
	'old-club-imported': m['old-club-imported'],
	'members-merged': m['members-merged'],
	'member-erased': m['member-erased'],
	'news-refused': m['news-refused'],
	'position-added': m['position-added'],
	'position-updated': m['position-updated'],
	'positions-removed': m['positions-removed'],
	'position-assigned': m['position-assigned'],
	'position-freed': m['position-freed'],
	'position-term-updated': m['position-term-updated'],
	'position-term-removed': m['position-term-removed'],
	'club-added': m['club-added'],
	'club-updated': m['club-updated'],
	'clubs-removed': m['clubs-removed'],
	'clubs-imported': m['clubs-imported'],
	'tag-added': m['tag-added'],
	'tag-updated': m['tag-updated'],
	'tags-removed': m['tags-removed'],
	'field-added': m['field-added'],
	'field-updated': m['field-updated'],
	'fields-removed': m['fields-removed'],
	'group-added': m['group-added'],
	'group-updated': m['group-updated'],
	'groups-removed': m['groups-removed'],
	'template-added': m['template-added'],
	'template-updated': m['template-updated'],
	'templates-removed': m['templates-removed'],
	'season-added': m['season-added'],
	'season-updated': m['season-updated'],
	'season-removed': m['season-removed'],
	'season-opened': m['season-opened'],
	'memberships-added': m['memberships-added'],
	'memberships-updated': m['memberships-updated'],
	'memberships-removed': m['memberships-removed'],
	'memberships-reminded': m['memberships-reminded'],
	'payment-added': m['payment-added'],
	'payment-updated': m['payment-updated'],
	'payments-removed': m['payments-removed'],
	'cheques-deposited': m['cheques-deposited'],
	undo: m.undo
}

/** What a change set did, in a few words. */
export const describeChange = ({ action, count }: ChangeSet): string => WORDS[action]({ count })

/** Whether a change is recent enough for the person to remember it. */
export const isRecent = ({ at }: ChangeSet, now: number): boolean => now - at < UNDOABLE_FOR_MS

/** Says what was done just now, and offers to take it back. Without `done`, it is this device's last change. */
export async function offerUndo(message: string, done?: ChangeSet): Promise<void> {
	const found = done ? undefined : await storing(findLastUndoable)
	const set = found?.ok ? found.value : done
	show(message, set && { label: m.action_undo(), run: () => void undo(set) })
}

/** Takes the last change of this device back, if there is a recent one. */
export async function undoLast(): Promise<void> {
	const set = await findLastUndoable()
	if (set && isRecent(set, Date.now())) await undo(set)
	else show(m.history_nothing_to_undo())
}

/** Does again what this device took back last, unless something else was done since. */
export async function redoLast(): Promise<void> {
	const undone = await findLastRedoable()
	if (undone && isRecent(undone, Date.now())) await redo(undone)
	else show(m.history_nothing_to_redo())
}

/** Takes a change back, says so, and offers to do it again. */
export async function undo(set: ChangeSet): Promise<void> {
	const undone = await takeBack(set)
	if (!undone) return
	show(m.history_undone({ action: describeChange(set) }), { label: m.history_redo(), run: () => void redo(undone) })
}

/** Takes an undo back, says what was done again, and offers to take that back. */
export async function redo(undone: ChangeSet): Promise<void> {
	const set = undone.undoes === undefined ? undefined : await findChangeSet(undone.undoes)
	if (set && (await takeBack(undone))) await offerUndo(m.history_redone({ action: describeChange(set) }), set)
}

async function takeBack(set: ChangeSet): Promise<ChangeSet | undefined> {
	const taken = await undoChangeSet(set.id)
	if (!taken.ok) toasts.add(storageText(taken.error.code), { tone: 'danger' })
	else if (!taken.value) show(m.history_nothing_to_undo())
	return taken.ok ? taken.value : undefined
}

/** One at a time: what an older one offered is no longer what the person means by "undo". */
function show(message: string, action?: { label: string; run: () => void }): void {
	toasts.remove(offered)
	offered = toasts.add(message, action ? { tone: 'success', action } : {})
}
