import { expect, test } from './app.ts'

test('a text with headings, a list, a link, a table and a merge field is written, looked at, sent and read in the sandbox', async ({
	club,
	page
}) => {
	await club.addMembers(1)
	await club.goTo('Mailing')
	await club.useSandbox()
	await club.selectAllRecipients()
	await club.write('Stage pour {{prenom}}', 'Le stage')
	const body = page.getByRole('textbox', { name: 'Corps', exact: true })

	await body.press('End')
	await club.press('Grand titre')
	await body.press('Enter')
	await body.pressSequentially('Bonjour {{prenom}}, voir ')
	await club.press('Lien')
	await page.getByLabel('Texte du lien').fill('le programme')
	await page.getByLabel('Adresse du lien').fill('club.example/stage')
	await club.press('Poser le lien')
	await body.press('Enter')
	await club.press('Liste à puces')
	await body.pressSequentially('Kimono')
	await body.press('Enter')
	await body.press('Enter')
	await club.press('Tableau')
	await body.pressSequentially('Heure')
	await page.locator('input[type=file][aria-label="Image"]').setInputFiles('web/static/screenshots/members-narrow.png')
	await page.getByLabel('Description de l’image').fill('Le logo du club')
	await club.press('Prévisualiser')
	const preview = club.dialog('Prévisualisation')
	const shown = preview.frameLocator('iframe')
	await expect(shown.getByRole('heading', { name: 'Le stage' })).toBeVisible()
	await expect(shown.getByText(/Bonjour Zoé/)).toBeVisible()
	const previewed = shown.getByRole('img', { name: 'Le logo du club' })
	await expect.poll(() => previewed.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
	await preview.getByLabel('Texte seul').check()
	await expect(preview.locator('pre')).toContainText('le programme (https://club.example/stage)')
	await club.press('Fermer', preview)

	await club.send(1)

	await expect(club.results).toContainText(/1\senvoyé/)
	await club.press('Fermer', club.results)
	await club.goTo('Bac à sable')
	await page
		.getByText(/Stage pour Zoé/)
		.first()
		.click()
	const received = page.frameLocator('iframe')
	await expect(received.getByRole('heading', { name: 'Le stage' })).toBeVisible()
	await expect(received.getByRole('link', { name: 'le programme' })).toHaveAttribute(
		'href',
		'https://club.example/stage'
	)
	await expect(received.getByRole('listitem')).toHaveText('Kimono')
	await expect(received.getByRole('columnheader', { name: 'Heure' })).toBeVisible()
	const picture = received.getByRole('img', { name: 'Le logo du club' })
	await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
})

test.describe('what is pasted, under the policy of the page', () => {
	// The browser reads the whole of it before anything can be taken out: the policy says what it did not let run.
	test.use({ expectedReports: /inline (event handler|style)/ })

	test('comes in clean', async ({ club, page }) => {
		await club.goTo('Mailing')
		const body = page.getByRole('textbox', { name: 'Corps', exact: true })
		await body.click()

		await body.evaluate((box) => {
			const clipboardData = new DataTransfer()
			clipboardData.setData(
				'text/html',
				'<style>p{color:red}</style><h3 onclick="x()">Stage</h3><p>Un <b>beau</b> <a href="javascript:x()">jour</a><img src="https://example.org/p.gif" onerror="x()"></p>'
			)
			box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
		})

		await expect(body.getByRole('heading', { name: 'Stage' })).toBeVisible()
		await expect(body).toContainText('Un beau jour')
		await expect(body.locator('strong')).toHaveText('beau')
		await expect(body.locator('img, style, a, [onclick]')).toHaveCount(0)
		await expect(page.getByText(/image collée n’a pas été reprise/)).toBeVisible()
	})
})
