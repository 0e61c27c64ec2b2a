import type { ChangeAction } from '#shared/change.ts'
import { m } from '#web/paraglide/messages.js'

/** What one filters the history by: actions that a person would call by one name. */
export type HistoryKind = 'members' | 'removals' | 'imports' | 'positions' | 'clubs' | 'lists' | 'money' | 'undo'

const KIND_OF: Record<ChangeAction, HistoryKind> = {
	'member-added': 'members',
	'member-updated': 'members',
	'members-updated': 'members',
	'member-restored': 'members',
	'members-merged': 'members',
	'news-refused': 'members',
	'members-removed': 'removals',
	'member-erased': 'removals',
	'members-imported': 'imports',
	'old-club-imported': 'imports',
	'position-added': 'positions',
	'position-updated': 'positions',
	'positions-removed': 'positions',
	'position-assigned': 'positions',
	'position-freed': 'positions',
	'position-term-updated': 'positions',
	'position-term-removed': 'positions',
	'club-added': 'clubs',
	'club-updated': 'clubs',
	'clubs-removed': 'clubs',
	'clubs-imported': 'clubs',
	'tag-added': 'lists',
	'tag-updated': 'lists',
	'tags-removed': 'lists',
	'field-added': 'lists',
	'field-updated': 'lists',
	'fields-removed': 'lists',
	'group-added': 'lists',
	'group-updated': 'lists',
	'groups-removed': 'lists',
	'template-added': 'lists',
	'template-updated': 'lists',
	'templates-removed': 'lists',
	'season-added': 'money',
	'season-updated': 'money',
	'season-removed': 'money',
	'season-opened': 'money',
	'memberships-added': 'money',
	'memberships-updated': 'money',
	'memberships-removed': 'money',
	'memberships-reminded': 'money',
	'payment-added': 'money',
	'payment-updated': 'money',
	'payments-removed': 'money',
	'cheques-deposited': 'money',
	undo: 'undo'
}

const WORDS: Record<HistoryKind, () => string> = {
	members: m.history_kind_members,
	removals: m.history_kind_removals,
	imports: m.history_kind_imports,
	positions: m.history_kind_positions,
	clubs: m.history_kind_clubs,
	lists: m.history_kind_lists,
	money: m.history_kind_money,
	undo: m.history_kind_undo
}

/** The actions of one kind. */
export const actionsOf = (kind: HistoryKind): ChangeAction[] =>
	(Object.keys(KIND_OF) as ChangeAction[]).filter((action) => KIND_OF[action] === kind)

/** The kinds as one chooses among them; the empty value is for all. */
export const listKinds = (): { value: HistoryKind | ''; label: string }[] => [
	{ value: '', label: m.history_kind_all() },
	...Object.entries(WORDS).map(([kind, label]) => ({ value: kind as HistoryKind, label: label() }))
]
