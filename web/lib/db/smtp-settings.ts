import { DEFAULT_SMTP_SETTINGS, type SmtpSettings } from '#shared/smtp-settings.ts'
import * as v from 'valibot'
import { Security } from '#shared/wire/smtp.ts'
import type { Result } from '#shared/result.ts'
import { readClubLook } from './club-look.ts'
import { database, storing, type StorageFault } from './database.ts'
import { findSetting } from './settings.ts'

/** The key under which each SMTP setting is kept: the seed's twelve, and the provider's limits. */
const SMTP_KEYS = {
	host: 'smtp_host',
	port: 'smtp_port',
	security: 'smtp_security',
	username: 'smtp_username',
	password: 'smtp_password',
	from: 'smtp_from',
	replyTo: 'smtp_reply_to',
	senderName: 'smtp_sender_name',
	batchSize: 'smtp_batch_size',
	batchDelayMs: 'smtp_batch_delay',
	maxRetries: 'smtp_max_retries',
	logging: 'smtp_enable_logging',
	connections: 'smtp_connections',
	hourlyLimit: 'smtp_hourly_limit',
	dailyLimit: 'smtp_daily_limit'
} as const satisfies Record<keyof SmtpSettings, string>

/** The default SMTP account; what was never set, or cannot be read, has its default. Mail comes from the club by its name. */
export async function readSmtpSettings(): Promise<SmtpSettings> {
	const names = Object.keys(SMTP_KEYS) as (keyof SmtpSettings)[]
	const [rows, club] = await Promise.all([
		database().settings.bulkGet(names.map((name) => SMTP_KEYS[name])),
		readClubLook()
	])
	const texts = new Map(names.map((name, index) => [name, rows[index]?.value]))
	const text = (name: keyof SmtpSettings) => texts.get(name) ?? String(DEFAULT_SMTP_SETTINGS[name] ?? '')
	const number = (name: 'port' | 'batchSize' | 'batchDelayMs' | 'maxRetries' | 'connections') => {
		const value = Number(text(name))
		return Number.isInteger(value) ? value : DEFAULT_SMTP_SETTINGS[name]
	}
	const limit = (name: 'hourlyLimit' | 'dailyLimit') => Number.parseInt(text(name), 10) || null
	const security = text('security')
	return {
		host: text('host'),
		port: number('port'),
		security: v.is(Security, security) ? security : DEFAULT_SMTP_SETTINGS.security,
		username: text('username'),
		password: text('password'),
		from: text('from'),
		senderName: texts.get('senderName') ?? club.name,
		replyTo: text('replyTo'),
		batchSize: number('batchSize'),
		batchDelayMs: number('batchDelayMs'),
		maxRetries: number('maxRetries'),
		connections: number('connections'),
		hourlyLimit: limit('hourlyLimit'),
		dailyLimit: limit('dailyLimit'),
		logging: text('logging') !== 'false'
	}
}

/** Keeps the default SMTP account, all of its settings in one transaction. The password is a sealed record. */
export async function saveSmtpSettings(settings: SmtpSettings): Promise<Result<unknown, StorageFault>> {
	const updatedAt = new Date().toISOString()
	const names = Object.keys(SMTP_KEYS) as (keyof SmtpSettings)[]
	const rows = names.map((name) => ({ key: SMTP_KEYS[name], value: String(settings[name] ?? ''), updatedAt }))
	return storing(() => database().settings.bulkPut(rows))
}

/** Changes the default account's sealed password, if it is still this one. Meant to run in the caller's transaction over `settings`. */
export async function replaceDefaultPassword(previous: string, resealed: string): Promise<void> {
	const key = SMTP_KEYS.password
	if ((await findSetting(key)) !== previous) return
	await database().settings.put({ key, value: resealed, updatedAt: new Date().toISOString() })
}
