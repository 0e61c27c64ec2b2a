import { m } from '#web/paraglide/messages.js'
import { toasts } from '#web/ui/toasts.svelte.ts'

type Droppable = { changed: boolean; discard: () => Promise<void>; resume: () => void }

/** Closes a form; what was typed and not saved can be had back, and `onresume` then shows it. */
export function dropForm(form: Droppable, onresume: () => void): void {
	const unsaved = form.changed
	void form.discard()
	if (!unsaved) return
	const resume = () => {
		form.resume()
		onresume()
	}
	toasts.add(m.members_form_left_nameless(), { action: { label: m.members_form_resume(), run: resume } })
}
