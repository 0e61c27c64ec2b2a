import { m } from '#web/paraglide/messages.js'

/** The merge fields that are offered at one click; all others work as well. */
export const OFFERED_FIELDS = [
	{ name: 'prenom', label: m.mailing_field_prenom },
	{ name: 'nom', label: m.mailing_field_nom },
	{ name: 'ville', label: m.mailing_field_ville },
	{ name: 'email', label: m.mailing_field_email }
] as const

/** Those that are offered besides once the club has a season. */
export const DUES_FIELDS = [
	{ name: 'reste_du', label: m.dues_balance },
	{ name: 'montant_du', label: m.dues_column_due },
	{ name: 'statut', label: m.dues_status },
	{ name: 'saison', label: m.seasons_one }
] as const

/** Merge fields that belong together, under what they are about. */
export type FieldGroup = { title: string; fields: readonly string[] }

const FAMILY = /^(foyer|payeur|responsable)/
const DUES = /^(saison|montant|reste|statut)(?!.*piece)/

/** Every merge field there is, by what it is about; those of dues once there is a season. */
export function listFieldGroups(all: readonly string[], own: readonly string[], hasSeason: boolean): FieldGroup[] {
	const family = all.filter((name) => FAMILY.test(name))
	const dues = all.filter((name) => DUES.test(name) && !family.includes(name))
	return [
		{ title: m.fields_group_member(), fields: all.filter((name) => !family.includes(name) && !dues.includes(name)) },
		{ title: m.fields_group_family(), fields: family },
		{ title: m.fields_group_dues(), fields: hasSeason ? dues : [] },
		{ title: m.fields_group_club(), fields: own.filter((name) => !all.includes(name)) }
	].filter(({ fields }) => fields.length > 0)
}

/** What a field with a fallback looks like; not in the catalogue, where braces mean something else. */
export const FALLBACK_EXAMPLE = '{{prenom|ami}}'

/** A merge field as it is written into a text. */
export const fieldText = (name: string): string => `{{${name}}}`

/** The fallback form of a field. */
export const fallbackText = (name: string): string => `{{${name}|…}}`

/** Puts a text where the caret is, or in the place of what is selected, as typing does: undo takes it back. */
export function insertAtCaret(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
	box.focus()
	// The only way that the browser's own undo knows of; where it is gone, the text goes in all the same.
	if (document.execCommand('insertText', false, text)) return
	const from = box.selectionStart ?? box.value.length
	box.setRangeText(text, from, box.selectionEnd ?? from, 'end')
	box.dispatchEvent(new InputEvent('input', { bubbles: true }))
}
