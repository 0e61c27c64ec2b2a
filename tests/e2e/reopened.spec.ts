import { expect } from './app.ts'
import { test } from './laptop.ts'

/** Slow enough that a browser can be closed while it sends. */
test.use({ smtpOptions: { delayMs: 400 } })

test('a mailing goes on while its browser is closed, and is found complete by the next one', async ({
	relay,
	smtp,
	laptop
}) => {
	test.slow() // Two starts of a browser take their time on a machine with other work to do.
	let club = await laptop.open(relay.pairingLink)
	await club.isOpen()
	await club.addMembers(8)
	await club.goTo('Mailing')
	await club.configure({ host: '127.0.0.1', port: smtp.port })
	await club.selectAllRecipients()
	await club.write('Objet', 'Corps')
	await club.send(8)
	await expect.poll(() => smtp.accepted.length).toBeGreaterThan(1)

	await laptop.close()
	club = await laptop.open(`${relay.url}/mailing`)

	await expect(club.results).toContainText(/8\senvoyés/, { timeout: 60_000 })
	expect(smtp.accepted.map(({ to }) => to[0]).sort()).toEqual(
		Array.from({ length: 8 }, (_, n) => `membre${n + 1}@example.org`)
	)
})
