/** Ids of the lines that describe the control `id`, as FieldFrame draws them; `undefined` when there are none. */
export function describedBy(id: string, error: string | undefined, hint: string | undefined): string | undefined {
	const ids = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean)
	return ids.length > 0 ? ids.join(' ') : undefined
}
