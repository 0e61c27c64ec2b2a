import { AS_INSTALLED, expect, test } from './app.ts'

type Picture = { src: string; sizes: string; type: string; purpose?: string; form_factor?: string }
type Manifest = Record<string, unknown> & {
	icons: Picture[]
	screenshots: Picture[]
	shortcuts: { url: string; icons: Picture[] }[]
}

test.use(AS_INSTALLED)

test('the manifest is whole: every file it names is there in the size it says, and Chromium can install it', async ({
	club,
	page,
	relay
}) => {
	await page.evaluate(() => navigator.serviceWorker.ready)
	const devtools = await page.context().newCDPSession(page)

	const { errors, data } = await devtools.send('Page.getAppManifest')
	const manifest = JSON.parse(data ?? '{}') as Manifest
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')

	expect(errors).toEqual([])
	// A window that leaves no trace installs nothing, and says so.
	expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
	expect(manifest).toMatchObject({ id: '/', lang: 'fr', dir: 'ltr', scope: '/', display: 'standalone' })
	expect(manifest.icons.map(({ purpose }) => purpose)).toEqual(
		expect.arrayContaining(['any', 'maskable', 'monochrome'])
	)
	expect(manifest.screenshots.map(({ form_factor }) => form_factor).sort()).toEqual(['narrow', 'wide'])
	const pictures = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)]
	for (const { src, sizes, type } of pictures) {
		const found = await page.evaluate(async (url) => {
			const image = new Image()
			image.src = url
			await image.decode()
			const { headers } = await fetch(url)
			return { sizes: `${image.naturalWidth}x${image.naturalHeight}`, type: headers.get('content-type')?.split(';')[0] }
		}, relay.url + src)
		expect(found, src).toEqual({ type, sizes: sizes === 'any' ? found.sizes : sizes })
	}
	const actions = (manifest.file_handlers as { action: string }[]).map(({ action }) => action)
	for (const url of [...manifest.shortcuts.map((shortcut) => shortcut.url), ...actions]) {
		await page.goto(relay.url + url)
		await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/existe pas/)
		await club.isOpen()
	}
})

test('a mailto link opens a message to the member of that address', async ({ club, page, relay }) => {
	await club.addMembers(2)

	await page.goto(`${relay.url}/mailing?mailto=${encodeURIComponent('mailto:membre2@example.org?subject=AG')}`)

	await expect(page.getByLabel('Objet')).toHaveValue('AG')
	await expect(page.getByText('Martin2 Zoé2').first()).toBeVisible()
	await expect(page).toHaveURL(`${relay.url}/mailing`)
})
