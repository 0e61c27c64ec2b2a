import {
	answerOf,
	CONSENT_PURPOSES,
	consentOf,
	isImageUse,
	NO_ANSWERS,
	type Answer,
	type Consent,
	type ConsentPurpose
} from '#shared/consent.ts'
import type { CustomField, CustomFieldId } from '#shared/custom-field.ts'
import type { ChangeSet } from '#shared/change.ts'
import type { Guardian } from '#shared/guardian.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { customIdIn } from '#shared/member-import/custom-cell.ts'
import { draftOf } from '#shared/member-import/draft.ts'
import type { KnownMember } from '#shared/member-import/difference.ts'
import { CONSENT_FIELDS, PLAIN_FIELDS } from '#shared/member-import/field.ts'
import type { PlannedLine } from '#shared/member-import/plan.ts'
import { clubNameKey, type MjcClub, type MjcClubId } from '#shared/mjc-club.ts'
import type { Result } from '#shared/result.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { importedGuardianWrites, readChangedGuardians } from './imported-guardians.ts'
import { readAllConsents } from './members.ts'
import { joiningWrites } from './memberships.ts'

/** What an import is compared with: everybody, the names of the MJC clubs, and the fields that the club added. */
export type ImportGround = { known: KnownMember[]; clubNames: string[]; fields: CustomField[] }

const NO_GUARDIANS: readonly Guardian[] = []

/** Reads what an import is compared with. */
export async function readImportGround(): Promise<ImportGround> {
	const db = database()
	const [members, answersByMember, clubs, fields, guardians] = await Promise.all([
		db.members.toArray(),
		readAllConsents(),
		db.mjcClubs.toArray(),
		db.customFields.toArray(),
		db.guardians.toArray()
	])
	const namesById = new Map<string, string>(clubs.map(({ id, name }) => [id, name]))
	const guardiansByMember = Map.groupBy(guardians, ({ memberId }) => memberId)
	const known = members.map((member) => ({
		member,
		answers: answersByMember.get(member.id) ?? NO_ANSWERS,
		clubName: namesById.get(member.mjcClubId) ?? '',
		guardians: guardiansByMember.get(member.id) ?? NO_GUARDIANS
	}))
	return { known, clubNames: clubs.map(({ name }) => name), fields }
}

/**
 * Writes what a plan says, all of it or nothing, as one change set with the clubs that were not there yet.
 * Lines that add or change nothing are passed over; `undefined` when that is all of them.
 */
export function applyImport(lines: readonly PlannedLine[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const todo = lines.filter(({ kind }) => kind === 'created' || kind === 'changed')
	return applyChanges({ action: 'members-imported', count: todo.length }, async () => {
		const now = Date.now()
		const clubs = await planClubs(todo, now)
		const present = await readPresent(todo)
		const writes = [...clubs.writes]
		const joining: MemberId[] = []
		for (const line of todo) {
			// A member who has gone since the plan was made takes his line with him.
			if ('known' in line.match && !present.ids.has(line.match.known.member.id)) continue
			const clubId = clubs.idsByKey.get(clubNameKey(line.read.club))
			const memberId = 'known' in line.match ? line.match.known.member.id : (crypto.randomUUID() as MemberId)
			writes.push(memberWrite(line, { memberId, clubId, now, custom: present.custom.get(memberId) ?? {} }))
			writes.push(...consentWrites(line, memberId, present.consents.get(memberId)))
			writes.push(...importedGuardianWrites(line, memberId, present.guardians.get(memberId)))
			if (line.kind === 'created') joining.push(memberId)
		}
		return [...writes, ...(await joiningWrites(joining))]
	})
}

/** Ids of the clubs that the lines name, and the writes that make those which are not there. */
async function planClubs(lines: readonly PlannedLine[], now: number) {
	const idsByKey = new Map<string, MjcClubId>()
	const writes: Write[] = []
	for (const { id, name } of await database().mjcClubs.toArray()) idsByKey.set(clubNameKey(name), id)
	for (const { read } of lines) {
		const key = clubNameKey(read.club)
		if (key === '' || idsByKey.has(key)) continue
		const row: MjcClub = { id: crypto.randomUUID() as MjcClubId, name: read.club, createdAt: now, updatedAt: now }
		idsByKey.set(key, row.id)
		writes.push({ table: 'mjcClubs', key: row.id, row })
	}
	return { idsByKey, writes }
}

type CustomValues = Readonly<Record<CustomFieldId, string>>
type Placing = { memberId: MemberId; clubId: MjcClubId | undefined; now: number; custom: CustomValues }

function memberWrite(line: PlannedLine, { memberId, clubId, now, custom }: Placing): Write {
	if (line.kind === 'created') {
		const entries = Object.entries(line.read.custom).flatMap(([id, given]) => (given ? [[id, given.value]] : []))
		const held = entries.length > 0 ? { custom: Object.fromEntries(entries) as CustomValues } : {}
		const draft = { ...draftOf(line.read), mjcClubId: clubId ?? '', ...held }
		const row: Member = { ...draft, id: memberId, createdAt: now, updatedAt: now }
		return { table: 'members', key: memberId, row }
	}
	const patch: Partial<Member> = { updatedAt: now }
	for (const { field, to } of line.changes) {
		const plain = PLAIN_FIELDS.find((one) => one === field)
		if (plain) Object.assign(patch, { [plain]: to })
		else if (field === 'mjcClub') patch.mjcClubId = clubId ?? ''
	}
	const values = customAfter(line, custom)
	if (values) patch.custom = values
	return { table: 'members', key: memberId, patch }
}

/** A member's values of the club's own fields once a line is taken over, `undefined` when it changes none. */
function customAfter({ changes }: PlannedLine, custom: CustomValues): CustomValues | undefined {
	const changed = changes.flatMap(({ field, to }) => {
		const id = customIdIn(field)
		return id === undefined ? [] : [[id, to] as const]
	})
	if (changed.length === 0) return undefined
	const values = Object.entries({ ...custom, ...Object.fromEntries(changed) })
	return Object.fromEntries(values.filter(([, value]) => value !== '')) as CustomValues
}

/** The rows of the answers that a line gives and that differ from what is known. */
function consentWrites(line: PlannedLine, memberId: MemberId, known: Consent[] = []): Write[] {
	return CONSENT_PURPOSES.flatMap((purpose): Write[] => {
		const answer = line.read.consents[purpose]
		if (!answer || !isNews(line, purpose)) return []
		const before = known.find((row) => row.purpose === purpose)
		const id = before?.id ?? crypto.randomUUID()
		const row = consentOf({ ...keptOf(answer, before, line), source: 'import' }, { id, memberId, purpose })
		return [{ table: 'consents', key: id, row }]
	})
}

/** Whether a line says of a purpose what is not known; of a use of the image, what the general answer does not say. */
function isNews({ kind, read, changes }: PlannedLine, purpose: ConsentPurpose): boolean {
	if (kind === 'created') return !isImageUse(purpose) || read.consents.image?.given !== read.consents[purpose]?.given
	const fields = Object.values(CONSENT_FIELDS[purpose])
	return changes.some(({ field }) => fields.some((one) => one === field))
}

/** An answer with what is known of the same one and the line does not say. */
function keptOf(answer: Answer, before: Consent | undefined, { read }: PlannedLine): Answer {
	if (before?.given !== answer.given) return answer
	const { until } = CONSENT_FIELDS[before.purpose]
	const known = answerOf(before)
	return {
		...known,
		...answer,
		on: answer.on || known.on,
		until: (until && read.raw[until] ? answer.until : known.until) ?? ''
	}
}

/** The members that are there now, and their answers; not read where all lines add somebody. */
async function readPresent(lines: readonly PlannedLine[]) {
	const consents = new Map<MemberId, Consent[]>()
	const [custom, guardians] = [await readCustom(lines), await readChangedGuardians(lines)]
	if (!lines.some(({ kind }) => kind === 'changed')) return { ids: new Set<MemberId>(), consents, custom, guardians }
	for (const row of await database().consents.toArray()) {
		const rows = consents.get(row.memberId)
		if (rows) rows.push(row)
		else consents.set(row.memberId, [row])
	}
	return { ids: new Set(await database().members.toCollection().primaryKeys()), consents, custom, guardians }
}

/** What is stored now of the club's own fields, of the members whose values of them change. */
async function readCustom(lines: readonly PlannedLine[]): Promise<Map<MemberId, CustomValues>> {
	const ids = lines.flatMap(({ match, changes }) =>
		'known' in match && changes.some(({ field }) => customIdIn(field) !== undefined) ? [match.known.member.id] : []
	)
	const members = await database().members.bulkGet(ids)
	return new Map(members.flatMap((member) => (member?.custom ? [[member.id, member.custom] as const] : [])))
}
