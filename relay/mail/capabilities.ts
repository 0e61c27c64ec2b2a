import type { Reply } from './reply.ts'

/** What a server offers, by keyword in upper case; the value is what stands after it (RFC 5321 §4.1.1.1). */
export type Capabilities = ReadonlyMap<string, string>

/** Reads the reply to EHLO. The old spelling `AUTH=LOGIN` is understood. */
export function parseCapabilities({ lines }: Reply): Capabilities {
	const capabilities = new Map<string, string>()
	for (const line of lines.slice(1)) {
		const [, keyword, value] = /^([A-Za-z0-9-]+)[ =]?(.*)$/.exec(line.trim()) ?? []
		if (keyword === undefined || value === undefined) continue
		const name = keyword.toUpperCase()
		const before = capabilities.get(name)
		capabilities.set(name, before === undefined ? value : `${before} ${value}`)
	}
	return capabilities
}

/** The ways of logging in on offer, in upper case. */
export function listMechanisms(capabilities: Capabilities): string[] {
	return (capabilities.get('AUTH') ?? '').toUpperCase().split(/\s+/).filter(Boolean)
}
