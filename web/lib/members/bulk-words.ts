import type { ConsentAnswers, ConsentPurpose } from '#shared/consent.ts'
import { memberFieldName } from '#web/history/change-words.ts'
import { m } from '#web/paraglide/messages.js'
import { BULK_FIELDS, type BulkField } from './bulk-edit.svelte.ts'
import { answerWord, PURPOSES } from './consent-words.ts'

/** What can be set for several members, as one chooses among them. */
export const listBulkFields = (): { value: BulkField; label: string }[] =>
	BULK_FIELDS.map((field) => ({ value: field, label: nameOf(field) }))

const nameOf = (field: BulkField): string => memberFieldName(field) ?? PURPOSES[field as ConsentPurpose].title()

/** A value in few words: a club by its name, an answer by yes or no, "vide" for nothing. */
export function bulkValueWord(
	value: string | ConsentAnswers[ConsentPurpose],
	clubNames: ReadonlyMap<string, string>
): string {
	if (typeof value !== 'string') return answerWord(value)
	return (clubNames.get(value) ?? value) || m.history_value_empty()
}
