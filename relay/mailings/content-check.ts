import { listMissingInContent, parseContent, type ContentTemplate } from '#shared/message/content.ts'
import { listFieldNames, renderTemplate, type FieldValues, type Template } from '#shared/message/template.ts'
import { isHeaderText } from '#shared/wire/fields.ts'
import { LIMITS } from '#shared/wire/limits.ts'
import type { MailingRequest } from '#shared/wire/mailing.ts'
import type { Attachment } from '#relay/mail/compose.ts'
import { Refusal } from '#relay/problems.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** How long the journal remembers, so how old a mailing may be. */
export const REMEMBERED_MS = 400 * DAY_MS
/** A refusal names some of what is wrong, not all of a hundred thousand. */
const MAX_NAMED_FIELDS = 100
/** Base64 in lines of 76. */
const BASE64_GROWTH = (4 / 3) * (78 / 76)

/**
 * Checks what a schema cannot: that the mailing is of its time, its recipients are distinct, every message can be made,
 * and none is too large. Throws a `Refusal`.
 */
export function checkContent(request: MailingRequest, attachments: readonly Attachment[], now: number): void {
	if (request.recipients.length > LIMITS.recipients || attachments.length > LIMITS.attachments) {
		throw new Refusal('too-large')
	}
	const age = now - Date.parse(request.createdAt)
	if (age > REMEMBERED_MS) throw new Refusal('mailing-expired')
	const template = parseContent(request)
	const fields = [
		...(age < -DAY_MS ? ['createdAt'] : []),
		...listBadAttachments(attachments),
		...listBadRecipients(request, template)
	]
	if (fields.length > 0) throw new Refusal('invalid-request', { fields: fields.slice(0, MAX_NAMED_FIELDS) })
	checkSize(request, template, attachments)
}

function listBadAttachments(attachments: readonly Attachment[]): string[] {
	return attachments.flatMap(({ filename, contentType }, index) => [
		...(filename !== '' && isHeaderText(filename) ? [] : [`attachment.${index}.name`]),
		...(isHeaderText(contentType) ? [] : [`attachment.${index}.type`])
	])
}

function listBadRecipients({ recipients }: MailingRequest, template: ContentTemplate): string[] {
	const ids = new Set<string>()
	const bad: string[] = []
	for (const [index, { id, fields = {} }] of recipients.entries()) {
		if (ids.has(id)) bad.push(`recipients.${index}.id`)
		ids.add(id)
		const names = [...listMissingInContent(template, fields), ...listBreakingSubject(template.subject, fields)]
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
function checkSize(request: MailingRequest, template: ContentTemplate, attachments: readonly Attachment[]): void {
	const files = attachments.reduce((sum, { content }) => sum + content.length, 0) * BASE64_GROWTH
	const parts = [template.text, ...(template.html ? [template.html] : [])]
	const room = LIMITS.messageBytes - files - quotedOctets(request.text) - quotedOctets(request.html ?? '')
	if (room < 0) throw new Refusal('too-large')
	const uses = countFieldUses(parts)
	if (uses.size === 0) return
	for (const { fields = {} } of request.recipients) {
		let length = 0
		for (const [name, count] of uses) length += (Object.hasOwn(fields, name) ? (fields[name]?.length ?? 0) : 0) * count
		if (length > room) throw new Refusal('too-large')
	}
}

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
