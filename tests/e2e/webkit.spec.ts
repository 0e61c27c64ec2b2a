import { findWebKit } from '#scripts/other-browsers.js'
import { WebKit } from '../support/webkit.ts'
import { expect, test } from './app.ts'

test.describe('WebKit', () => {
	test.skip(findWebKit() === undefined, 'no WebKit here: apt-get install webkit2gtk-driver xvfb')

	const webkit = new WebKit()
	test.afterEach(() => webkit.stop())

	test('opens the example, sends to its members and reads the message in the sandbox', async ({ relay }) => {
		test.setTimeout(180_000)
		await webkit.start()
		await webkit.open(relay.pairingLink)

		await webkit.press("Essayer avec un club d'exemple")
		await webkit.see('Club d’exemple')
		await webkit.see('Benali')
		await webkit.press('Ouvrir Mailing')
		await webkit.press('Envoyer')
		await webkit.press("Confirmer l'envoi")
		await webkit.press('Lire dans le bac à sable')
		await webkit.see('Rien ne sort d’ici')
		await webkit.see('Texte seul')

		const html = await webkit.evaluate(() => document.querySelector('iframe')?.srcdoc, undefined)
		expect(html).toContain('Bonjour')
	})
})
