import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { canonicalHost } from '#shared/host.ts'
import { parseAccessKeys, type AccessKey } from './access-keys.ts'
import { parseSecret, type SecretFault } from './secret.ts'

/** What the environment says, parsed once. */
export type Config = {
	secret: Uint8Array
	/** They open what was made under them, they never seal. */
	previousSecrets: Uint8Array[]
	/** `undefined`: one key, derived from the secret. */
	accessKeys: AccessKey[] | undefined
	host: string
	port: number
	dataDir: string
	/** Canonical `host:port` pairs that may be reached whatever they are. */
	smtpAllow: string[]
	/** `undefined`: off. */
	sandbox: { port: number } | undefined
	/** Origin that users see, without a slash at its end. */
	publicUrl: string
	/** That was said to be its address: others than this machine may reach it there. */
	isPublic: boolean
	origins: string[]
	/** Further authorities for SMTP, PEM. */
	extraCa: string[]
	/** Resolvers `ip:port`; empty: the system's. */
	dns: string[]
	printPairingLink: boolean
	/** On the loopback only; `undefined`: nobody is told figures. */
	metricsPort: number | undefined
	webRoot: string
}

/** An environment that the relay refuses to start with. Its message names the variable and never quotes its value. */
export class ConfigError extends Error {
	override name = 'ConfigError'
	constructor(variable: string, fault: string) {
		super(`${variable} ${fault}`)
	}
}

const HOW_TO_MAKE = 'Make one with: openssl rand -base64 32'
const SECRET_FAULTS: Record<SecretFault, string> = {
	missing: `is not set. ${HOW_TO_MAKE}`,
	malformed: `is neither hexadecimal nor base64. ${HOW_TO_MAKE}`,
	short: `is shorter than 32 bytes. ${HOW_TO_MAKE}`,
	placeholder: `is a placeholder, not a secret. ${HOW_TO_MAKE}`,
	repetitive: `repeats itself, so it can be guessed. ${HOW_TO_MAKE}`
}
const JOURNAL_FAULT =
	'is set, but this version has no PostgreSQL engine yet: unset it, and run one relay, its journal in DATA_DIR.'

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment; an empty variable counts as unset. Throws `ConfigError` at the first one that is wrong. */
export function parseConfig(env: Environment, readFile: (path: string) => string): Config {
	const text = (name: string) => env[name]?.trim() ?? ''
	const list = (name: string) => splitList(text(name))
	const secret = secretOf('APP_SECRET_KEY', text('APP_SECRET_KEY'))
	if (text('JOURNAL_URL') !== '') throw new ConfigError('JOURNAL_URL', JOURNAL_FAULT)
	const host = hostOf(text('HOST') || '127.0.0.1')
	const port = portOf('PORT', text('PORT') || '8787', 1)
	return {
		secret,
		previousSecrets: list('APP_SECRET_KEYS_PREVIOUS').map((each) => secretOf('APP_SECRET_KEYS_PREVIOUS', each)),
		accessKeys: accessKeysOf(text('RELAY_ACCESS_KEYS')),
		host,
		port,
		dataDir: text('DATA_DIR') || './data',
		smtpAllow: list('RELAY_SMTP_ALLOW').map(allowedOf),
		sandbox: isOn('RELAY_SANDBOX', text('RELAY_SANDBOX'))
			? { port: portOf('RELAY_SANDBOX_PORT', text('RELAY_SANDBOX_PORT') || '2525', 0) }
			: undefined,
		publicUrl: originOf('RELAY_PUBLIC_URL', text('RELAY_PUBLIC_URL') || `http://${reachable(host)}:${port}`),
		isPublic: text('RELAY_PUBLIC_URL') !== '',
		origins: list('RELAY_ORIGINS').map((each) => originOf('RELAY_ORIGINS', each)),
		extraCa: authoritiesOf(text('RELAY_EXTRA_CA'), readFile),
		dns: list('RELAY_DNS').map(resolverOf),
		printPairingLink: isOn('RELAY_PRINT_PAIRING_LINK', text('RELAY_PRINT_PAIRING_LINK')),
		metricsPort: text('RELAY_METRICS_PORT') ? portOf('RELAY_METRICS_PORT', text('RELAY_METRICS_PORT'), 1) : undefined,
		webRoot: text('WEB_ROOT') || 'build/web'
	}
}

function splitList(text: string): string[] {
	return text
		.split(',')
		.map((each) => each.trim())
		.filter((each) => each !== '')
}

function secretOf(variable: string, text: string): Uint8Array {
	const secret = parseSecret(text)
	if (typeof secret === 'string') throw new ConfigError(variable, SECRET_FAULTS[secret])
	return secret
}

function accessKeysOf(text: string): AccessKey[] | undefined {
	if (text === '') return undefined
	const keys = parseAccessKeys(text)
	if (typeof keys === 'string') throw new ConfigError('RELAY_ACCESS_KEYS', `cannot be used: ${keys}.`)
	return keys
}

function portOf(variable: string, text: string, min: number): number {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
	if (port >= min && port <= 65_535) return port
	throw new ConfigError(variable, `must be a port, ${min} to 65535.`)
}

function hostOf(text: string): string {
	const host = text.replace(/^\[(.*)\]$/, '$1')
	if (isIP(host) === 0 && canonicalHost(host) === undefined)
		throw new ConfigError('HOST', 'must be a host or an address.')
	return host
}

/** The address that reaches a listener: a wildcard is reached on the loopback. */
export function reachable(host: string): string {
	if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
	return isIP(host) === 6 ? `[${host}]` : host
}

function isOn(variable: string, text: string): boolean {
	if (text === 'on') return true
	if (text === 'off' || text === '') return false
	throw new ConfigError(variable, 'must be on or off.')
}

function allowedOf(pair: string): string {
	const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(pair) ?? []
	const canonical = canonicalHost(host)
	if (canonical === undefined) throw new ConfigError('RELAY_SMTP_ALLOW', 'must hold host:port pairs, comma-separated.')
	return `${canonical}:${portOf('RELAY_SMTP_ALLOW', port, 1)}`
}

function originOf(variable: string, text: string): string {
	const url = URL.parse(text)
	const isOrigin = url !== null && `${url.origin}/` === url.href
	if (isOrigin && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin
	throw new ConfigError(variable, 'must be an address like https://club.example, with nothing after the host and port.')
}

function authoritiesOf(path: string, readFile: (path: string) => string): string[] {
	if (path === '') return []
	try {
		const blocks = readFile(path).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
		for (const block of blocks) new X509Certificate(block)
		if (blocks.length > 0) return [...blocks]
	} catch (cause) {
		throw Object.assign(new ConfigError('RELAY_EXTRA_CA', 'names a file of certificates that cannot be read.'), {
			cause
		})
	}
	throw new ConfigError('RELAY_EXTRA_CA', 'names a file without a PEM certificate in it.')
}

function resolverOf(text: string): string {
	const [, bracketed, plain, port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? []
	const address = bracketed ?? plain ?? ''
	if (isIP(address) === 0) throw new ConfigError('RELAY_DNS', 'must hold resolvers ip:port, comma-separated.')
	const valid = portOf('RELAY_DNS', port, 1)
	return isIP(address) === 6 ? `[${address}]:${valid}` : `${address}:${valid}`
}
