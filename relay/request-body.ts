import type { Context } from 'hono'
import * as v from 'valibot'
import { MAX_PARTS } from '#shared/wire/attachment.ts'
import { LIMITS } from '#shared/wire/limits.ts'
import type { Attachment } from './mail/compose.ts'
import { Refusal } from './problems.ts'

const MAX_NAMED_FIELDS = 100
/** What is read and thrown away of a body that is too large, so that its sender gets to read the answer. */
const MAX_DRAINED_BYTES = 2 * LIMITS.requestBytes

/** A request's body as JSON, checked. Throws a `Refusal`: `malformed`, `too-large` or `invalid-request`. */
export async function readJson<S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
	return check(schema, parseJson(await readBytes(c.req.raw)))
}

/** A body that is JSON, or a form of one `part` of JSON and `attachment` parts, in order. */
export async function readWithAttachments<S extends v.GenericSchema>(
	c: Context,
	{ part, schema }: { part: string; schema: S }
): Promise<{ value: v.InferOutput<S>; attachments: Attachment[] }> {
	const bytes = await readBytes(c.req.raw)
	const type = c.req.header('content-type') ?? ''
	if (!/^multipart\/form-data\b/i.test(type)) return { value: check(schema, parseJson(bytes)), attachments: [] }
	const form = await parseForm(bytes, type)
	const entry = form.get(part)
	if (entry === null) throw new Refusal('malformed')
	const json = typeof entry === 'string' ? Buffer.from(entry) : await bytesOf(entry)
	const files = form.getAll('attachment')
	if (files.length > MAX_PARTS) throw new Refusal('too-large')
	const attachments = await Promise.all(files.map(attachmentOf))
	return { value: check(schema, parseJson(json)), attachments }
}

/** Reads a body, counting as it comes: more than the limit is never held. */
async function readBytes({ body, headers }: Request): Promise<Buffer<ArrayBuffer>> {
	if (!body) return Buffer.alloc(0)
	const tooLarge = Number(headers.get('content-length') ?? 0) > LIMITS.requestBytes
	const chunks: Uint8Array[] = []
	let length = 0
	for await (const chunk of body as AsyncIterable<Uint8Array>) {
		length += chunk.length
		if (tooLarge || length > LIMITS.requestBytes) chunks.length = 0
		else chunks.push(chunk)
		if (length > MAX_DRAINED_BYTES) break
	}
	if (tooLarge || length > LIMITS.requestBytes) throw new Refusal('too-large')
	return Buffer.concat(chunks)
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
	} catch {
		throw new Refusal('malformed') // What the parser says quotes the body.
	}
}

async function parseForm(bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
	try {
		return await new Response(bytes, { headers: { 'content-type': type } }).formData()
	} catch {
		throw new Refusal('malformed') // What the parser says quotes the body.
	}
}

async function attachmentOf(entry: FormDataEntryValue): Promise<Attachment> {
	if (typeof entry === 'string') throw new Refusal('invalid-request', { fields: ['attachment'] })
	return { filename: entry.name, contentType: entry.type || 'application/octet-stream', content: await bytesOf(entry) }
}

async function bytesOf(file: Blob): Promise<Buffer> {
	return Buffer.from(await file.arrayBuffer())
}

function check<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
	const result = v.safeParse(schema, value)
	if (result.success) return result.output
	const fields = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? ''))
	throw new Refusal('invalid-request', { fields: [...fields].slice(0, MAX_NAMED_FIELDS) })
}
