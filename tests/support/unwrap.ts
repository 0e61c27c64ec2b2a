/** The value of a result that must have succeeded. */
export function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
	if (!result.ok) throw new Error(JSON.stringify(result.error))
	return result.value
}
