import { envelopeAddress, isAddress } from '#shared/address.ts'
import { listName, type Member } from '#shared/member.ts'
import { startDraft } from '#web/db/drafts.ts'
import { listMembers } from '#web/db/members.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** What another program hands over: addresses, a subject, a text. */
export type Incoming = { emails: string[]; subject: string; body: string }

/** Reads what the address of the screen brings: a `mailto:` link, or a text shared by another app. `undefined`: nothing. */
export function parseIncoming(params: Pick<URLSearchParams, 'get'>): Incoming | undefined {
	const link = params.get('mailto')
	if (link !== null) return parseMailto(link)
	const [title, text, url] = ['title', 'text', 'url'].map((name) => params.get(name) ?? '')
	const body = [text, url].filter(Boolean).join('\n')
	return title || body ? { emails: [], subject: title ?? '', body } : undefined
}

/** Makes it a draft; what was being written is put aside. Says who is chosen, and which address no member has. */
export async function takeIncoming({ emails, subject, body }: Incoming): Promise<void> {
	const members = await listMembers()
	const found = emails.map((email) => ({ email, member: members.find((member) => hasAddress(member, email)) }))
	const chosen = found.flatMap(({ member }) => member ?? [])
	if (chosen.length > 0 || subject !== '' || body !== '') {
		const started = await startDraft({ subject, body, recipientIds: chosen.map(({ id }) => id) })
		if (!started.ok) return void toasts.add(storageText(started.error.code), { tone: 'danger' })
	}
	const told = found.map(({ email, member }) =>
		member ? m.offline_mailto_chosen({ name: listName(member) }) : m.offline_mailto_unknown({ email })
	)
	for (const text of told.slice(0, 2)) toasts.add(text, { durationMs: 12_000 })
	if (emails.length === 0) toasts.add(m.offline_shared_text())
}

/** RFC 6068: addresses in the path and in `to`, percent-encoded; a plus is a plus. */
function parseMailto(link: string): Incoming | undefined {
	const match = /^(?:web\+)?mailto:([^?]*)\??(.*)$/is.exec(link)
	if (!match) return undefined
	const fields = new URLSearchParams((match[2] ?? '').replaceAll('+', '%2B'))
	const to = [decode(match[1] ?? ''), fields.get('to') ?? ''].join(',').split(',')
	return {
		emails: to.map((email) => email.trim()).filter(isAddress),
		subject: fields.get('subject') ?? '',
		body: (fields.get('body') ?? '').replaceAll('\r\n', '\n')
	}
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text)
	} catch {
		return text // A lone percent sign stands for itself.
	}
}

const hasAddress = ({ email }: Member, wanted: string) =>
	isAddress(email.trim()) && envelopeAddress(email.trim()).toLowerCase() === envelopeAddress(wanted).toLowerCase()
