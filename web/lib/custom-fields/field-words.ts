import { CUSTOM_KINDS, type CustomKind } from '#shared/custom-field.ts'
import { m } from '#web/paraglide/messages.js'

const KINDS: Record<CustomKind, () => string> = {
	text: m.fields_kind_text,
	number: m.fields_kind_number,
	day: m.fields_kind_day,
	choice: m.fields_kind_choice,
	'yes-no': m.fields_kind_yes_no
}

/** How a kind of field is called. */
export const kindWord = (kind: string): string => KINDS[kind as CustomKind]?.() ?? kind

/** The kinds as one chooses among them. */
export const listKinds = (): { value: CustomKind; label: string }[] =>
	CUSTOM_KINDS.map((value) => ({ value, label: kindWord(value) }))
