import { err, ok, type Result } from '#shared/result.ts'
import { storing, type StorageFault } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { EXAMPLE_CLUB, readOwnClub } from '#web/db/directory.ts'
import { carryAccessKey, ensureExampleClub } from '#web/db/example-club.ts'
import { listOpenMailings } from '#web/db/mailings.ts'
import { findSetting, RELAY_KEY } from '#web/db/settings.ts'
import { m } from '#web/paraglide/messages.js'
import { turnToClub } from '#web/state/open-club.svelte.ts'

/**
 * Goes into the example club, made now if it is not there; every window of the app loads again, here at `href`.
 * Fails with `example-mailing-open` while a mailing of the club is under way: it would stand still meanwhile.
 */
export async function enterExample(
	href: string
): Promise<Result<void, StorageFault | { code: 'example-mailing-open' }>> {
	const open = await storing(listOpenMailings)
	if (!open.ok) return open
	if (open.value.length > 0) return err({ code: 'example-mailing-open' })
	const { exampleClub } = await import('./example-club.ts')
	const now = new Date()
	const today = dayHere(now.getTime())
	const draft = { subject: m.example_draft_subject(), body: m.example_draft_body({ field: '{{prenom}}' }) }
	const settings = { smtp_from: 'secretariat@example.org', smtp_sender_name: m.example_sender() }
	const content = () => ({ ...exampleClub(today), draft, settings })
	const made = await ensureExampleClub(content, await findSetting(RELAY_KEY))
	if (!made.ok) return made
	const turned = await storing(() => turnToClub(EXAMPLE_CLUB, href))
	return turned.ok ? ok(undefined) : turned
}

/** Leaves the example for the club's own database; every window of the app loads again, here at `href`. */
export function leaveExample(href: string): Promise<Result<void, StorageFault>> {
	return storing(async () => {
		const [own, accessKey] = [await readOwnClub(), await findSetting(RELAY_KEY)]
		if (accessKey !== undefined) await carryAccessKey(own.name, accessKey)
		await turnToClub(own, href)
	})
}
