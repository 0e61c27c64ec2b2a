import { m } from '#web/paraglide/messages.js'
import type { ExportKind } from './export-file.ts'

const KINDS: Record<ExportKind, () => string> = {
	members: m.exports_kind_members,
	positions: m.exports_kind_positions,
	clubs: m.exports_kind_clubs,
	seasons: m.exports_kind_seasons,
	memberships: m.exports_kind_memberships,
	payments: m.exports_kind_payments,
	mailings: m.exports_kind_mailings
}

/** What a kind of file holds, in a word. */
export const nameExportKind = (kind: ExportKind): string => KINDS[kind]()
