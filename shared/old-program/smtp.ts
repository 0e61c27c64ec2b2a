import { DEFAULT_SMTP_SETTINGS, SmtpSettings } from '#shared/smtp-settings.ts'
import type { SqlTables } from '#shared/sqlite/database.ts'
import { textIn } from './cell.ts'
import * as v from 'valibot'

/** The old program's account of e-mail. `settings` have no password: `token` holds it, empty for none, see `openFernet`. */
export type OldSmtp = { settings: SmtpSettings; token: string }

/** The key of everybody who never chose one: it stands in the old program's public source. */
export const DEFAULT_OLD_SECRET = 'default-club-manager-key-change-in-production'

/** The settings of a file; what is none of ours has our default. `undefined` when no server was ever entered. */
export function readOldSmtp(tables: SqlTables): OldSmtp | undefined {
	const rows = tables.get('settings')?.rows ?? []
	const texts = new Map(rows.map((row) => [textIn(row, 'key'), textIn(row, 'value')]))
	const text = (key: string) => texts.get(`smtp_${key}`) ?? ''
	if (text('host') === '') return undefined
	const whole = (key: string) => (/^\d{1,9}$/.test(text(key)) ? Number(text(key)) : Number.NaN)
	const { entries } = SmtpSettings
	const wanted = {
		host: text('host'),
		port: whole('port'),
		security: text('security') === 'ssl' ? 'tls' : text('security'),
		username: text('username'),
		from: text('from'),
		replyTo: text('reply_to'),
		senderName: text('sender_name'),
		batchSize: whole('batch_size'),
		batchDelayMs: whole('batch_delay'),
		maxRetries: whole('max_retries'),
		logging: text('enable_logging') !== 'false'
	}
	const good = Object.entries(wanted).filter(([name, value]) => v.is(entries[name as keyof typeof wanted], value))
	return { settings: { ...DEFAULT_SMTP_SETTINGS, ...Object.fromEntries(good) }, token: text('password') }
}
