import * as v from 'valibot'

/** One message that the sandbox received; `raw` is the whole of it (RFC 5322). Newest first in the list. */
export const SandboxMessage = v.object({
	id: v.string(),
	from: v.string(),
	to: v.array(v.string()),
	subject: v.string(),
	text: v.string(),
	html: v.nullable(v.string()),
	attachments: v.array(v.object({ filename: v.string(), contentType: v.string(), bytes: v.number() })),
	raw: v.string(),
	receivedAt: v.string()
})
export type SandboxMessage = v.InferOutput<typeof SandboxMessage>
export const SandboxMessages = v.array(SandboxMessage)
