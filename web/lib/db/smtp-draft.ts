import * as v from 'valibot'
import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import type { Result } from '#shared/result.ts'
import { Security } from '#shared/wire/smtp.ts'
import { database, storing, type StorageFault } from './database.ts'

const KEY = 'smtp_draft'

const keyOf = (accountId: string) => (accountId === DEFAULT_ACCOUNT ? KEY : `${KEY}_${accountId}`)

/** The settings of an account as they are being typed, right or wrong. The password is not among them: it is never stored clear. */
export const SmtpDraft = v.object({
	host: v.string(),
	port: v.string(),
	security: Security,
	username: v.string(),
	from: v.string(),
	senderName: v.string(),
	replyTo: v.string(),
	batchSize: v.string(),
	batchDelayMs: v.string(),
	maxRetries: v.string(),
	connections: v.string(),
	hourlyLimit: v.string(),
	dailyLimit: v.string(),
	logging: v.boolean()
})
export type SmtpDraft = v.InferOutput<typeof SmtpDraft>

/** What was typed and not saved yet, `undefined` when there is nothing. */
export async function findSmtpDraft(accountId: string): Promise<SmtpDraft | undefined> {
	const row = await database().settings.get(keyOf(accountId))
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), SmtpDraft), row?.value)
	return parsed.success ? parsed.output : undefined
}

/** Keeps what is being typed, over a reload or a crash. */
export async function saveSmtpDraft(accountId: string, draft: SmtpDraft): Promise<Result<unknown, StorageFault>> {
	const row = { key: keyOf(accountId), value: JSON.stringify(draft), updatedAt: new Date().toISOString() }
	return storing(() => database().settings.put(row))
}

/** Forgets what was typed: it is saved, or not wanted. */
export async function removeSmtpDraft(accountId: string): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().settings.delete(keyOf(accountId)))
}
