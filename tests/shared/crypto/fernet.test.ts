import { describe, expect, test } from 'vitest'
import { openFernet } from '#shared/crypto/fernet.ts'

const DEFAULT_SECRET = 'default-club-manager-key-change-in-production'
const OWN_SECRET = 'ma-cle-secrete-été'
const BY_DEFAULT =
	'gAAAAABo53gAAAECAwQFBgcICQoLDA0OD1KctTQD9mHx88LLN2y1UXylUSF3_mkJp19rFSB4u8dxVU6-xNNzE4MkCHPrmh6rZg=='
const BY_OWN = 'gAAAAABo53gAAAECAwQFBgcICQoLDA0OD4NOAAtBJgjk_THP1TljdS73ChFfbzXLoprFGL-OoneezmfU5eImsTSlEg-NMlHIxg=='
const IN_SAMPLE =
	'gAAAAABrAvjLEBSkybibixZyTEouxkrH8yGzxajURD5G_duheVhR0WivHFTmtapIdAeK8yqQltyz9T8mI_Bq495vZgQ27H44aN_KYWHJfJK52YFPgvvEzgU='

describe('openFernet', () => {
	test.each([
		[BY_DEFAULT, DEFAULT_SECRET, 'Mot2Passe!é'],
		[BY_OWN, OWN_SECRET, 'Mot2Passe!é'],
		[IN_SAMPLE, DEFAULT_SECRET, 'MotDePasseFictif-2025']
	])('opens what the old program sealed (%#)', async (token, secret, password) => {
		expect(await openFernet(token, secret)).toBe(password)
	})

	test('says nothing of a token of another secret', async () => {
		expect(await openFernet(BY_OWN, DEFAULT_SECRET)).toBeNull()
		expect(await openFernet(BY_DEFAULT, '')).toBeNull()
	})

	test('refuses a token of which one octet was changed', async () => {
		for (let at = 0; at < BY_DEFAULT.length - 2; at += 1) {
			const changed = BY_DEFAULT.slice(0, at) + (BY_DEFAULT[at] === 'A' ? 'B' : 'A') + BY_DEFAULT.slice(at + 1)
			expect(await openFernet(changed, DEFAULT_SECRET)).toBeNull()
		}
	})

	test.each(['', 'gAAAAA==', 'not a token', BY_DEFAULT.slice(0, 60), `${BY_DEFAULT}AAAA`])(
		'refuses %s',
		async (token) => {
			expect(await openFernet(token, DEFAULT_SECRET)).toBeNull()
		}
	)
})
