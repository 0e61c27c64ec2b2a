import { listMissingInContent, parseContent, type ContentTemplate } from '#shared/message/content.ts'
import { encodedOctets } from '#shared/message/size.ts'
import { listFieldNames, renderTemplate, type FieldValues, type Template } from '#shared/message/template.ts'
import { isHeaderText } from '#shared/wire/fields.ts'
import { LIMITS } from '#shared/wire/limits.ts'
import type { MailingRequest } from '#shared/wire/mailing.ts'
import { UNSUBSCRIBE_FIELD } from '#shared/wire/unsubscribe.ts'
import type { Attachment } from '#relay/mail/compose.ts'
import { Refusal } from '#relay/problems.ts'
import type { SharedOut } from './files.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** How long the journal remembers, so how old a mailing may be. */
export const REMEMBERED_MS = 400 * DAY_MS
/** A refusal names some of what is wrong, not all of a hundred thousand. */
const MAX_NAMED_FIELDS = 100
/** What file systems allow; a header line must hold it unbroken. */
const MAX_FILE_NAME = 255

/**
 * Checks what a schema cannot: that the mailing is of its time, its recipients are distinct, every message can be made,
 * and none is too large. Throws a `Refusal`.
 */
export function checkContent(request: MailingRequest, files: SharedOut, now: number): void {
	if (request.recipients.length > LIMITS.recipients || mostFiles(files) > LIMITS.attachments) {
		throw new Refusal('too-large')
	}
	const age = now - Date.parse(request.createdAt)
	if (age > REMEMBERED_MS) throw new Refusal('mailing-expired')
	const template = parseContent(request)
	const fields = [
		...(age < -DAY_MS ? ['createdAt'] : []),
		...listBadFiles(files),
		...listBadRecipients(request, template)
	]
	if (fields.length > 0) throw new Refusal('invalid-request', { fields: fields.slice(0, MAX_NAMED_FIELDS) })
	checkSize(request, template, files)
}

/** How many files the message with most of them has. */
function mostFiles({ shared, recipients }: SharedOut): number {
	return recipients.reduce(
		(most, { attachments = [] }) => Math.max(most, shared.length + attachments.length),
		shared.length
	)
}

function listBadFiles({ shared, recipients }: SharedOut): string[] {
	const areBad = (own: readonly Attachment[]) =>
		listBadNames(own, 'x').length + listRepeatedIds([...shared, ...own]).length > 0
	return [
		...listBadNames(shared, 'attachment'),
		...(listRepeatedIds(shared).length > 0 ? ['attachments'] : []),
		...recipients.flatMap(({ attachments }, index) =>
			attachments && areBad(attachments) ? [`recipients.${index}.attachments`] : []
		)
	]
}

/** Content-IDs that mean two files of one message. */
function listRepeatedIds(files: readonly Attachment[]): string[] {
	const ids = files.flatMap(({ contentId }) => contentId ?? [])
	return ids.filter((id, index) => ids.indexOf(id) !== index)
}

function listBadNames(files: readonly Attachment[], place: string): string[] {
	return files.flatMap(({ filename, contentType }, index) => [
		...(filename !== '' && filename.length <= MAX_FILE_NAME && isHeaderText(filename)
			? []
			: [`${place}.${index}.name`]),
		...(isHeaderText(contentType) ? [] : [`${place}.${index}.type`])
	])
}

function listBadRecipients({ recipients, unsubscribe }: MailingRequest, template: ContentTemplate): string[] {
	const ours: FieldValues = unsubscribe?.oneClick ? { [UNSUBSCRIBE_FIELD]: 'https' } : {}
	const ids = new Set<string>()
	const bad: string[] = []
	for (const [index, { id, fields = {} }] of recipients.entries()) {
		if (ids.has(id)) bad.push(`recipients.${index}.id`)
		ids.add(id)
		const names = [
			...listMissingInContent(template, { ...fields, ...ours }),
			...listBreakingSubject(template.subject, fields)
		]
		bad.push(...names.map((name) => `recipients.${index}.fields.${name}`))
		if (bad.length >= MAX_NAMED_FIELDS) break
	}
	return bad
}

/** Merge fields whose values would end the subject's line; its literal text and fallbacks have been checked before. */
function listBreakingSubject(subject: Template, fields: FieldValues): string[] {
	if (isHeaderText(renderTemplate(subject, fields))) return []
	return listFieldNames(subject).filter((name) => Object.hasOwn(fields, name) && !isHeaderText(fields[name] ?? ''))
}

/** The largest message, as it will be on its way, must fit into what the relay announces. */
function checkSize(request: MailingRequest, template: ContentTemplate, { shared, recipients }: SharedOut): void {
	const parts = [template.text, ...(template.html ? [template.html] : [])]
	const room = LIMITS.messageBytes - octetsOf(shared) - quotedOctets(request.text) - quotedOctets(request.html ?? '')
	if (room < 0) throw new Refusal('too-large')
	const uses = countFieldUses(parts)
	for (const { fields = {}, attachments = [] } of recipients) {
		let length = octetsOf(attachments)
		for (const [name, count] of uses) length += (Object.hasOwn(fields, name) ? (fields[name]?.length ?? 0) : 0) * count
		if (length > room) throw new Refusal('too-large')
	}
}

const octetsOf = (files: readonly Attachment[]): number =>
	encodedOctets(files.reduce((sum, { content }) => sum + content.length, 0))

/** About how long a text is as quoted-printable (RFC 2045 §6.7). */
function quotedOctets(text: string): number {
	let escaped = 0
	const octets = Buffer.from(text)
	for (const octet of octets) if (octet > 0x7e || octet === 0x3d) escaped += 1
	return octets.length + 2 * escaped
}

function countFieldUses(parts: readonly Template[]): Map<string, number> {
	const uses = new Map<string, number>()
	for (const part of parts.flat()) {
		if (typeof part !== 'string') uses.set(part.name, (uses.get(part.name) ?? 0) + 1)
	}
	return uses
}
