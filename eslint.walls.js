/**
 * The walls between the rooms, for eslint.config.js. ARCHITECTURE.md draws them, tests/house/walls.test.ts proves them.
 *
 * A later entry replaces a rule for the files it shares with an earlier one, so each entry here states everything
 * that holds for its files, and the narrow ones come after the wide ones.
 */

/** @typedef {{ regex: string, message: string }} Ban an import that a room refuses */

/** @type {Ban} */
const CLIMBING = {
	regex: '^\\.\\./(?!.*\\.css$)',
	message: 'Name the room instead of climbing: #shared/…, #web/…, #relay/….'
}

/** @type {Ban} */
const NOT_FOR_SHARED = {
	regex: '^(?!#shared/|\\./(?!.*\\.\\./)|valibot$)',
	message: 'shared/ imports shared/ and valibot, nothing else.'
}

/** @type {Ban} */
const NOT_FOR_SEALING = {
	regex: '^(?!#shared/|\\./(?!.*\\.\\./)|valibot$|@hpke/core$|@noble/hashes/)',
	message: 'shared/crypto/ imports shared/, valibot, @hpke/core and @noble/hashes, nothing else.'
}

/** @type {Ban} */
const NOT_FOR_RELAY = {
	regex: '^(#(web|tests|scripts)/|(svelte|@sveltejs|dexie|workbox-[a-z]+)(/|$)|\\$app(/|$))',
	message: 'relay/ may import shared/, never web/ or what belongs to a browser.'
}

/** @type {Ban} */
const ONLY_FOR_MAIL = { regex: '^nodemailer(/|$)', message: 'Only relay/mail/ knows nodemailer.' }

/** @type {Ban} */
const ONLY_FOR_SANDBOX = { regex: '^smtp-server(/|$)', message: 'Only relay/sandbox/ is an SMTP server.' }

/** @type {Ban} */
const ONLY_FOR_BOUNCES = { regex: '^imapflow(/|$)', message: 'Only relay/bounces/ reads mailboxes.' }

/** @type {Ban} */
const NOT_FOR_WEB = {
	regex:
		'^(#(relay|tests|scripts)/|(hono|@hono|nodemailer|imapflow|smtp-server|selfsigned)(/|$)|node:|(fs|path|crypto|http|https|net|tls|os|stream|child_process|process)(/|$))',
	message: 'web/ may import shared/, never relay/ or what belongs to Node.'
}

/** @type {Ban} */
const ONLY_FOR_DB = { regex: '^dexie(/|$)', message: 'Only web/lib/db/ knows Dexie: reach data through #web/db/….' }

/** @type {Ban} */
const ONLY_LIVE_QUERY = {
	regex: '^dexie/',
	message: 'Only web/lib/db/ knows Dexie; web/lib/state/ may take liveQuery from it.'
}

/** @type {Ban} */
const NO_ROUTES = { regex: '^(#web/|\\./)(.*/)?routes/', message: 'Nothing imports a route.' }

/** @type {Ban} */
const NOT_FOR_DB = {
	regex: '^(#web/(?!db/)|svelte(/|$)|\\$app(/|$))',
	message: 'web/lib/db/ lies at the bottom: it imports itself, shared/ and Dexie.'
}

/** @type {Ban} */
const NOT_FOR_STATE = {
	regex: '^#web/(?!(db|state|outbox|relay|paraglide)/|[^/]+$)',
	message: 'State, outbox and relay.ts know no component: the arrow goes routes → components → state → db.'
}

/** @type {Ban} */
const NOT_FOR_UI = {
	regex: '^#web/(?!(ui|state|paraglide)/|[^/]+$)',
	message: 'web/lib/ui/ knows no noun and no database: what it shows comes in as props.'
}

/** What reaches the network, or the database, by a global name. */
const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport']
const DATABASE = ['indexedDB']
const SURROUNDINGS = ['window', 'document', 'navigator', 'self', 'location', 'localStorage', 'process', 'Buffer']

const NETWORK_MESSAGE = 'Only web/lib/relay.ts calls the network.'
const DATABASE_MESSAGE = 'Only web/lib/db/ touches IndexedDB.'
const PURE_MESSAGE = 'shared/ is pure: keys, times, ids and surroundings come in as arguments.'

/**
 * Rules that refuse imports, static or dynamic, of which `bans` says something.
 *
 * @param {Ban[]} bans
 * @param {object[]} [paths] further settings of `no-restricted-imports`, by exact name
 * @returns {Record<'no-restricted-imports' | 'no-restricted-syntax', ['error', ...object[]]>}
 */
function imports(bans, paths = []) {
	const dynamic = bans.map(({ regex, message }) => ({
		selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002f')}/u]`,
		message
	}))
	return {
		'no-restricted-imports': ['error', { patterns: bans, paths }],
		'no-restricted-syntax': ['error', ...dynamic]
	}
}

/**
 * Rules that refuse global names, bare or as a property of window, self or globalThis.
 *
 * @param {{ names: string[], message: string }[]} bans
 * @param {object[]} [properties] further settings of `no-restricted-properties`
 * @returns {import('eslint').Linter.RulesRecord}
 */
function globals(bans, properties = []) {
	const named = bans.flatMap(({ names, message }) => names.map((name) => ({ name, message })))
	const owned = named.flatMap(({ name, message }) =>
		['window', 'self', 'globalThis'].map((object) => ({ object, property: name, message }))
	)
	return {
		'no-restricted-globals': ['error', ...named],
		'no-restricted-properties': ['error', ...owned, ...properties]
	}
}

const noNetwork = { names: NETWORK, message: NETWORK_MESSAGE }
const noDatabase = { names: DATABASE, message: DATABASE_MESSAGE }
const noBeacon = { object: 'navigator', property: 'sendBeacon', message: NETWORK_MESSAGE }

const pure = globals(
	[{ names: [...SURROUNDINGS, ...NETWORK, ...DATABASE, 'setTimeout', 'setInterval'], message: PURE_MESSAGE }],
	[
		{ object: 'Date', property: 'now', message: PURE_MESSAGE },
		{ object: 'Math', property: 'random', message: PURE_MESSAGE },
		{ object: 'crypto', property: 'randomUUID', message: PURE_MESSAGE },
		{ object: 'performance', property: 'now', message: PURE_MESSAGE }
	]
)

/**
 * Import rules of shared/, with the clock that no import brings.
 *
 * @param {Ban} ban
 * @returns {import('eslint').Linter.RulesRecord}
 */
function sharedImports(ban) {
	const rules = imports([ban])
	const clock = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE_MESSAGE }
	return { ...rules, 'no-restricted-syntax': [...rules['no-restricted-syntax'], clock] }
}

const liveQueryOnly = { name: 'dexie', allowImportNames: ['liveQuery'], message: ONLY_LIVE_QUERY.message }

/** Entries for ESLint's configuration, to be put last. */
export const walls = [
	{ files: ['shared/**/*.ts'], rules: { ...sharedImports(NOT_FOR_SHARED), ...pure } },
	{ files: ['shared/crypto/**/*.ts'], rules: sharedImports(NOT_FOR_SEALING) },

	{
		files: ['relay/**/*.ts'],
		rules: imports([CLIMBING, NOT_FOR_RELAY, ONLY_FOR_MAIL, ONLY_FOR_SANDBOX, ONLY_FOR_BOUNCES])
	},
	{
		files: ['relay/mail/**/*.ts'],
		rules: imports([CLIMBING, NOT_FOR_RELAY, ONLY_FOR_SANDBOX, ONLY_FOR_BOUNCES])
	},
	{
		files: ['relay/sandbox/**/*.ts'],
		rules: imports([CLIMBING, NOT_FOR_RELAY, ONLY_FOR_MAIL, ONLY_FOR_BOUNCES])
	},
	{
		files: ['relay/bounces/**/*.ts'],
		rules: imports([CLIMBING, NOT_FOR_RELAY, ONLY_FOR_MAIL, ONLY_FOR_SANDBOX])
	},

	{
		files: ['web/**/*.{ts,svelte}'],
		rules: { ...imports([CLIMBING, NOT_FOR_WEB, ONLY_FOR_DB]), ...globals([noNetwork, noDatabase], [noBeacon]) }
	},
	{ files: ['web/lib/**/*.{ts,svelte}'], rules: imports([CLIMBING, NOT_FOR_WEB, ONLY_FOR_DB, NO_ROUTES]) },
	{
		files: ['web/lib/ui/**/*.{ts,svelte}'],
		rules: imports([CLIMBING, NOT_FOR_WEB, ONLY_FOR_DB, NO_ROUTES, NOT_FOR_UI])
	},
	{
		files: ['web/lib/*.ts', 'web/lib/relay/**/*.ts', 'web/lib/outbox/**/*.ts'],
		rules: imports([CLIMBING, NOT_FOR_WEB, ONLY_FOR_DB, NO_ROUTES, NOT_FOR_STATE])
	},
	{
		files: ['web/lib/state/**/*.ts'],
		rules: imports([CLIMBING, NOT_FOR_WEB, ONLY_LIVE_QUERY, NO_ROUTES, NOT_FOR_STATE], [liveQueryOnly])
	},
	{
		files: ['web/lib/db/**/*.ts'],
		rules: { ...imports([CLIMBING, NOT_FOR_WEB, NO_ROUTES, NOT_FOR_DB]), ...globals([noNetwork], [noBeacon]) }
	},
	{ files: ['web/lib/relay.ts'], rules: globals([noDatabase]) }
]
