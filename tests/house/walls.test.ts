import { ESLint } from 'eslint'
import ts from 'typescript-eslint'
import { describe, expect, test } from 'vitest'

const WALLS = ['no-restricted-imports', 'no-restricted-syntax', 'no-restricted-globals', 'no-restricted-properties']

// Typed rules want files that exist; the walls need no types.
const eslint = new ESLint({ overrideConfig: [ts.configs.disableTypeChecked] })

/** Messages of the walls for a file that stands at `path` and holds `code`. */
async function listRefusals(path: string, code: string): Promise<string[]> {
	const source = path.endsWith('.svelte') ? `<script lang="ts">\n${code}\n</script>` : code
	const [result] = await eslint.lintText(`${source}\n`, { filePath: path })
	const messages = result?.messages ?? []

	const broken = messages.find(({ fatal }) => fatal)
	if (broken) throw new Error(broken.message)
	return messages.filter(({ ruleId }) => WALLS.includes(ruleId ?? '')).map(({ message }) => message)
}

const importOf = (from: string) => `import { thing } from '${from}'\nexport const kept = thing`

/** Where, what is refused there, and what is welcome. */
const IMPORTS: { file: string; refused: string[]; welcome: string[] }[] = [
	{
		file: 'shared/member.ts',
		refused: [
			'#web/db/members.ts',
			'#relay/app.ts',
			'../relay/app.ts',
			'./../web/x.ts',
			'@hpke/core',
			'node:fs',
			'hono'
		],
		welcome: ['valibot', '#shared/address.ts', './address.ts']
	},
	{
		file: 'shared/crypto/seal.ts',
		refused: ['#relay/config.ts', 'node:crypto', 'dexie'],
		welcome: ['@hpke/core', '@noble/hashes/argon2.js', 'valibot', '#shared/result.ts']
	},
	{
		file: 'relay/routes/mailings.ts',
		refused: [
			'#web/relay.ts',
			'../../web/lib/relay.ts',
			'svelte',
			'dexie',
			'$app/state',
			'nodemailer',
			'smtp-server',
			'imapflow'
		],
		welcome: ['#shared/wire/mailing.ts', '#relay/problem.ts', 'hono', 'node:crypto', 'valibot']
	},
	{
		file: 'relay/mail/compose.ts',
		refused: ['#web/relay.ts', 'svelte', 'smtp-server'],
		welcome: ['nodemailer', 'nodemailer/lib/mail-composer/index.js', '#shared/message/render.ts']
	},
	{
		file: 'relay/bounces/mailbox.ts',
		refused: ['nodemailer', 'smtp-server', '#web/relay.ts'],
		welcome: ['imapflow', '#relay/mail/tls.ts']
	},
	{
		file: 'relay/sandbox/server.ts',
		refused: ['imapflow', 'nodemailer', 'dexie', '#web/db/members.ts'],
		welcome: ['smtp-server', 'selfsigned', 'node:tls']
	},
	{
		file: 'web/routes/membres/+page.svelte',
		refused: ['dexie', '#relay/app.ts', '../../../relay/app.ts', 'hono', 'nodemailer', 'node:fs'],
		welcome: ['#web/members/MemberList.svelte', '#web/ui/Button.svelte', '#shared/member.ts', '../app.css', './$types']
	},
	{
		file: 'web/routes/+layout.ts',
		refused: ['dexie', '@hono/node-server', 'crypto'],
		welcome: ['#web/state/connection.svelte.ts', '$app/state']
	},
	{
		file: 'web/lib/members/MemberForm.svelte',
		refused: ['dexie', '../../routes/+page.svelte', '#web/../routes/+page.svelte', '#relay/app.ts'],
		welcome: ['#web/ui/Field.svelte', '#web/state/live.svelte.ts', '#web/db/members.ts', '#web/paraglide/messages.js']
	},
	{
		file: 'web/lib/ui/Field.svelte',
		refused: ['#web/members/MemberForm.svelte', '#web/db/members.ts', '../db/members.ts', 'dexie', '#relay/app.ts'],
		welcome: ['#web/ui/Button.svelte', './Button.svelte', '#web/paraglide/messages.js', '#shared/money.ts']
	},
	{
		file: 'web/lib/state/live.svelte.ts',
		refused: ['#web/ui/Field.svelte', '#web/members/MemberForm.svelte', 'node:fs', 'dexie'],
		welcome: ['#web/db/members.ts', '#web/relay.ts', '#shared/member.ts']
	},
	{
		file: 'web/lib/outbox/resume.ts',
		refused: ['#web/ui/Field.svelte', '#web/mailing/Progress.svelte', 'dexie', 'hono'],
		welcome: ['#web/db/mailings.ts', '#web/relay.ts', '#shared/wire/mailing.ts']
	},
	{
		file: 'web/lib/relay.ts',
		refused: ['#web/ui/Field.svelte', 'dexie', '#relay/app.ts'],
		welcome: ['#shared/wire/mailing.ts', 'valibot']
	},
	{
		file: 'web/lib/db/members.ts',
		refused: [
			'#web/ui/Field.svelte',
			'#web/state/live.svelte.ts',
			'../state/live.svelte.ts',
			'#relay/app.ts',
			'svelte'
		],
		welcome: ['dexie', '#web/db/schema.ts', './schema.ts', '#shared/member.ts']
	},
	{
		file: 'web/service-worker/index.ts',
		refused: ['dexie', '#relay/app.ts', 'node:fs'],
		welcome: ['workbox-precaching', '$app/manifest', '#shared/member.ts']
	}
]

describe.each(IMPORTS)('imports of $file', ({ file, refused, welcome }) => {
	test.each(refused)('refuses %s', async (from) => {
		expect(await listRefusals(file, importOf(from))).not.toEqual([])
	})

	test.each(refused.filter((from) => file !== 'web/lib/state/live.svelte.ts' || from !== 'dexie'))(
		'refuses %s loaded late',
		async (from) => {
			expect(await listRefusals(file, `export const late = import('${from}')`)).not.toEqual([])
		}
	)

	test.each(welcome)('allows %s', async (from) => {
		expect(await listRefusals(file, importOf(from))).toEqual([])
	})
})

describe('web/lib/state', () => {
	test('may take liveQuery from Dexie, and nothing else', async () => {
		const file = 'web/lib/state/live.svelte.ts'

		expect(await listRefusals(file, `import { liveQuery } from 'dexie'\nexport const kept = liveQuery`)).toEqual([])
		expect(await listRefusals(file, `import { Dexie } from 'dexie'\nexport const kept = Dexie`)).not.toEqual([])
		expect(await listRefusals(file, `import Dexie from 'dexie'\nexport const kept = Dexie`)).not.toEqual([])
	})
})

/** Global names, and the only places where they may stand. */
const GLOBALS = [
	{ code: `export const answer = fetch('/api')`, allowed: 'web/lib/relay.ts', refused: 'web/lib/outbox/resume.ts' },
	{ code: `export const answer = window.fetch('/api')`, allowed: 'web/lib/relay.ts', refused: 'web/lib/ui/A.svelte' },
	{ code: `export const answer = fetch('/api')`, allowed: 'relay/mail/x.ts', refused: 'web/routes/+page.svelte' },
	{ code: `export const answer = globalThis.fetch('/api')`, allowed: 'web/lib/relay.ts', refused: 'web/lib/db/a.ts' },
	{ code: `export const dbs = indexedDB.databases()`, allowed: 'web/lib/db/schema.ts', refused: 'web/lib/relay.ts' },
	{ code: `export const dbs = self.indexedDB`, allowed: 'web/lib/db/a.ts', refused: 'web/service-worker/index.ts' },
	{ code: `export const now = Date.now()`, allowed: 'relay/app.ts', refused: 'shared/day.ts' },
	{ code: `export const now = new Date()`, allowed: 'web/lib/db/a.ts', refused: 'shared/crypto/seal.ts' },
	{ code: `export const luck = Math.random()`, allowed: 'relay/app.ts', refused: 'shared/member.ts' },
	{ code: `export const id = crypto.randomUUID()`, allowed: 'web/lib/db/a.ts', refused: 'shared/member.ts' },
	{ code: `export const at = window.location`, allowed: 'web/lib/ui/a.ts', refused: 'shared/member.ts' },
	{ code: `export const key = process.env.KEY`, allowed: 'relay/config.ts', refused: 'shared/crypto/seal.ts' }
]

describe.each(GLOBALS)('$code', ({ code, allowed, refused }) => {
	test(`is refused in ${refused}`, async () => {
		expect(await listRefusals(refused, code)).not.toEqual([])
	})

	test(`is allowed in ${allowed}`, async () => {
		expect(await listRefusals(allowed, code)).toEqual([])
	})
})
