import type { Row } from '#shared/change.ts'
import { formatDay } from '#shared/day.ts'
import { spokenName, type MemberId } from '#shared/member.ts'
import { layPersonFile, type FileContent, type FileSection } from '#shared/print/person-file.ts'
import { dayHere } from '#web/db/day-here.ts'
import { nameOfRow, type ChangedRow } from '#web/db/history.ts'
import { readPersonRecord, type PersonRecord } from '#web/db/person-file.ts'
import { describeFields } from '#web/history/change-words.ts'
import { describeChange } from '#web/history/undo.ts'
import { formatMoment } from '#web/mailing/moments.ts'
import { OUTCOMES } from '#web/mailing-page/outcome-words.ts'
import { m } from '#web/paraglide/messages.js'
import { pageOf } from '#web/print/print-words.ts'
import { asPng } from '#web/print/pictures.ts'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { saveFile } from '#web/ui/save-file.ts'

export type FileFormat = 'pdf' | 'json'

type Fact = readonly [term: string, value: string]

/** Gives the person a file of all that is kept of somebody; resolves to its name, `undefined` when nothing is kept. */
export async function savePersonFile(id: MemberId, format: FileFormat): Promise<string | undefined> {
	const record = await readPersonRecord(id)
	if (!record) return undefined
	const name = `${m.privacy_file_name()}-${dayHere()}.${format}`
	if (format === 'json') saveFile(name, await personJson(record), 'application/json')
	else saveFile(name, await personPdf(record), 'application/pdf')
	return name
}

/** The same as the PDF, for programs: in words, and the rows as they are stored. */
export async function personJson(record: PersonRecord): Promise<string> {
	const { title, note, sections } = contentOf(record)
	const words = sections.map((section): [string, object[]] => [
		section.title,
		section.groups.map((group) => Object.fromEntries<string>(group))
	])
	const rows = [...record.rows].map(([table, ofTable]): [string, Row[]] => [table, ofTable.map(({ row }) => row)])
	const data = {
		...{ title, note, club: clubLook.current.name, sections: Object.fromEntries<object[]>(words) },
		rows: Object.fromEntries<Row[]>(rows),
		photo: record.photo ? await dataUrlOf(record.photo) : null
	}
	return JSON.stringify(data, null, 2)
}

async function personPdf(record: PersonRecord): Promise<Blob> {
	const { inksOf, openPress, PLAIN_INK } = await import('#web/print/press.ts')
	const press = await openPress()
	const content = contentOf(record)
	const photo = record.photo ? await asPng(await dataUrlOf(record.photo)) : ''
	const pages = layPersonFile({ ...content, photo }, press.measure)
	return press.print(pages, { title: content.title, inks: inksOf(clubLook.current.colour || PLAIN_INK) })
}

/** What both files say, in words. */
export function contentOf(record: PersonRecord): FileContent {
	const { member, deletedAt } = record
	const note = m.privacy_file_note({ moment: formatMoment(Date.now()) })
	const deleted = deletedAt === undefined ? [] : [m.privacy_file_deleted({ moment: formatMoment(deletedAt) })]
	const sections = [
		{ title: m.privacy_file_about(), groups: [[...factsOfMember(record)]] },
		sectionOf(m.privacy_file_consents(), record, ['consents']),
		sectionOf(m.privacy_file_family(), record, ['households', 'guardians']),
		sectionOf(m.privacy_file_positions(), record, ['positionTerms']),
		sectionOf(m.privacy_file_memberships(), record, ['memberships']),
		sectionOf(m.privacy_file_payments(), record, ['payments']),
		{ title: m.privacy_file_mailings(), groups: record.mailings.map(mailingFacts) },
		{
			title: m.privacy_file_refused(),
			groups: record.refused.map(({ address, reply }) => [[address, reply] as const])
		},
		{ title: m.privacy_file_changes(), groups: record.changes.map((change) => changeFacts(change, record)) }
	]
	return {
		...{ sender: clubLook.current.name, title: m.privacy_file_title({ name: spokenName(member) }), pageOf },
		note: [note, ...deleted].join('\n'),
		sections: sections.flatMap(withoutEmpty)
	}
}

/** A section without what says nothing; none when nothing is left. */
function withoutEmpty({ title, groups }: FileSection): FileSection[] {
	const full = groups.filter((group) => group.length > 0)
	return full.length === 0 ? [] : [{ title, groups: full }]
}

function factsOfMember(record: PersonRecord): Fact[] {
	const { member, photo } = record
	const own = (record.rows.get('members') ?? []).flatMap((row) => factsOf(row, record))
	return [
		...own,
		...(photo ? [[m.privacy_file_photo(), m.privacy_file_photo_there()] as const] : []),
		[m.privacy_file_created(), formatDay(dayHere(member.createdAt))],
		[m.privacy_file_updated(), formatDay(dayHere(member.updatedAt))]
	]
}

const factsOf = (row: ChangedRow, { names }: PersonRecord): Fact[] =>
	describeFields(row, names).flatMap(({ field, after }) =>
		after === '' || row.row['photoId'] === after ? [] : [[field, after] as const]
	)

function sectionOf(title: string, record: PersonRecord, tables: readonly string[]): FileSection {
	const rows = tables.flatMap((table) => record.rows.get(table) ?? [])
	return { title, groups: rows.map((row) => [...headOf(row, record), ...factsOf(row, record)]) }
}

/** What a row is about, where its fields do not say it: the position held, and the child of a guardian. */
function headOf(row: ChangedRow, { member, names }: PersonRecord): Fact[] {
	const { table } = row.change
	if (table === 'positionTerms') return [[m.positions_column_name(), names.get(String(row.row['positionId'])) ?? '']]
	if (table !== 'guardians' || row.row['memberId'] === member.id) return []
	return [[m.privacy_file_guardian_of(), names.get(String(row.row['memberId'])) ?? '']]
}

function mailingFacts({ mailing, log }: PersonRecord['mailings'][number]): Fact[] {
	const address = log?.recipientEmail ?? ''
	return [
		[m.privacy_file_sent_at(), formatMoment(mailing.createdAt)],
		[m.privacy_file_sent_subject(), mailing.subject],
		...(address === '' ? [] : [[m.privacy_file_sent_to(), address] as const]),
		[m.privacy_file_sent_result(), log ? OUTCOMES[log.status].word() : m.proof_letter()]
	]
}

function changeFacts({ set, changed }: PersonRecord['changes'][number], { names }: PersonRecord): Fact[] {
	const fields = describeFields(changed, names)
	if (fields.length === 0) return []
	const said = (value: string) => value || m.privacy_file_nothing()
	const about = changed.change.table === 'members' ? '' : nameOfRow(changed, names)
	return [
		[formatMoment(set.at), [describeChange(set), about].filter(Boolean).join(' · ')],
		...fields.map(
			({ field, before, after }) => [field, m.privacy_file_was({ before: said(before), after: said(after) })] as const
		)
	]
}

function dataUrlOf({ type, bytes }: NonNullable<PersonRecord['photo']>): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader()
		reader.onload = () => resolve(reader.result as string)
		reader.onerror = () => reject(reader.error ?? new Error('unread'))
		reader.readAsDataURL(new Blob([new Uint8Array(bytes)], { type }))
	})
}
