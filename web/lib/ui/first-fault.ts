import { tick } from 'svelte'

/** Leads to the first field of a form that is marked as wrong, once the marks are drawn. */
export async function focusFirstFault(form: HTMLElement | undefined): Promise<void> {
	await tick()
	form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}

/** Names of the days of a form that are typed in part: they read as none, and the browser alone knows of them. */
export function listIncompleteDays(form: HTMLElement | undefined): string[] {
	const days = [...(form?.querySelectorAll<HTMLInputElement>('input[type="date"]') ?? [])]
	return days.filter(({ validity }) => validity.badInput).map(({ name }) => name)
}
