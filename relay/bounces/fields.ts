/** Header fields of a message, or of a group of a delivery status: names in lower case, folds undone, the first of each. */
export function parseFields(text: string): Map<string, string> {
	const fields = new Map<string, string>()
	for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const at = line.indexOf(':')
		const name = line.slice(0, at).trim().toLowerCase()
		if (at > 0 && !fields.has(name)) fields.set(name, line.slice(at + 1).trim())
	}
	return fields
}

/** The value of a field `type; value`, without its type and comments about it (RFC 3464 §2.1.2). */
export function typedValue(field: string | undefined): string | undefined {
	if (field === undefined) return undefined
	const at = field.indexOf(';')
	return at === -1 ? field : field.slice(at + 1).trim()
}

/** The first of the Message-IDs in a field. */
export const messageIdIn = (field: string | undefined): string | undefined => /<[^<>\s]{1,500}>/.exec(field ?? '')?.[0]
